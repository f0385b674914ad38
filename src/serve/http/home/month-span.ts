const monthYear = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const month = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' })
const fullDay = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/** First days of months, as ISO dates: the later window is [middle, end), the earlier [start, middle). */
export interface MonthWindows {
  readonly start: string
  readonly middle: string
  readonly end: string
}

/** The last `length` months that are over at a moment, and as many before them. */
export function lastFullMonths(at: Date, length: number): MonthWindows {
  return { start: shiftMonth(at, -2 * length), middle: shiftMonth(at, -length), end: shiftMonth(at, 0) }
}

function shiftMonth(at: Date, months: number): string {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1)).toISOString().slice(0, 10)
}

/** “February to October 2007”, “July 2007”, “November 2006 to January 2007”, from the first days of the first and last month. */
export function sayMonths(first: string, last: string): string {
  const from = new Date(first)
  const to = new Date(last)
  if (first.slice(0, 7) === last.slice(0, 7)) return monthYear.format(to)
  const sameYear = from.getUTCFullYear() === to.getUTCFullYear()
  return `${sameYear ? month.format(from) : monthYear.format(from)} to ${monthYear.format(to)}`
}

export const sayDay = (at: Date): string => fullDay.format(at)

/** The month before one, both as first days. */
export function monthBefore(first: string): string {
  return shiftMonth(new Date(first), -1)
}
