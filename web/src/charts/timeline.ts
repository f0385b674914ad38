import { formatMonth } from '../parts/dates.ts'
import { countOf, formatCount, formatShare } from '../parts/figures.ts'
import { nameType } from '../words.ts'
import { bars, left, markLines, monthAxis, monthTip, right } from './axes.ts'
import type { ChartOption, Drawing, Mark, Room } from './drawing.ts'
import { solid } from './ink.ts'
import { frameMonths, plainLabel, sayLeftOut } from './months.ts'

export interface ActivityMonth {
  month: string
  type: string
  events: number
}

const barHeight = 34
const mostRows = 8

/** What was done month by month: one small chart per type of act, all on one scale. */
export function drawTimeline(rows: readonly ActivityMonth[], marks: readonly Mark[], room: Room): Drawing {
  const { months, leftOut } = frameMonths(rows.map((row) => ({ month: row.month, weight: row.events })))
  const kinds = gatherKinds(rows)
  const places = placeRows(kinds.length, room)

  return {
    sentence: sayTimeline(kinds, months),
    note: sayLeftOut(leftOut),
    keys: [],
    height: places.height,
    table: {
      columns: ['Month', ...kinds.map((kind) => kind.name)],
      rows: months.map((month) => [
        formatMonth(month),
        ...kinds.map((kind) => formatCount(kind.byMonth.get(month) ?? 0)),
      ]),
    },
    option: {
      aria: { enabled: false },
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      tooltip: monthTip(months, room, (month) =>
        kinds
          .filter((kind) => (kind.byMonth.get(month) ?? 0) > 0)
          .map((kind) => `${plainLabel(kind.name, 40)}: ${formatCount(kind.byMonth.get(month) ?? 0)}`),
      ),
      ...layRows(kinds, months, marks, { ...room, width: room.width - places.left + left }, places),
    },
  }
}

function layRows(
  kinds: readonly Kind[],
  months: readonly string[],
  marks: readonly Mark[],
  room: Room,
  places: Places,
): ChartOption {
  const most = Math.max(1, ...kinds.flatMap((kind) => months.map((month) => kind.byMonth.get(month) ?? 0)))
  const lines = markLines(marks, months, room)
  return {
    title: kinds.map((kind, index) => ({
      text: `${plainLabel(kind.name, 30)}  ${formatCount(kind.whole)}`,
      left: 0,
      top: places.labelAt(index),
      padding: 0,
      textStyle: { color: room.ink.soft, fontSize: 13, fontWeight: 'normal' as const, lineHeight: 18 },
    })),
    grid: kinds.map((_kind, index) => ({
      left: places.left,
      right,
      top: places.barsAt(index),
      height: barHeight,
    })),
    xAxis: kinds.map((_kind, index) => monthAxis(months, room, index, index === kinds.length - 1)),
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
      ...bars(months),
      xAxisIndex: index,
      yAxisIndex: index,
      barMinHeight: 2,
      itemStyle: solid(room.ink.seen),
      data: months.map((month) => kind.byMonth.get(month) ?? '-'),
      // Above the first row there is room for their names only when the row's own name stands beside it.
      markLine: index === 0 && places.beside ? lines : { ...lines, label: { show: false } },
    })),
  }
}

interface Places {
  beside: boolean
  left: number
  height: number
  labelAt(index: number): number
  barsAt(index: number): number
}

/** Names stand left of their rows where there is room, above them where there is not. */
function placeRows(count: number, room: Room): Places {
  const beside = room.width >= 620
  const top = beside ? 24 : 4
  const step = beside ? barHeight + 18 : barHeight + 34
  const barsAt = (index: number) => top + index * step + (beside ? 0 : 22)
  return {
    beside,
    left: beside ? 270 : left,
    height: barsAt(count - 1) + barHeight + 40,
    labelAt: (index) => (beside ? barsAt(index) + barHeight - 20 : barsAt(index) - 24),
    barsAt,
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
  const active = months.filter((month) => kinds.some((kind) => (kind.byMonth.get(month) ?? 0) > 0))
  const span = `Active in ${formatCount(active.length)} of ${countOf(months.length, 'month', 'months')}`
  const what = first.name.toLowerCase()
  if (kinds.length === 1) return `${span}: ${what}, ${formatCount(whole)} in all.`
  return `${span}; ${formatShare(first.whole, whole)} of ${formatCount(whole)} acts are ${what}.`
}
