import { createHash } from 'node:crypto'
import { Cron } from 'croner'
import { UserError } from '../core/index.ts'

/** How a source was read lately: what decides when it is read again. */
export interface ReadingHistory {
  /** When it was last read, or defined if it never was. */
  readonly last: Date
  /** Runs that broke since the last that did not. */
  readonly broken: number
}

const firstRetry = 5 * 60_000
const longestRetry = 24 * 3_600_000

/**
 * A schedule as a person says it (`hourly`, `daily`, `weekly`, or five fields of cron) checked; undefined for `off`. A UserError
 * says how to write it.
 */
export function parseSchedule(text: string): string | undefined {
  const wanted = text.trim().toLowerCase()
  if (wanted === 'off' || wanted === '') return undefined
  if (wanted in simple) return wanted
  try {
    const cron = new Cron(wanted, { mode: '5-part', paused: true })
    if (cron.nextRun() === null) throw new Error('it never comes')
    return wanted
  } catch (error) {
    throw new UserError(
      `“${text}” is not a schedule. Write hourly, daily, weekly, off, or the five fields of cron, e.g. 30 4 * * 1-5 for 4:30 on working days.`,
      { status: 422, cause: error },
    )
  }
}

/**
 * When a source is read next, in the time zone of this machine. After a run that broke it is tried again sooner, then ever
 * later: after 5, 10, 20 minutes, up to a day.
 */
export function findNextReading(
  source: string,
  schedule: string,
  { last, broken }: ReadingHistory,
): Date | undefined {
  if (broken > 0)
    return new Date(last.getTime() + Math.min(firstRetry * 2 ** Math.min(broken - 1, 20), longestRetry))
  return new Cron(toCron(source, schedule), { mode: '5-part', paused: true }).nextRun(last) ?? undefined
}

/** Each source has a minute of its own, so that they do not all begin at once. */
function toCron(source: string, schedule: string): string {
  const minute = createHash('sha256').update(source).digest().readUInt32BE() % 60
  return simple[schedule]?.(minute) ?? schedule
}

const simple: Readonly<Record<string, (minute: number) => string>> = {
  hourly: (minute) => `${minute} * * * *`,
  daily: (minute) => `${minute} 3 * * *`,
  weekly: (minute) => `${minute} 3 * * 1`,
}
