const space = '\u202f'

/** A count with thin spaces between thousands: 984 728. Anything that is not a finite number is unknown. */
export function formatCount(count: number): string {
  if (!Number.isFinite(count)) return 'unknown'
  return String(Math.round(count)).replace(/\B(?=(\d{3})+(?!\d))/g, space)
}

/** A share as a percentage that never rounds something to nothing, or nearly all to all: <1 %, 61 %, >99 %. */
export function formatShare(part: number, whole: number): string {
  if (!(whole > 0)) return 'unknown'
  const percent = (100 * part) / whole
  if (part > 0 && percent < 0.5) return `<1${space}%`
  if (part < whole && percent >= 99.5) return `>99${space}%`
  return `${Math.round(percent)}${space}%`
}

/** For axes, where room is short: 1 200 → 1.2k. */
export function formatShort(count: number): string {
  const size = Math.abs(count)
  if (size < 10_000) return formatCount(count)
  const [divisor, unit] = size < 1_000_000 ? [1_000, 'k'] : [1_000_000, 'M']
  return `${Number((count / divisor).toPrecision(3))}${unit}`
}

/** `1 person`, `2 people`. */
export function countOf(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** How long, in words for somebody who waits: about 20 s, about 3 min. */
export function formatWait(seconds: number): string {
  if (seconds < 1) return 'a moment'
  if (seconds < 90) return `about ${Math.ceil(seconds)}${space}s`
  if (seconds < 5400) return `about ${Math.round(seconds / 60)}${space}min`
  return `about ${Math.round(seconds / 3600)}${space}h`
}
