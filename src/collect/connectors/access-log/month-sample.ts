const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const sampleBytes = 1 << 14
const mostMonths = 24

const written = /\b\d{2}\/([A-Z][a-z]{2})\/(\d{4}):\d{2}:\d{2}/g
const iso = /\b(\d{4})-(\d{2})-\d{2}[T ]\d{2}:\d{2}/g

/** The months (`2026-11`) that lines in order of time probably span: from those at the start to those at the end. */
export function sampleMonths(lines: Buffer): string[] {
  const ends = [lines.subarray(0, sampleBytes), lines.subarray(-sampleBytes)]
  const found = ends.flatMap((part) => listMonths(part.toString('latin1')))
  if (found.length === 0) return []
  const first = Math.min(...found)
  const last = Math.max(...found)
  if (last - first >= mostMonths) return []
  return Array.from({ length: last - first + 1 }, (_, index) => toName(first + index))
}

/** Months as their number since the year 0. */
function listMonths(text: string): number[] {
  const months = [
    ...[...text.matchAll(written)].map((match) => [Number(match[2]), monthNames.indexOf(match[1] ?? '')]),
    ...[...text.matchAll(iso)].map((match) => [Number(match[1]), Number(match[2]) - 1]),
  ]
  return months.flatMap(([year = 0, month = -1]) =>
    month >= 0 && month < 12 && year > 1990 ? [year * 12 + month] : [],
  )
}

const toName = (month: number): string =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`

/** The first date written in the start of a file, as it stands there: what it is called may change, this does not. */
export function findFirstDate(head: Buffer): string {
  const text = head.toString('latin1')
  return (
    text.match(
      /\d{2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2}|\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}|\b1\d{9}\b/,
    )?.[0] ?? ''
  )
}
