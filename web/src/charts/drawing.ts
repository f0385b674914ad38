import type { BarSeriesOption } from 'echarts/charts'
import type {
  AxisPointerComponentOption,
  GridComponentOption,
  MarkLineComponentOption,
  TitleComponentOption,
  TooltipComponentOption,
} from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import type { Fill } from '../parts/share-bar.tsx'
import type { Ink } from './ink.ts'

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | GridComponentOption
  | MarkLineComponentOption
  | TitleComponentOption
  | TooltipComponentOption
  | AxisPointerComponentOption
>

/** What a chart says and how: a pure function of rows and room makes it. */
export interface Drawing {
  /** The finding, told from the rows: it is the heading of the chart. */
  sentence: string
  /** What a reader must know to read it rightly. */
  note: string
  /** Which fill stands for what. */
  keys: readonly Key[]
  height: number
  option: ChartOption
  /** The same figures as a table. */
  table: { columns: readonly string[]; rows: readonly (readonly string[])[] }
}

export interface Key {
  label: string
  fill: Fill
}

/** Where a chart is drawn. */
export interface Room {
  width: number
  ink: Ink
}

/** Something that happened, to mark on a time axis. */
export interface Mark {
  at: string
  label: string
}
