/** When, as git writes it: milliseconds since 1970, and the offset of the clock that was read if it is known. */
export interface Moment {
  readonly at: number
  readonly offset?: number
  readonly doubt?: Doubt
}

/** Before 1980, or more than a day after it was read: kept, because who did what still holds, and flagged. */
export type Doubt = 'dated-too-early' | 'dated-in-future'

/** What the engine can hold; what lies outside is kept at the edge and flagged like any other doubtful date. */
const earliest = Date.UTC(1900, 0, 1)
const latest = Date.UTC(2299, 11, 31)
/** No clock on earth is further from UTC; histories hold offsets such as -7251. */
const widestOffset = 15 * 60

/** SCCS, the oldest system whose histories live on in git, began in 1972; dates before 1980 are nearly always clocks at zero. */
const plausibleFrom = Date.UTC(1980, 0, 1)
const clockSkew = 24 * 3600 * 1000

/** git's own form of a time, `1112911993 -0700`; the offset may be missing. */
export function readRawMoment(text: string, now: Date): Moment | undefined {
  const space = text.indexOf(' ')
  const seconds = Number(space === -1 ? text : text.slice(0, space))
  if (text === '' || space === 0 || !Number.isFinite(seconds)) return undefined
  return toMoment(seconds * 1000, space === -1 ? '' : text.slice(space + 1), now)
}

const isoForm = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d{1,9})?)? ?(Z|[+-]\d\d:?\d\d)?$/
/** `Thu Apr 7 15:13:13 2005 -0700` */
const defaultForm = /^[A-Za-z]{3} ([A-Za-z]{3}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d) (\d{4})(?: ([+-]\d{4}))?$/
/** `Thu, 7 Apr 2005 15:13:13 -0700` */
const mailForm = /^[A-Za-z]{3}, (\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d)(?: ([+-]\d{4}))?$/
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * The forms `git log --date` writes: default, local, ISO, RFC, raw, unix, short. Without an offset UTC is taken. A relative
 * one (`2 weeks ago`) says no moment, and is undefined.
 */
export function readWrittenMoment(written: string, now: Date): Moment | undefined {
  const text = written.trim()
  if (/^\d{1,20}( [+-]\d{4,5})?$/.test(text)) return readRawMoment(text, now)
  const iso = isoForm.exec(text)
  if (iso !== null) {
    const [, year, month, day, hour, minute, second, zone] = iso
    return toWallMoment([year, String(Number(month) - 1), day, hour, minute, second], zone, now)
  }
  const usual = defaultForm.exec(text)
  if (usual !== null) {
    const [, month, day, hour, minute, second, year, zone] = usual
    return toWallMoment([year, toMonth(month), day, hour, minute, second], zone, now)
  }
  const mail = mailForm.exec(text)
  if (mail === null) return undefined
  const [, day, month, year, hour, minute, second, zone] = mail
  return toWallMoment([year, toMonth(month), day, hour, minute, second], zone, now)
}

function toMonth(name = ''): string {
  const index = months.indexOf(name.toLowerCase())
  return index === -1 ? '' : String(index)
}

/** What a clock on the wall showed, and how far it is from UTC. */
function toWallMoment(
  parts: readonly (string | undefined)[],
  zone: string | undefined,
  now: Date,
): Moment | undefined {
  if (parts[1] === '') return undefined
  const [year = 0, month = 0, day = 1, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number(part ?? 0),
  )
  const offset = zone === 'Z' ? '+0000' : (zone ?? '').replace(':', '')
  const wall = Date.UTC(year, month, day, hour, minute, second)
  return toMoment(wall - (readOffset(offset) ?? 0) * 60_000, offset, now)
}

function toMoment(at: number, zone: string, now: Date): Moment {
  const moment: { at: number; offset?: number; doubt?: Doubt } = {
    at: Math.min(Math.max(at, earliest), latest),
  }
  const offset = readOffset(zone)
  if (offset !== undefined) moment.offset = offset
  if (at < plausibleFrom) moment.doubt = 'dated-too-early'
  else if (at > now.getTime() + clockSkew) moment.doubt = 'dated-in-future'
  return moment
}

function readOffset(zone: string): number | undefined {
  if (!/^[+-]\d{4,6}$/.test(zone)) return undefined
  const number = Number(zone.slice(1))
  const minutes = Math.floor(number / 100) * 60 + (number % 100)
  if (minutes > widestOffset) return undefined
  return zone.startsWith('-') && minutes > 0 ? -minutes : minutes
}
