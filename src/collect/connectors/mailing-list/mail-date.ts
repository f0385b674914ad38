/** When: milliseconds since 1970, the offset of the writer's clock if it is known, and a doubt to keep with it. */
export interface Moment {
  readonly at: number
  readonly offset?: number
  readonly doubt?: 'dated-too-early' | 'dated-in-future'
}

/** What the engine can hold; what lies outside is kept at the edge and flagged like any other doubtful date. */
const earliest = Date.UTC(1900, 0, 1)
const latest = Date.UTC(2299, 11, 31)
/** No clock on earth is further from UTC. */
const widestOffset = 15 * 60
/** There were lists before, but a mail dated so comes nearly always from a clock at zero. */
const plausibleFrom = Date.UTC(1980, 0, 1)
const clockSkew = 24 * 3600 * 1000

/** `Thu, 1 Mar 2007 10:00:00 +0100 (CET)`, and what mailers made of it: no weekday, no seconds, two-digit years, dashes. */
const mailForm =
  /^(?:\p{L}{2,12}[.,]*\s*)?(\d{1,2})[\s.-]+([a-z]{3,9})[\s.,-]+(\d{2,4}),?\s+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d{1,9})?\s*([ap]m\b)?(.*)$/iu
/** `Thu Mar  1 10:00:00 2007`, as in `From ` lines, with a zone before or after the year. */
const ctimeForm =
  /^(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\s+(\d{1,2}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+(?:([+-]\d{4}|[a-z]{1,5}(?:\s+dst)?)\s+)?(\d{4})(?:\s+(.*))?$/i
const isoForm = /^(\d{4})-(\d{2})-(\d{2})[t ](\d{2}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?\s*(.*)$/i
const longestDate = 120

/** A date as mails write it; undefined when it says none. Without a zone UTC is taken, and no offset is told. */
export function readMailDate(written: string, now: number): Moment | undefined {
  const text = written.slice(0, longestDate).trim()
  const mail = mailForm.exec(text)
  if (mail !== null) {
    const [, day, month, year, hour, minute, second, half, zone] = mail
    return toMoment(
      { year: toYear(year), month: toMonth(month), day, hour: toHour(hour, half), minute, second },
      zone,
      now,
    )
  }
  const ctime = ctimeForm.exec(text)
  if (ctime !== null) {
    const [, month, day, hour, minute, second, before, year, after] = ctime
    return toMoment(
      { year: Number(year), month: toMonth(month), day, hour, minute, second },
      before ?? after,
      now,
    )
  }
  const iso = isoForm.exec(text)
  if (iso === null) return undefined
  const [, year, month, day, hour, minute, second, zone] = iso
  return toMoment({ year: Number(year), month: Number(month) - 1, day, hour, minute, second }, zone, now)
}

/** The date at the end of a line `From ann@example.org  Thu Mar  1 10:00:00 2007`. */
export function readEnvelopeDate(envelope: string, now: number): Moment | undefined {
  const start = envelope.search(/\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s+(?:[a-z]{3,9}\s+)?\d/i)
  return start === -1 ? undefined : readMailDate(envelope.slice(start), now)
}

interface Wall {
  readonly year: number
  readonly month: number
  readonly day: string | undefined
  readonly hour: string | number | undefined
  readonly minute: string | undefined
  readonly second: string | undefined
}

function toMoment(wall: Wall, zone: string | undefined, now: number): Moment | undefined {
  const { year, month } = wall
  const day = Number(wall.day)
  const [hour, minute, second] = [Number(wall.hour), Number(wall.minute), Number(wall.second ?? 0)]
  const isReal =
    month >= 0 && month < 12 && day >= 1 && day <= 31 && hour <= 24 && minute < 60 && second <= 61
  if (!isReal) return undefined
  const offset = readZone(zone ?? '')
  return doubtMoment(Date.UTC(year, month, day, hour, minute, second) - (offset ?? 0) * 60_000, offset, now)
}

/** A moment with the doubt it deserves. */
export function doubtMoment(at: number, offset: number | undefined, now: number): Moment {
  const kept = Math.min(Math.max(at, earliest), latest)
  const doubt = at < plausibleFrom ? 'dated-too-early' : at > now + clockSkew ? 'dated-in-future' : undefined
  if (doubt === undefined) return offset === undefined ? { at: kept } : { at: kept, offset }
  return offset === undefined ? { at: kept, doubt } : { at: kept, offset, doubt }
}

/** RFC 5322: two digits are 1950 to 2049; three are years since 1900, as clocks wrote them in 2000. */
function toYear(written = ''): number {
  const year = Number(written)
  if (written.length === 4) return year
  if (written.length === 3) return year + 1900
  return year < 50 ? year + 2000 : year + 1900
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function toMonth(name = ''): number {
  return months.indexOf(name.slice(0, 3).toLowerCase())
}

function toHour(hour = '', half: string | undefined): number {
  if (half === undefined) return Number(hour)
  return (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
}

/** Minutes east of UTC; undefined when nothing or nothing known is said. `-0000` says that the zone is not told. */
function readZone(written: string): number | undefined {
  const zone = written.trim()
  const number = /^(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})\b/i.exec(zone)
  if (number !== null) {
    const [, sign, hours, minutes] = number
    const total = Number(hours) * 60 + Number(minutes)
    if (total > widestOffset || (total === 0 && sign === '-')) return undefined
    return sign === '-' ? -total : total
  }
  const name = /^\(?([a-z]{1,5}(?:\s+dst)?)\b/i.exec(zone)?.[1]?.toUpperCase().replace(/\s+/, ' ')
  return name === undefined ? undefined : zones[name]
}

/** Names that mean one thing only, or that RFC 5322 gives a meaning. */
const zones: Readonly<Record<string, number>> = {
  UT: 0,
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  WEST: 60,
  CET: 60,
  MET: 60,
  MEZ: 60,
  CEST: 120,
  MEST: 120,
  MESZ: 120,
  'MET DST': 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  MSD: 240,
  JST: 540,
  KST: 540,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
}
