import { formatMonth } from '../parts/dates.ts'
import { countOf, formatCount } from '../parts/figures.ts'
import { countAxis, left, markLines, monthAxis, monthTip, right } from './axes.ts'
import type { Drawing, Mark, Room } from './drawing.ts'
import { solid } from './ink.ts'
import { frameMonths } from './months.ts'

export interface FlowMonth {
  month: string
  cameUp: number
  cameDown: number
}

/** How many climbed a rung of the ladder in each month, and how many stepped down. */
export function drawFlow(rows: readonly FlowMonth[], marks: readonly Mark[], room: Room): Drawing {
  const sums = addByMonth(rows)
  const { months } = frameMonths([...sums].map(([month, sum]) => ({ month, weight: sum.up + sum.down })))
  const at = (month: string) => sums.get(month) ?? { up: 0, down: 0 }
  const bars = {
    type: 'bar' as const,
    stack: 'flow',
    barCategoryGap: months.length > 60 ? '10%' : '28%',
    animation: false,
  }

  return {
    sentence: sayFlow(months.map((month) => ({ month, ...at(month) }))),
    note: 'Above the line: came up a rung. Below it: went down. Going down is counted at the end of a month, after two months in a row.',
    height: 240,
    table: {
      columns: ['Month', 'Came up', 'Went down'],
      rows: months.map((month) => [
        formatMonth(month),
        formatCount(at(month).up),
        formatCount(at(month).down),
      ]),
    },
    option: {
      aria: { enabled: false },
      grid: { left, right, top: 24, bottom: 44 },
      tooltip: monthTip(months, room, (month) => [
        `${countOf(at(month).up, 'person', 'people')} came up`,
        `${countOf(at(month).down, 'person', 'people')} went down`,
      ]),
      xAxis: {
        ...monthAxis(months, room),
        axisLine: { onZero: true, lineStyle: { color: room.ink.ruleStrong } },
      },
      yAxis: countAxis(room),
      series: [
        {
          ...bars,
          data: months.map((month) => at(month).up),
          itemStyle: solid(room.ink.seen),
          markLine: markLines(marks, months, room),
        },
        { ...bars, data: months.map((month) => -at(month).down), itemStyle: solid(room.ink.quiet) },
      ],
    },
  }
}

function addByMonth(rows: readonly FlowMonth[]): Map<string, { up: number; down: number }> {
  const sums = new Map<string, { up: number; down: number }>()
  for (const { month, cameUp, cameDown } of rows) {
    const sum = sums.get(month) ?? { up: 0, down: 0 }
    sums.set(month, { up: sum.up + cameUp, down: sum.down + cameDown })
  }
  return sums
}

/** The first month is left out of the sentence: there everybody arrives, because nothing is known before it. */
function sayFlow(months: readonly { month: string; up: number; down: number }[]): string {
  const told = months.slice(1).slice(-12)
  const [first] = told
  if (first === undefined) return 'Too little time is covered to see anybody climb or step down.'
  const up = told.reduce((sum, month) => sum + month.up, 0)
  const down = told.reduce((sum, month) => sum + month.down, 0)
  const balance =
    up > down
      ? 'more came up than went down'
      : up < down
        ? 'more went down than came up'
        : 'the ladder is in balance'
  return `Since ${formatMonth(first.month)} ${balance}: ${formatCount(up)} up, ${formatCount(down)} down.`
}
