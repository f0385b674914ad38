/** A date and time as a clock on the wall shows them; months from 1. */
export interface WallTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const hour = 3_600_000

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    // The constructor's refusal is the answer.
    return false
  }
}

/**
 * Turns what a clock in a time zone shows into milliseconds since 1970 UTC. An hour that a clock shows twice is taken for the
 * first, one that it leaps over for the one after.
 */
export function makeWallClock(timeZone: string): (wall: WallTime) => number {
  if (/^(utc|gmt|etc\/utc)$/i.test(timeZone)) return toUtc
  const offsetAt = makeOffsetReader(timeZone)
  const offsets = new Map<number, number>()
  const findOffset = (wall: number): number => {
    const before = offsetAt(wall - 24 * hour)
    if (offsetAt(wall - before) === before) return before
    const after = offsetAt(wall + 24 * hour)
    return offsetAt(wall - after) === after ? after : before
  }
  return (wall) => {
    const shown = toUtc(wall)
    // Offsets change on quarters of an hour, so that one look serves all lines of it.
    const quarter = Math.floor(shown / (hour / 4))
    const offset = offsets.get(quarter) ?? findOffset(shown)
    if (offsets.size > 10_000) offsets.clear()
    offsets.set(quarter, offset)
    return shown - offset
  }
}

export function toUtc({ year, month, day, hour, minute, second }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** How far a zone is from UTC at a moment, in milliseconds. */
function makeOffsetReader(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (at) => {
    const parts: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour: shownHour = 0, minute = 0, second = 0 } = parts
    return Date.UTC(year, month - 1, day, shownHour, minute, second) - Math.floor(at / 1000) * 1000
  }
}
