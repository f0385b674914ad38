import type { WallTime } from './wall-clock.ts'

/** The time at the start of a line, as far as it goes. */
export interface Stamp {
  readonly date?: Day | undefined
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** Minutes from UTC, where the line says so. */
  readonly offset?: number | undefined
}

/** Months from 1; the year is 0 where it is not told. */
export type Day = Pick<WallTime, 'year' | 'month' | 'day'>

const isoForm =
  /^[[(]?(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(?: ?(Z|UTC|[+-]\d\d:?\d\d))?[\])]?(?=[\s<]|$)/
const clockForm =
  /^(?:\[(\d\d):(\d\d)(?::(\d\d))?\]|\((\d\d):(\d\d)(?::(\d\d))?\)|(\d\d):(\d\d)(?::(\d\d))?)(?=[\s<]|$)/
const namedForm = /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d)(?::(\d\d))?(?=\s)/
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The time a line begins with, and what comes after it; undefined if it begins with none. */
export function readStamp(line: string): { stamp: Stamp; rest: string } | undefined {
  const found = readIso(line) ?? readClock(line) ?? readNamed(line)
  if (found === undefined) return undefined
  const { hour, minute, second } = found.stamp
  return hour < 24 && minute < 60 && second < 61 ? found : undefined
}

function readIso(line: string): { stamp: Stamp; rest: string } | undefined {
  const found = isoForm.exec(line)
  if (found === null) return undefined
  const [all, year, month, day, hour, minute, second = '0', zone] = found
  const date = toDay(Number(year), Number(month), Number(day))
  if (date === undefined) return undefined
  const stamp = {
    date,
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    offset: readOffset(zone),
  }
  return { stamp, rest: line.slice(all.length) }
}

function readOffset(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? []
  const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  return sign === '-' && size > 0 ? -size : size
}

function readClock(line: string): { stamp: Stamp; rest: string } | undefined {
  const found = clockForm.exec(line)
  if (found === null) return undefined
  const [hour, minute, second = '0'] = found.slice(1).filter((part) => part !== undefined)
  const stamp = { hour: Number(hour), minute: Number(minute), second: Number(second) }
  return { stamp, rest: line.slice(found[0].length) }
}

/** HexChat: `Mar 05 12:34:56`, of the year in which its logging began. */
function readNamed(line: string): { stamp: Stamp; rest: string } | undefined {
  const found = namedForm.exec(line)
  if (found === null) return undefined
  const [all, name = '', day, hour, minute, second = '0'] = found
  const month = months.indexOf(name.toLowerCase()) + 1
  if (month === 0) return undefined
  const date = { year: 0, month, day: Number(day) }
  return {
    stamp: { date, hour: Number(hour), minute: Number(minute), second: Number(second) },
    rest: line.slice(all.length),
  }
}

/** What a line says of the day from here on; `starts` with the clock it shows. */
export interface DayMark {
  readonly day: Day | undefined
  readonly hasStarNotices: boolean
}

const markForm =
  /^(?:\[?[\d:]{0,8}\]? ?--- (?:(?:day changed|log opened|log closed) )?|\*{4} (?:begin|ending) logging at |session (?:start|time|close|ident): |# log (?:started|opened)[: ]+)(.*)$/i

/** `--- Day changed Wed Mar 06 2024`, `**** BEGIN LOGGING AT …`, `Session Start: …`, `[00:00] --- Tue Mar 5 2024`. */
export function readDayMark(line: string): DayMark | undefined {
  const found = markForm.exec(line)
  if (found === null) return undefined
  const hasStarNotices = /^(?:\*{4}|session)/i.test(line)
  const isSure = hasStarNotices || /^--- (?:day|log) |^# log/i.test(line)
  const day = readWrittenDay(found[1] ?? '')
  return isSure || day !== undefined ? { day, hasStarNotices } : undefined
}

/** `Tue Mar 05 00:00:01 2024`, `Tue Mar 5 2024`, `2024-03-05`. */
function readWrittenDay(text: string): Day | undefined {
  const iso = /(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)/.exec(text)
  if (iso !== null) return toDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const written = /([A-Za-z]{3}) {1,2}(\d{1,2})(?:,)?(?: \d\d:\d\d(?::\d\d)?)?(?: [A-Z]{2,5})? (\d{4})/.exec(
    text,
  )
  if (written === null) return undefined
  const month = months.indexOf((written[1] ?? '').toLowerCase()) + 1
  return toDay(Number(written[3]), month, Number(written[2]))
}

/** The day a file is of, by its name or its folders': `2024-03-05.log`, `#chan_20240305.log`, `2024/03/05/#chan.txt`. */
export function readNamedDay(path: string): Day | undefined {
  let found: Day | undefined
  for (const [, year, , month, day] of path.matchAll(/(?<!\d)((?:19|20)\d\d)([-_./]?)(\d\d)\2(\d\d)(?!\d)/g))
    found = toDay(Number(year), Number(month), Number(day)) ?? found
  const named = /(?<!\d)(\d{1,2})([A-Z][a-z]{2})(\d{4})(?!\d)/.exec(path)
  if (found !== undefined || named === null) return found
  return toDay(Number(named[3]), months.indexOf((named[2] ?? '').toLowerCase()) + 1, Number(named[1]))
}

export function toDay(year: number, month: number, day: number): Day | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1980 && year < 2200
  return isReal ? { year, month, day } : undefined
}

export function nextDay({ year, month, day }: Day): Day {
  const date = new Date(Date.UTC(year, month - 1, day + 1))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}
