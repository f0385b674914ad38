import { formatMonth } from '../parts/dates.ts'
import { formatShort } from '../parts/figures.ts'
import type { ChartOption, Mark, Room } from './drawing.ts'
import { labelMonths, placeMarks } from './months.ts'

type XAxis = Extract<NonNullable<ChartOption['xAxis']>, readonly unknown[]>[number]
type YAxis = Extract<NonNullable<ChartOption['yAxis']>, readonly unknown[]>[number]

export const left = 48
export const right = 12

/** The room between the sides of a chart. */
export const innerWidth = (room: Room): number => Math.max(80, room.width - left - right)

/** The axis of months; only the lowest of several shows its labels. */
export function monthAxis(months: readonly string[], room: Room, gridIndex = 0, labelled = true): XAxis {
  const labels = labelMonths(months, innerWidth(room))
  return {
    type: 'category',
    gridIndex,
    data: [...months],
    axisTick: { show: false },
    axisLine: { show: true, onZero: true, lineStyle: { color: room.ink.ruleStrong } },
    axisLabel: {
      show: labelled,
      interval: (index: number) => labels[index] !== '',
      formatter: (_value: string, index: number) => labels[index] ?? '',
      color: room.ink.faint,
      fontSize: 12,
      lineHeight: 15,
      hideOverlap: true,
    },
  }
}

/** An axis of counts from zero, with as few lines as can be read. */
export function countAxis(room: Room, more: CountAxisMore = {}): YAxis {
  const { showMinLabel = true, ...rest } = more
  return {
    type: 'value',
    minInterval: 1,
    splitNumber: 2,
    splitLine: { lineStyle: { color: room.ink.rule } },
    axisLabel: {
      color: room.ink.faint,
      fontSize: 12,
      showMinLabel,
      formatter: (value: number) => formatShort(Math.abs(value)),
    },
    ...rest,
  }
}

interface CountAxisMore {
  gridIndex?: number
  inverse?: boolean
  min?: number
  max?: number
  interval?: number
  showMinLabel?: boolean
}

/** Releases and the like as thin upright lines with their names on top. */
export function markLines(marks: readonly Mark[], months: readonly string[], room: Room) {
  return {
    silent: true,
    z: 1,
    symbol: 'none',
    animation: false,
    lineStyle: { color: room.ink.ruleStrong, type: [2, 3] as [number, number], width: 1 },
    label: {
      color: room.ink.faint,
      fontSize: 11,
      distance: 4,
      formatter: (mark: { name?: string }) => mark.name ?? '',
    },
    data: placeMarks(marks, months, innerWidth(room)).map(({ month, label }) => ({
      xAxis: month,
      name: label,
    })),
  }
}

/** What all bars share: from zero, not broader than a finger, and still. */
export const bars = (months: readonly string[]) => ({
  type: 'bar' as const,
  barMaxWidth: 44,
  barCategoryGap: months.length > 60 ? '12%' : '28%',
  animation: false,
  z: 3,
})

/** A tooltip that says one month in lines of plain text; it is drawn, never written as HTML. */
export function monthTip(months: readonly string[], room: Room, say: (month: string) => readonly string[]) {
  return {
    trigger: 'axis' as const,
    renderMode: 'richText' as const,
    confine: true,
    backgroundColor: room.ink.paper,
    borderColor: room.ink.ruleStrong,
    borderWidth: 1,
    padding: 10,
    textStyle: { color: room.ink.ink, fontSize: 13, lineHeight: 19 },
    axisPointer: { type: 'shadow' as const, shadowStyle: { color: room.ink.rule, opacity: 0.5 } },
    formatter: (points: unknown) => {
      const month = months[indexOf(points)]
      return month === undefined ? '' : [formatMonth(month), ...say(month)].join('\n')
    },
  }
}

function indexOf(points: unknown): number {
  const first: unknown = Array.isArray(points) ? points[0] : points
  if (typeof first !== 'object' || first === null || !('dataIndex' in first)) return -1
  return Number(first.dataIndex)
}
