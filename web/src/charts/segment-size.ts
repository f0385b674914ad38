import { formatMonth } from '../parts/dates.ts'
import { countOf, formatCount } from '../parts/figures.ts'
import { bars, countAxis, left, markLines, monthAxis, monthTip, right } from './axes.ts'
import type { ChartOption, Drawing, Mark, Room } from './drawing.ts'
import { solid } from './ink.ts'
import { frameMonths } from './months.ts'
import { niceCeiling } from './waterline.ts'

export interface SizeMonth {
  month: string
  members: number
  entered: number
  left: number
}

/** How many were in a segment at the end of each month, and below it who entered and who left. */
export function drawSegmentSize(rows: readonly SizeMonth[], marks: readonly Mark[], room: Room): Drawing {
  const { sorted, leftOut } = fillMonths(rows)
  const months = sorted.map((row) => row.month)
  const byMonth = new Map(sorted.map((row) => [row.month, row]))
  return {
    sentence: saySize(sorted),
    note: leftOut === 0 ? '' : 'Moves dated far away from the rest are not drawn.',
    keys: [
      { label: 'above: members at the end of the month; below: entered', fill: 'seen' },
      { label: 'left', fill: 'quiet' },
    ],
    height: 310,
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
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      tooltip: monthTip(months, room, (month) => sayMonth(byMonth.get(month))),
      ...laySizes(sorted, months, marks, room),
    },
  }
}

function laySizes(
  sorted: readonly SizeMonth[],
  months: readonly string[],
  marks: readonly Mark[],
  room: Room,
): ChartOption {
  const most = niceCeiling(Math.max(0, ...sorted.map((row) => row.members)))
  const widest = niceCeiling(Math.max(0, ...sorted.map((row) => Math.max(row.entered, row.left))))
  const moves = { ...bars(months), stack: 'moves', xAxisIndex: 1, yAxisIndex: 1 }
  return {
    grid: [
      { left, right, top: 26, height: 140 },
      { left, right, top: 190, height: 76 },
    ],
    xAxis: [
      monthAxis(months, room, 0, false),
      // The labels stand below the lower half, though its zero lies in its middle.
      { ...monthAxis(months, room, 1), position: 'bottom', offset: 0 },
    ],
    yAxis: [
      countAxis(room, { max: most, interval: most / 2 }),
      countAxis(room, { gridIndex: 1, min: -widest, max: widest, interval: widest }),
    ],
    series: [
      {
        ...bars(months),
        data: sorted.map((row) => row.members),
        itemStyle: solid(room.ink.seen),
        markLine: markLines(marks, months, room),
      },
      { ...moves, data: sorted.map((row) => row.entered), itemStyle: solid(room.ink.seen) },
      { ...moves, data: sorted.map((row) => -row.left), itemStyle: solid(room.ink.quiet) },
    ],
  }
}

/** Every month from the first move to the last; one without moves keeps the members of the month before. */
function fillMonths(rows: readonly SizeMonth[]): { sorted: SizeMonth[]; leftOut: number } {
  const told = [...rows].sort((a, b) => (a.month < b.month ? -1 : 1))
  const { months, leftOut } = frameMonths(
    told.map((row) => ({ month: row.month, weight: row.entered + row.left })),
  )
  let members = 0
  let next = 0
  const sorted = months.map((month) => {
    for (let row = told[next]; row !== undefined && row.month <= month; row = told[++next])
      members = row.members
    const row = told[next - 1]
    return row?.month === month ? row : { month, members, entered: 0, left: 0 }
  })
  return { sorted, leftOut }
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
  const [start, end] = [formatMonth(first.month), formatMonth(last.month)]
  if (rows.length === 1) return `${countOf(last.members, 'member', 'members')} at the end of ${end}.`
  if (last.members === first.members)
    return `It is as large as it was: ${formatCount(last.members)} at the end of ${start} and of ${end}.`
  const moved = last.members > first.members ? 'grew' : 'shrank'
  return `It ${moved} from ${formatCount(first.members)} at the end of ${start} to ${formatCount(last.members)} at the end of ${end}.`
}
