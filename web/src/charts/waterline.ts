import { formatMonth } from '../parts/dates.ts'
import { countOf, formatCount } from '../parts/figures.ts'
import { countAxis, left, markLines, monthAxis, monthTip, right } from './axes.ts'
import type { Drawing, Mark, Room } from './drawing.ts'
import { hatched, solid } from './ink.ts'
import { frameMonths, median, sayLeftOut } from './months.ts'

export interface WaterlineMonth {
  month: string
  people: number
  visitors: number
}

/** People we can name above the waterline, visitors without a name below it, month by month. */
export function drawWaterline(rows: readonly WaterlineMonth[], marks: readonly Mark[], room: Room): Drawing {
  const { months, leftOut } = frameMonths(
    rows.map((row) => ({ month: row.month, weight: row.people + row.visitors })),
  )
  const byMonth = new Map(rows.map((row) => [row.month, row]))
  const at = (month: string) => byMonth.get(month) ?? { month, people: 0, visitors: 0 }
  const people = months.map((month) => at(month).people)
  const visitors = months.map((month) => at(month).visitors)
  const scale = chooseHalves(Math.max(0, ...people), Math.max(0, ...visitors))
  const below = scale.below > 0
  const bars = { type: 'bar' as const, barCategoryGap: months.length > 60 ? '10%' : '28%', animation: false }
  const name = { nameTextStyle: { align: 'left' as const, color: room.ink.soft, fontSize: 12 }, nameGap: 10 }

  return {
    sentence: sayWaterline(people, visitors, months),
    note: [scale.note, sayLeftOut(leftOut)].filter(Boolean).join(' '),
    height: 44 + scale.above + scale.below + 44,
    table: {
      columns: ['Month', 'People named', 'Visitors without a name'],
      rows: months.map((month) => [
        formatMonth(month),
        formatCount(at(month).people),
        formatCount(at(month).visitors),
      ]),
    },
    option: {
      aria: { enabled: false },
      grid: [
        { left, right, top: 44, height: scale.above },
        ...(below ? [{ left, right, top: 44 + scale.above, height: scale.below }] : []),
      ],
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      tooltip: monthTip(months, room, (month) => [
        countOf(at(month).people, 'person named', 'people named'),
        ...(below ? [countOf(at(month).visitors, 'visitor without a name', 'visitors without a name')] : []),
      ]),
      xAxis: [
        {
          ...monthAxis(months, room, 0, !below),
          axisLine: { lineStyle: { color: room.ink.seen, width: 2 } },
        },
        ...(below
          ? [{ ...monthAxis(months, room, 1), position: 'bottom' as const, axisLine: { show: false } }]
          : []),
      ],
      yAxis: [
        countAxis(room, { name: 'people we can name', max: scale.mostAbove, ...name }),
        ...(below
          ? [
              countAxis(room, {
                gridIndex: 1,
                inverse: true,
                max: scale.mostBelow,
                axisLabel: {
                  color: room.ink.faint,
                  fontSize: 12,
                  showMinLabel: false,
                  formatter: shortCount,
                },
              }),
            ]
          : []),
      ],
      series: [
        { ...bars, data: people, itemStyle: solid(room.ink.seen), markLine: markLines(marks, months, room) },
        ...(below
          ? [{ ...bars, xAxisIndex: 1, yAxisIndex: 1, data: visitors, itemStyle: hatched(room.ink.glimpsed) }]
          : []),
      ],
    },
  }
}

const shortCount = (value: number): string => formatCount(value)

/** One scale for both halves where both stay readable; else each has its own, and the note says so. */
function chooseHalves(mostPeople: number, mostVisitors: number) {
  if (mostVisitors === 0)
    return { above: 180, below: 0, mostAbove: niceCeiling(mostPeople), mostBelow: 0, note: '' }
  const [mostAbove, mostBelow] = [niceCeiling(mostPeople), niceCeiling(mostVisitors)]
  const share = mostAbove / (mostAbove + mostBelow)
  if (share > 0.15 && share < 0.85)
    return {
      above: Math.round(280 * share),
      below: Math.round(280 * (1 - share)),
      mostAbove,
      mostBelow,
      note: '',
    }
  return {
    above: 130,
    below: 150,
    mostAbove,
    mostBelow,
    note: 'Below the line are visitors without a name; to keep both readable, each half has a scale of its own.',
  }
}

/** The next round number: 83 → 100, 2531 → 3000. */
export function niceCeiling(count: number): number {
  if (count <= 5) return 5
  const unit = 10 ** Math.floor(Math.log10(count))
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((size) => size * unit >= count) ?? 10
  return step * unit
}

function sayWaterline(
  people: readonly number[],
  visitors: readonly number[],
  months: readonly string[],
): string {
  if (months.length === 0) return 'Nothing has happened here yet.'
  const most = Math.max(...people)
  const peak = months[people.indexOf(most)] ?? ''
  const named =
    months.length === 1
      ? `${countOf(most, 'person was', 'people were')} active by name in ${formatMonth(peak)}`
      : `In a usual month ${countOf(median(people), 'person is', 'people are')} active by name, ${formatCount(most)} at most (${formatMonth(peak)})`
  const unnamed = median(visitors.filter((count) => count > 0))
  return unnamed === 0
    ? `${named}.`
    : `${named}; ${countOf(unnamed, 'visitor comes', 'visitors come')} without a name.`
}
