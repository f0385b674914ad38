import { z } from 'zod'
import type { IrcCounter } from './irc-counter.ts'
import { type LogReader, logStateForm } from './irc-log.ts'

/** Where a log can be entered half-way. */
const entryForm = z.object({ at: z.number(), line: z.number(), log: logStateForm })
export type Entry = z.output<typeof entryForm>

/** What was remembered, if it can still be understood. */
export function parseEntry(knowing: unknown): Entry | undefined {
  return entryForm.safeParse(knowing).data
}

/** Finds where to enter a log the next time, so that what comes then is named as if all had been read. */
export interface EntrySeeker {
  /** Call it before a line is read, and `look` after it. */
  stand(at: number, line: number): void
  look(): void
  readonly entry: Entry
}

/**
 * Acts are counted within two days, so that is how far before its end a log is entered: at the beginning of the day before the
 * last one. What it says from there on is counted again and not told again.
 */
export function makeEntrySeeker(log: LogReader, counter: IrcCounter, first: Entry): EntrySeeker {
  let entry = first
  let today = first
  let standing = first
  let day = counter.today
  return {
    stand: (at, line) => {
      standing = { at, line, log: log.tell() }
    },
    look: () => {
      if (Object.is(counter.today, day)) return
      entry = counter.today === day + 1 ? today : standing
      today = standing
      day = counter.today
    },
    get entry() {
      return entry
    },
  }
}
