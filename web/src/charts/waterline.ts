import { formatMonth } from '../parts/dates.ts'
import { countOf, formatCount } from '../parts/figures.ts'
import { bars, countAxis, left, markLines, monthAxis, monthTip, right } from './axes.ts'
import type { ChartOption, Drawing, Mark, Room } from './drawing.ts'
import { hatched, solid } from './ink.ts'
import { frameMonths, median, sayLeftOut } from './months.ts'

export interface WaterlineMonth {
  month: string
  people: number
  visitors: number
}

const top = 26

/** People we can name above the waterline, visitors without a name below it, month by month. */
export function drawWaterline(rows: readonly WaterlineMonth[], marks: readonly Mark[], room: Room): Drawing {
  const { months, leftOut } = frameMonths(
    rows.map((row) => ({ month: row.month, weight: row.people + row.visitors })),
  )
  const byMonth = new Map(rows.map((row) => [row.month, row]))
  const told = months.map((month) => byMonth.get(month) ?? { month, people: 0, visitors: 0 })
  const halves = chooseHalves(told)

  return {
    sentence: sayWaterline(told),
    note: [halves.note, sayLeftOut(leftOut)].filter(Boolean).join(' '),
    keys: [
      { label: 'people we can name', fill: 'seen' },
      ...(halves.below > 0 ? [{ label: 'visitors without a name', fill: 'glimpsed' as const }] : []),
    ],
    height: top + halves.above + halves.below + 40,
    table: {
      columns: ['Month', 'People named', 'Visitors without a name'],
      rows: told.map((row) => [formatMonth(row.month), formatCount(row.people), formatCount(row.visitors)]),
    },
    option: {
      aria: { enabled: false },
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      tooltip: monthTip(months, room, (month) => sayMonth(byMonth.get(month), halves.below > 0)),
      ...layHalves(told, marks, room, halves),
    },
  }
}

/** The half above the line, and the half below it when anybody is there. */
function layHalves(
  told: readonly WaterlineMonth[],
  marks: readonly Mark[],
  room: Room,
  halves: Halves,
): ChartOption {
  const months = told.map((row) => row.month)
  const waterline = { show: true, lineStyle: { color: room.ink.seen, width: 2 } }
  const below = halves.below > 0
  return {
    grid: [
      { left, right, top, height: halves.above },
      ...(below ? [{ left, right, top: top + halves.above, height: halves.below }] : []),
    ],
    xAxis: [
      { ...monthAxis(months, room, 0, !below), axisLine: waterline },
      ...(below
        ? [{ ...monthAxis(months, room, 1), position: 'bottom' as const, axisLine: { show: false } }]
        : []),
    ],
    yAxis: [
      countAxis(room, { max: halves.mostAbove, interval: halves.mostAbove / 2 }),
      ...(below
        ? [
            countAxis(room, {
              gridIndex: 1,
              inverse: true,
              max: halves.mostBelow,
              interval: halves.mostBelow / 2,
              showMinLabel: false,
            }),
          ]
        : []),
    ],
    series: [
      {
        ...bars(months),
        data: told.map((row) => row.people),
        itemStyle: solid(room.ink.seen),
        markLine: markLines(marks, months, room),
      },
      ...(below
        ? [
            {
              ...bars(months),
              xAxisIndex: 1,
              yAxisIndex: 1,
              // A bar of nothing would still draw its edge.
              data: told.map((row) => (row.visitors === 0 ? '-' : row.visitors)),
              itemStyle: hatched(room.ink.glimpsed),
            },
          ]
        : []),
    ],
  }
}

interface Halves {
  /** Heights in pixels. */
  above: number
  below: number
  /** Where the scales end. */
  mostAbove: number
  mostBelow: number
  note: string
}

/** One scale for both halves where both stay readable; else each has its own, and the note says so. */
function chooseHalves(told: readonly WaterlineMonth[]): Halves {
  const mostAbove = niceCeiling(Math.max(0, ...told.map((row) => row.people)))
  const mostVisitors = Math.max(0, ...told.map((row) => row.visitors))
  if (mostVisitors === 0) return { above: 180, below: 0, mostAbove, mostBelow: 0, note: '' }
  const mostBelow = niceCeiling(mostVisitors)
  const share = mostAbove / (mostAbove + mostBelow)
  if (share > 0.15 && share < 0.85) {
    const above = Math.round(280 * share)
    return { above, below: 280 - above, mostAbove, mostBelow, note: '' }
  }
  return {
    above: 130,
    below: 150,
    mostAbove,
    mostBelow,
    note: 'To keep both halves readable, each has a scale of its own.',
  }
}

/** The next round number whose half is whole: 83 → 100, 2531 → 3000. */
export function niceCeiling(count: number): number {
  if (count <= 4) return 4
  const unit = 10 ** Math.floor(Math.log10(count))
  const steps = unit === 1 ? [6, 8, 10] : [1, 2, 3, 4, 5, 6, 8, 10]
  return (steps.find((size) => size * unit >= count) ?? 10) * unit
}

function sayMonth(row: WaterlineMonth | undefined, below: boolean): string[] {
  const people = countOf(row?.people ?? 0, 'person named', 'people named')
  const visitors = countOf(row?.visitors ?? 0, 'visitor without a name', 'visitors without a name')
  return below ? [people, visitors] : [people]
}

function sayWaterline(told: readonly WaterlineMonth[]): string {
  const peak = [...told].sort((a, b) => b.people - a.people)[0]
  if (peak === undefined) return 'Nothing has happened here yet.'
  const usual = median(told.map((row) => row.people))
  const named =
    told.length === 1
      ? `${countOf(peak.people, 'person was', 'people were')} active by name in ${formatMonth(peak.month)}`
      : `In a usual month ${countOf(usual, 'person is', 'people are')} active by name, ${formatCount(peak.people)} at most (${formatMonth(peak.month)})`
  const unnamed = median(told.map((row) => row.visitors).filter((count) => count > 0))
  return unnamed === 0
    ? `${named}.`
    : `${named}; ${countOf(unnamed, 'visitor comes', 'visitors come')} without a name.`
}
