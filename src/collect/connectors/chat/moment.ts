/** When something happened, and whether that can be. */
export interface Moment {
  readonly at: number
  readonly flags: readonly string[]
}

/** What the engine can hold. */
const earliest = Date.UTC(1900, 0, 1)
const latest = Date.UTC(2299, 11, 31)
/** Dates before 1980 are nearly always clocks at zero. */
const plausibleFrom = Date.UTC(1980, 0, 1)
const clockSkew = 24 * 3600 * 1000

/** A moment in milliseconds since 1970 as an export gives it; undefined if it says none. */
export function toMoment(at: number, now: Date): Moment | undefined {
  if (!(at >= earliest && at <= latest)) return undefined
  if (at < plausibleFrom) return { at, flags: ['dated-too-early'] }
  return { at, flags: at > now.getTime() + clockSkew ? ['dated-in-future'] : [] }
}

/** A moment as ISO 8601 with an offset, as Discord writes it. */
export function readIsoMoment(text: string, now: Date): Moment | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return undefined
  return toMoment(Date.parse(text), now)
}
