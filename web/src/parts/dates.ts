const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const fullNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** 28 Sep 2007, in UTC, as everything here is counted. */
export function formatDate(iso: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return 'unknown'
  return `${at.getUTCDate()} ${names[at.getUTCMonth()]} ${at.getUTCFullYear()}`
}

/** 28 Sep 2007, 10:20 UTC. */
export function formatMoment(iso: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return 'unknown'
  return `${formatDate(iso)}, ${at.toISOString().slice(11, 16)} UTC`
}

/** September 2007. */
export function formatMonth(isoDate: string): string {
  const [year, month] = isoDate.split('-')
  return `${fullNames[Number(month) - 1] ?? isoDate} ${year}`
}

/** Sep, and the year where it begins: for axes. */
export function formatMonthShort(isoDate: string): string {
  return names[Number(isoDate.slice(5, 7)) - 1] ?? isoDate
}

/** 5 minutes ago, in 3 days, 19 years ago. */
export function formatDistance(iso: string, now: Date): string {
  const seconds = (new Date(iso).getTime() - now.getTime()) / 1000
  if (Number.isNaN(seconds)) return 'unknown'
  const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1]
  return relative.format(Math.trunc(seconds / length), unit)
}

const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' })
const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** Every month from the first to the last, both included, as `2007-02-01`; at most a thousand. */
export function listMonths(first: string, last: string): string[] {
  const months: string[] = []
  let year = Number(first.slice(0, 4))
  let month = Number(first.slice(5, 7))
  const end = last.slice(0, 7)
  while (months.length < 1000) {
    const key = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`
    if (key > end) break
    months.push(`${key}-01`)
    month += 1
    if (month > 12) [year, month] = [year + 1, 1]
  }
  return months
}
