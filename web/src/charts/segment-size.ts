import { formatMonth } from '../parts/dates.ts'
import { countOf, formatCount } from '../parts/figures.ts'
import { countAxis, left, markLines, monthAxis, monthTip, right } from './axes.ts'
import type { Drawing, Mark, Room } from './drawing.ts'
import { solid } from './ink.ts'
import { niceCeiling } from './waterline.ts'

export interface SizeMonth {
  month: string
  members: number
  entered: number
  left: number
}

/** How many were in a segment at the end of each month, and below it who entered and who left. */
export function drawSegmentSize(rows: readonly SizeMonth[], marks: readonly Mark[], room: Room): Drawing {
  const sorted = [...rows].sort((a, b) => (a.month < b.month ? -1 : 1))
  const months = sorted.map((row) => row.month)
  const byMonth = new Map(sorted.map((row) => [row.month, row]))
  const bars = { type: 'bar' as const, barCategoryGap: months.length > 60 ? '10%' : '28%', animation: false }
  const name = { nameTextStyle: { align: 'left' as const, color: room.ink.soft, fontSize: 12 }, nameGap: 8 }
  const most = niceCeiling(Math.max(0, ...sorted.map((row) => row.members)))
  const widest = niceCeiling(Math.max(0, ...sorted.map((row) => Math.max(row.entered, row.left))))

  return {
    sentence: saySize(sorted),
    note: '',
    height: 330,
    table: {
      columns: ['Month', 'Members at its end', 'Entered', 'Left'],
      rows: sorted.map((row) => [
        formatMonth(row.month),
        formatCount(row.members),
        formatCount(row.entered),
        formatCount(row.left),
      ]),
    },
    option: {
      aria: { enabled: false },
      grid: [
        { left, right, top: 40, height: 130 },
        { left, right, top: 210, height: 72 },
      ],
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      tooltip: monthTip(months, room, (month) => sayMonth(byMonth.get(month))),
      xAxis: [monthAxis(months, room, 0, false), { ...monthAxis(months, room, 1), position: 'bottom' }],
      yAxis: [
        countAxis(room, { name: 'members', max: most, ...name }),
        countAxis(room, {
          gridIndex: 1,
          name: 'entered above, left below',
          min: -widest,
          max: widest,
          interval: widest,
          ...name,
        }),
      ],
      series: [
        {
          ...bars,
          data: sorted.map((row) => row.members),
          itemStyle: solid(room.ink.seen),
          markLine: markLines(marks, months, room),
        },
        {
          ...bars,
          stack: 'moves',
          xAxisIndex: 1,
          yAxisIndex: 1,
          data: sorted.map((row) => row.entered),
          itemStyle: solid(room.ink.seen),
        },
        {
          ...bars,
          stack: 'moves',
          xAxisIndex: 1,
          yAxisIndex: 1,
          data: sorted.map((row) => -row.left),
          itemStyle: solid(room.ink.quiet),
        },
      ],
    },
  }
}

function sayMonth(row: SizeMonth | undefined): string[] {
  if (row === undefined) return []
  return [
    countOf(row.members, 'member', 'members'),
    `${formatCount(row.entered)} entered`,
    `${formatCount(row.left)} left`,
  ]
}

function saySize(rows: readonly SizeMonth[]): string {
  const [first, last] = [rows[0], rows.at(-1)]
  if (first === undefined || last === undefined) return 'Nobody has been in this segment yet.'
  const span = `from ${formatCount(first.members)} at the end of ${formatMonth(first.month)} to ${formatCount(last.members)} at the end of ${formatMonth(last.month)}`
  if (rows.length === 1)
    return `${countOf(last.members, 'member', 'members')} at the end of ${formatMonth(last.month)}.`
  if (last.members > first.members) return `It grew ${span}.`
  if (last.members < first.members) return `It shrank ${span}.`
  return `It is as large as it was: ${formatCount(last.members)} at the end of ${formatMonth(first.month)} and of ${formatMonth(last.month)}.`
}
