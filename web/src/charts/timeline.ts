import { formatMonth } from '../parts/dates.ts'
import { countOf, formatCount, formatShare } from '../parts/figures.ts'
import { nameType } from '../words.ts'
import { left, markLines, monthAxis, monthTip, right } from './axes.ts'
import type { Drawing, Mark, Room } from './drawing.ts'
import { solid } from './ink.ts'
import { frameMonths, plainLabel, sayLeftOut } from './months.ts'

export interface ActivityMonth {
  month: string
  type: string
  events: number
}

const rowHeight = 58
const barHeight = 32
const mostRows = 8

/** What was done month by month: one small chart per type of act, all on one scale. */
export function drawTimeline(rows: readonly ActivityMonth[], marks: readonly Mark[], room: Room): Drawing {
  const { months, leftOut } = frameMonths(rows.map((row) => ({ month: row.month, weight: row.events })))
  const kinds = gatherKinds(rows)
  const most = Math.max(1, ...kinds.flatMap((kind) => months.map((month) => kind.byMonth.get(month) ?? 0)))
  const lowest = kinds.length - 1

  return {
    sentence: sayTimeline(kinds, months),
    note: sayLeftOut(leftOut),
    height: 20 + kinds.length * rowHeight + 34,
    table: {
      columns: ['Month', ...kinds.map((kind) => kind.name)],
      rows: months.map((month) => [
        formatMonth(month),
        ...kinds.map((kind) => formatCount(kind.byMonth.get(month) ?? 0)),
      ]),
    },
    option: {
      aria: { enabled: false },
      title: kinds.map((kind, index) => ({
        text: `${plainLabel(kind.name)}  ${formatCount(kind.whole)}`,
        left: left - 5,
        top: 14 + index * rowHeight,
        padding: 5,
        textStyle: { color: room.ink.soft, fontSize: 12, fontWeight: 'normal' as const },
      })),
      grid: kinds.map((_kind, index) => ({
        left,
        right,
        top: 20 + index * rowHeight + (rowHeight - barHeight),
        height: barHeight,
      })),
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      tooltip: monthTip(months, room, (month) =>
        kinds
          .filter((kind) => (kind.byMonth.get(month) ?? 0) > 0)
          .map((kind) => `${plainLabel(kind.name)}: ${formatCount(kind.byMonth.get(month) ?? 0)}`),
      ),
      xAxis: kinds.map((_kind, index) => monthAxis(months, room, index, index === lowest)),
      yAxis: kinds.map((_kind, index) => ({
        type: 'value' as const,
        gridIndex: index,
        max: most,
        interval: most,
        splitLine: { show: false },
        axisLabel: {
          color: room.ink.faint,
          fontSize: 11,
          showMinLabel: false,
          formatter: (count: number) => formatCount(count),
        },
      })),
      series: kinds.map((kind, index) => ({
        type: 'bar' as const,
        xAxisIndex: index,
        yAxisIndex: index,
        barCategoryGap: '20%',
        barMinHeight: 2,
        animation: false,
        itemStyle: solid(room.ink.seen),
        data: months.map((month) => kind.byMonth.get(month) ?? '-'),
        ...(index === 0 ? { markLine: markLines(marks, months, room) } : {}),
      })),
    },
  }
}

interface Kind {
  name: string
  whole: number
  byMonth: Map<string, number>
}

/** The types by their weight; what goes beyond eight is one row. */
function gatherKinds(rows: readonly ActivityMonth[]): Kind[] {
  const kinds = new Map<string, Kind>()
  for (const { month, type, events } of rows) {
    const kind = kinds.get(type) ?? { name: nameType(type), whole: 0, byMonth: new Map<string, number>() }
    kind.whole += events
    kind.byMonth.set(month, (kind.byMonth.get(month) ?? 0) + events)
    kinds.set(type, kind)
  }
  const sorted = [...kinds.values()].sort((a, b) => b.whole - a.whole || (a.name < b.name ? -1 : 1))
  if (sorted.length <= mostRows) return sorted
  const rest: Kind = { name: 'Everything else', whole: 0, byMonth: new Map() }
  for (const kind of sorted.slice(mostRows - 1)) {
    rest.whole += kind.whole
    for (const [month, events] of kind.byMonth)
      rest.byMonth.set(month, (rest.byMonth.get(month) ?? 0) + events)
  }
  return [...sorted.slice(0, mostRows - 1), rest]
}

function sayTimeline(kinds: readonly Kind[], months: readonly string[]): string {
  const [first] = kinds
  if (first === undefined) return 'Nothing is recorded.'
  const whole = kinds.reduce((sum, kind) => sum + kind.whole, 0)
  const active = months.filter((month) => kinds.some((kind) => (kind.byMonth.get(month) ?? 0) > 0)).length
  const span = `Active in ${formatCount(active)} of ${countOf(months.length, 'month', 'months')}`
  if (kinds.length === 1) return `${span}: ${first.name.toLowerCase()}, ${formatCount(whole)} in all.`
  return `${span}; ${formatShare(first.whole, whole)} of ${formatCount(whole)} acts are ${first.name.toLowerCase()}.`
}
