/** How dates such as 03/04/2024 are meant; `unclear` if nothing tells, `mixed` if the file has both. */
export type DateOrder = 'day first' | 'month first' | 'unclear' | 'mixed'

export interface MomentOptions {
  readonly order: DateOrder
  /** Of times that say none: a name such as `Europe/Berlin`, or `UTC`. */
  readonly timeZone: string
}

/** Milliseconds since 1970 UTC, or what is wrong with the cell, without what it says: faults are counted by their words. */
export type Moment = { readonly at: number } | { readonly fault: string }

const earliest = Date.UTC(1900, 0, 1)
const latest = Date.UTC(2300, 0, 1)

/** Reads a moment in the writings exports have. A day without a time is its start. Never guesses between day and month. */
export function parseMoment(text: string, options: MomentOptions): Moment {
  const clean = text.normalize('NFKC').replace(/\s+/g, ' ').trim()
  const parsed = parseEpoch(clean) ?? parseCalendar(clean, options)
  if ('fault' in parsed) return parsed
  if (parsed.at < earliest || parsed.at >= latest) return { fault: 'is no time between 1900 and 2300' }
  return parsed
}

/** What a cell shows of the order of day and month; undefined if nothing. */
export function readDateOrder(text: string): 'day first' | 'month first' | 'either' | undefined {
  const match = text.match(/^\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?!\d)/)
  if (match === null) return undefined
  const [first, second] = [Number(match[1]), Number(match[2])]
  if (first > 12 && first <= 31 && second <= 12) return 'day first'
  if (second > 12 && second <= 31 && first <= 12) return 'month first'
  return 'either'
}

/** Seconds (9 or 10 digits), milliseconds (12 or 13), microseconds (16). */
function parseEpoch(text: string): Moment | undefined {
  const match = text.match(/^(\d{9,10}|\d{12,13}|\d{16})(\.\d+)?$/)
  if (match === null) return undefined
  const digits = match[1] ?? ''
  const number = Number(digits)
  if (digits.length <= 10) return { at: Math.round(Number(text) * 1000) }
  return { at: digits.length === 16 ? Math.round(number / 1000) : number }
}

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

function parseCalendar(text: string, options: MomentOptions): Moment {
  const unreadable = { fault: 'is no date that is understood' }
  const dated = splitDay(text, options.order)
  if (dated === undefined) return unreadable
  if ('fault' in dated) return dated
  const { day, rest } = dated
  if (!isDay(day)) return { fault: 'is no day of the calendar' }
  const time = parseTime(rest)
  if (time === undefined) return unreadable
  const local = Date.UTC(day.year, day.month - 1, day.day) + time.milliseconds
  if (time.zone === '') return { at: local - offsetAt(options.timeZone, local) }
  const offset = parseZone(time.zone)
  return offset === undefined ? { fault: 'has a time zone that is not understood' } : { at: local - offset }
}

function isDay({ year, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function monthOf(name: string): number {
  return months.indexOf(name.slice(0, 3).toLowerCase()) + 1
}

const fullYear = (year: string): number =>
  year.length > 2 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900)

type Dated = { readonly day: Day; readonly rest: string } | { readonly fault: string }

/** The day at the start of a text, and what stands behind it. */
function splitDay(text: string, order: DateOrder): Dated | undefined {
  const bare = text.replace(/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i, '')
  return splitIsoDay(bare) ?? splitNamedMonth(bare) ?? splitNumbers(bare, order)
}

function splitIsoDay(text: string): Dated | undefined {
  const match =
    text.match(/^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)[T ,]*(.*)$/i) ??
    text.match(/^(\d{4})()(\d{2})(\d{2})(?!\d)[T ]?(.*)$/i)
  if (match === null) return undefined
  const [, year, , month, day, rest = ''] = match
  return { day: { year: Number(year), month: Number(month), day: Number(day) }, rest }
}

function splitNamedMonth(text: string): Dated | undefined {
  const word = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*'
  const american = text.match(
    new RegExp(`^${word}\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})(?!\\d),?(.*)$`, 'i'),
  )
  if (american !== null) {
    const [, month = '', day, year = '', rest = ''] = american
    return { day: { year: fullYear(year), month: monthOf(month), day: Number(day) }, rest }
  }
  const other = text.match(
    new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[ ./-]{1,2}${word}[ ./-]{1,2}(\\d{4}|\\d{2})(?!\\d),?(.*)$`, 'i'),
  )
  if (other === null) return undefined
  const [, day, month = '', year = '', rest = ''] = other
  return { day: { year: fullYear(year), month: monthOf(month), day: Number(day) }, rest }
}

function splitNumbers(text: string, order: DateOrder): Dated | undefined {
  const match = text.match(/^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d),?(.*)$/)
  if (match === null) return undefined
  const [, first, mark, second, year = '', rest = ''] = match
  const [left, right] = [Number(first), Number(second)]
  // With full stops nobody writes the month first.
  const meant = mark === '.' ? 'day first' : readMeaning(left, right, order)
  if (meant === 'day first') return { day: { year: fullYear(year), month: right, day: left }, rest }
  if (meant === 'month first') return { day: { year: fullYear(year), month: left, day: right }, rest }
  const why =
    meant === 'mixed'
      ? 'dates of this file are written both with the day and with the month first'
      : 'nothing in this file tells which is the day and which the month'
  return { fault: `can be two days, because ${why}; set dateOrder` }
}

function readMeaning(left: number, right: number, order: DateOrder): DateOrder {
  if (order === 'day first' || order === 'month first') return order
  if (left === right || left > 12) return 'day first'
  return right > 12 ? 'month first' : order
}

function parseTime(text: string): { milliseconds: number; zone: string } | undefined {
  const clean = text
    .replace(/^[T ,]+|^at /i, '')
    .trim()
    .replace(/^(\d\d)(\d\d)(\d\d)?(?=$|[Z+ -])/i, writeClock)
  if (clean === '') return { milliseconds: 0, zone: '' }
  const match = clean.match(/^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?([ap]\.?m\.?)?(.*)$/i)
  const short = match ?? clean.match(/^(\d{1,2})()()() ?([ap]\.?m\.?)(.*)$/i)
  if (short === null) return undefined
  const [, hour, minute, second, fraction = '', half = '', zone = ''] = short
  const hours = toHours(Number(hour), half)
  if (hours === undefined || Number(minute ?? 0) > 59 || Number(second ?? 0) > 60) return undefined
  const milliseconds = Math.floor(Number(`0.${fraction === '' ? 0 : fraction}`) * 1000)
  return {
    milliseconds: ((hours * 60 + Number(minute ?? 0)) * 60 + Number(second ?? 0)) * 1000 + milliseconds,
    zone: zone.trim(),
  }
}

const writeClock = (_text: string, hour: string, minute: string, second = '00'): string =>
  `${hour}:${minute}:${second}`

function toHours(hour: number, half: string): number | undefined {
  if (half === '') return hour <= 24 ? hour : undefined
  if (hour < 1 || hour > 12) return undefined
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0)
}

const hour = 3_600_000
/** Names with one meaning in practice; others have several, so they are not understood. */
const namedZones: Readonly<Record<string, number>> = {
  z: 0,
  utc: 0,
  gmt: 0,
  edt: -4 * hour,
  est: -5 * hour,
  cdt: -5 * hour,
  mdt: -6 * hour,
  mst: -7 * hour,
  pdt: -7 * hour,
  pst: -8 * hour,
  cet: hour,
  cest: 2 * hour,
}

/** Milliseconds a zone is ahead of UTC; undefined if it is not understood. */
function parseZone(text: string): number | undefined {
  const clean = text.replace(/^[([]|[)\]]$/g, '').trim()
  const named = namedZones[clean.toLowerCase()]
  if (named !== undefined) return named
  const match = clean.match(/^(?:utc|gmt)? ?([+-])(\d{1,2}):?(\d{2})?(?: \(?[a-z ]+\)?)?$/i)
  if (match === null) return undefined
  const [, sign, hours, minutes = '0'] = match
  if (Number(hours) > 15 || Number(minutes) > 59) return undefined
  return (sign === '-' ? -1 : 1) * (Number(hours) * hour + Number(minutes) * 60_000)
}

const zones = new Map<string, Intl.DateTimeFormat>()

/** Whether a name is that of a time zone. */
export function isTimeZone(name: string): boolean {
  try {
    zoneFormat(name)
    return true
  } catch {
    // The platform's way of saying no.
    return false
  }
}

function zoneFormat(name: string): Intl.DateTimeFormat {
  const known = zones.get(name)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  zones.set(name, made)
  return made
}

/** How far a zone is ahead of UTC when its clocks show a time; of a time they skip or show twice, as before the change. */
function offsetAt(zone: string, local: number): number {
  if (zone === 'UTC') return 0
  const before = offsetOf(zone, local - 24 * hour)
  const after = offsetOf(zone, local + 24 * hour)
  if (before === after) return before
  return offsetOf(zone, local - before) === before ? before : after
}

function offsetOf(zone: string, at: number): number {
  const parts = zoneFormat(zone).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((candidate) => candidate.type === type)?.value ?? 0)
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return shown - Math.floor(at / 1000) * 1000
}
