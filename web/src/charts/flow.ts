import { formatMonth } from '../parts/dates.ts'
import { countOf, formatCount } from '../parts/figures.ts'
import { bars, countAxis, left, markLines, monthAxis, monthTip, right } from './axes.ts'
import type { Drawing, Mark, Room } from './drawing.ts'
import { solid } from './ink.ts'
import { frameMonths } from './months.ts'

export interface FlowMonth {
  month: string
  cameUp: number
  cameDown: number
}

interface Moves {
  month: string
  up: number
  down: number
}

/** How many climbed a rung of the ladder in each month, and how many stepped down. */
export function drawFlow(rows: readonly FlowMonth[], marks: readonly Mark[], room: Room): Drawing {
  const sums = addByMonth(rows)
  const { months } = frameMonths(
    [...sums.values()].map(({ month, up, down }) => ({ month, weight: up + down })),
  )
  const told = months.map((month) => sums.get(month) ?? { month, up: 0, down: 0 })

  return {
    sentence: sayFlow(told),
    note: 'Going down is counted at the end of a month, after two months in a row.',
    keys: [
      { label: 'came up a rung', fill: 'seen' },
      { label: 'went down', fill: 'quiet' },
    ],
    height: 230,
    table: {
      columns: ['Month', 'Came up', 'Went down'],
      rows: told.map(({ month, up, down }) => [formatMonth(month), formatCount(up), formatCount(down)]),
    },
    option: {
      aria: { enabled: false },
      grid: { left, right, top: 26, bottom: 40 },
      tooltip: monthTip(months, room, (month) => [
        `${countOf(sums.get(month)?.up ?? 0, 'person', 'people')} came up`,
        `${countOf(sums.get(month)?.down ?? 0, 'person', 'people')} went down`,
      ]),
      xAxis: monthAxis(months, room),
      yAxis: countAxis(room),
      series: [
        {
          ...bars(months),
          stack: 'flow',
          data: told.map(({ up }) => up),
          itemStyle: solid(room.ink.seen),
          markLine: markLines(marks, months, room),
        },
        {
          ...bars(months),
          stack: 'flow',
          data: told.map(({ down }) => -down),
          itemStyle: solid(room.ink.quiet),
        },
      ],
    },
  }
}

function addByMonth(rows: readonly FlowMonth[]): Map<string, Moves> {
  const sums = new Map<string, Moves>()
  for (const { month, cameUp, cameDown } of rows) {
    const sum = sums.get(month) ?? { month, up: 0, down: 0 }
    sums.set(month, { month, up: sum.up + cameUp, down: sum.down + cameDown })
  }
  return sums
}

/** The first month is left out of the sentence: there everybody arrives, because nothing is known before it. */
function sayFlow(months: readonly Moves[]): string {
  const told = months.slice(1).slice(-12)
  const [first] = told
  if (first === undefined) return 'Too little time is covered to see anybody climb or step down.'
  const up = told.reduce((sum, month) => sum + month.up, 0)
  const down = told.reduce((sum, month) => sum + month.down, 0)
  return `Since ${formatMonth(first.month)} ${sayBalance(up, down)}: ${formatCount(up)} up, ${formatCount(down)} down.`
}

function sayBalance(up: number, down: number): string {
  if (up > down) return 'more came up than went down'
  return up < down ? 'more went down than came up' : 'as many came up as went down'
}
