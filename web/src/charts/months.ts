import { formatMonthShort, listMonths } from '../parts/dates.ts'
import { countOf } from '../parts/figures.ts'
import { shorten } from '../parts/inert-text.ts'
import type { Mark } from './drawing.ts'

/**
 * The months a chart shows. Sources hold acts dated 1970 or 2100 by a wrong clock; drawn to scale they would press the
 * real years into a line. Months more than five years from their neighbours that hold less than two per cent of the acts are
 * left out, and counted so that the chart can say so.
 */
export function frameMonths(points: readonly { month: string; weight: number }[]): {
  months: string[]
  leftOut: number
} {
  const sorted = points.filter((point) => point.weight > 0).sort((a, b) => (a.month < b.month ? -1 : 1))
  const clusters: { first: string; last: string; weight: number }[] = []
  for (const { month, weight } of sorted) {
    const cluster = clusters.at(-1)
    if (cluster === undefined || countMonths(cluster.last, month) > 60)
      clusters.push({ first: month, last: month, weight })
    else Object.assign(cluster, { last: month, weight: cluster.weight + weight })
  }
  const whole = clusters.reduce((sum, cluster) => sum + cluster.weight, 0)
  const most = Math.max(...clusters.map((cluster) => cluster.weight))
  const kept = clusters.filter(({ weight }) => weight === most || weight >= whole / 50)
  const [first, last] = [kept[0], kept.at(-1)]
  if (first === undefined || last === undefined) return { months: [], leftOut: 0 }
  const inside = clusters.filter((one) => one.first >= first.first && one.last <= last.last)
  return {
    months: listMonths(first.first, last.last),
    leftOut: whole - inside.reduce((sum, cluster) => sum + cluster.weight, 0),
  }
}

/** A word about acts that are not drawn, or nothing. */
export function sayLeftOut(count: number): string {
  if (count === 0) return ''
  return `${countOf(count, 'act is', 'acts are')} dated far away from the rest and not drawn.`
}

/** For each month its label on the axis, or '' where there is no room; years stand where they begin. */
export function labelMonths(months: readonly string[], width: number): string[] {
  const room = Math.max(1, Math.floor(width / 38))
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((size) => months.length / size <= room) ?? 240
  let year = ''
  return months.map((month) => {
    const position = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
    if (position % step !== 0) return ''
    if (step >= 12) return month.slice(0, 4)
    const first = year !== month.slice(0, 4)
    year = month.slice(0, 4)
    return first ? `${formatMonthShort(month)}\n${year}` : formatMonthShort(month)
  })
}

/** One mark per month at most; labels that would overlap the one before are dropped, their lines stay. */
export function placeMarks(
  marks: readonly Mark[],
  months: readonly string[],
  width: number,
): { month: string; label: string }[] {
  const byMonth = new Map<string, string[]>()
  for (const mark of marks) {
    const month = `${mark.at.slice(0, 7)}-01`
    if (months.includes(month)) byMonth.set(month, [...(byMonth.get(month) ?? []), mark.label])
  }
  // A project with a release every month has no use for a line a month: then only as many as can be read.
  const places = [...byMonth.keys()].sort()
  const step = width / Math.max(1, months.length)
  let free = Number.NEGATIVE_INFINITY
  return places.flatMap((month) => {
    const labels = byMonth.get(month) ?? []
    const label = plainLabel(labels.length > 1 ? `${labels.at(-1)} +${labels.length - 1}` : (labels[0] ?? ''))
    const at = months.indexOf(month) * step
    const half = (label.length * 6.2) / 2 + 4
    if (at - half < free) return step < 12 ? [] : [{ month, label: '' }]
    free = at + half
    return [{ month, label }]
  })
}

/** Text for a chart's label: inert, short, and without the signs ECharts reads as formatting. */
export function plainLabel(text: string, characters = 18): string {
  return shorten(text, characters).replace(/[{}|]/g, (sign) => ({ '{': '(', '}': ')', '|': '/' })[sign] ?? '')
}

/** The middle value; of an even number, the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0
}

function countMonths(from: string, to: string): number {
  const at = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
  return at(to) - at(from)
}
