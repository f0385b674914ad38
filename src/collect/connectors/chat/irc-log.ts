import { z } from 'zod'
import { type IrcLine, readIrcLine } from './irc-line.ts'
import { type Day, nextDay, readDayMark, readStamp, type Stamp } from './irc-stamp.ts'
import { toUtc, type WallTime } from './wall-clock.ts'

/** A line of a log, dated. */
export type LogLine =
  | { readonly kind: 'line'; readonly at: number; readonly line: IrcLine }
  | { readonly kind: 'mark' }
  | { readonly kind: 'blank' }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** Reads the lines of one log in their order, because most of them tell only the time of day. */
export interface LogReader {
  read(text: string): LogLine
  /** What the lines so far say of those to come. */
  tell(): LogState
}

const dayForm = z.object({ year: z.number(), month: z.number(), day: z.number() })
export const logStateForm = z.object({
  day: dayForm.optional(),
  /** Seconds that the clock showed last; -1 before it showed any on this day. */
  clock: z.number(),
  /** When the last line was written. */
  at: z.number().optional(),
  year: z.number(),
  hasStarNotices: z.boolean(),
})
export type LogState = z.output<typeof logStateForm>

const halfDay = 12 * 3600

export function makeLogReader(
  firstDay: Day | undefined,
  toMoment: (wall: WallTime) => number,
  told?: LogState,
): LogReader {
  let { day, clock, at, year, hasStarNotices }: LogState = told ?? startLog(firstDay)

  const markDay = (marked: Day | undefined): void => {
    if (marked === undefined) return
    day = marked
    year = marked.year
    clock = -1
    at = undefined
  }

  /** Where no line says that the day changed, the clock that falls back by half a day does. */
  const advance = (stamp: Stamp): number | undefined => {
    const { hour, minute, second, date, offset } = stamp
    const shown = hour * 3600 + minute * 60 + second
    if (date !== undefined) {
      if (date.year === 0 && year === 0) return undefined
      // January after December, in a log that tells no years.
      if (date.year === 0 && day !== undefined && date.month === 1 && day.month === 12) year++
      day = date.year === 0 ? { ...date, year } : date
    } else if (day !== undefined && clock - shown > halfDay) day = nextDay(day)
    if (day === undefined) return undefined
    clock = shown
    const wall = { ...day, hour, minute, second }
    return offset === undefined ? toMoment(wall) : toUtc(wall) - offset * 60_000
  }

  return {
    tell: () => ({ day, clock, at, year, hasStarNotices }),
    read(text) {
      if (text.trim() === '') return { kind: 'blank' }
      const mark = readDayMark(text)
      if (mark !== undefined) {
        hasStarNotices ||= mark.hasStarNotices
        markDay(mark.day)
        return { kind: 'mark' }
      }
      const stamped = readStamp(text)
      // Some logs give no time to what is no message; it happened about when the last one was written.
      const isTimeless = stamped === undefined && /^(?:===|\*{3}) /.test(text)
      if (stamped === undefined && !isTimeless)
        return { kind: 'unreadable', reason: 'the line does not begin with a time' }
      const line = readIrcLine(stamped?.rest ?? text, { hasStarNotices })
      if (line === undefined) return { kind: 'unreadable', reason: 'it is no line of a chat' }
      if (stamped !== undefined) at = advance(stamped.stamp)
      else if (at === undefined && day !== undefined) at = toMoment({ ...day, hour: 0, minute: 0, second: 0 })
      return at === undefined
        ? {
            kind: 'unreadable',
            reason: 'nothing tells its day; name the file by its date, as in 2024-03-05.log',
          }
        : { kind: 'line', at, line }
    },
  }
}

const startLog = (day: Day | undefined): LogState => ({
  day,
  clock: -1,
  year: day?.year ?? 0,
  hasStarNotices: false,
})
