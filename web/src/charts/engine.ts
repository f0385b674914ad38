import { BarChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TitleComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { ChartOption } from './drawing.ts'

// Loaded only when a chart is drawn, and only with the parts our charts use.
use([BarChart, GridComponent, MarkLineComponent, TitleComponent, TooltipComponent, SVGRenderer])

export interface LiveChart {
  show(option: ChartOption, width: number, height: number): void
  dispose(): void
}

export function mount(place: HTMLElement): LiveChart {
  const chart = init(place, null, { renderer: 'svg', width: 300, height: 100 })
  return {
    show(option, width, height) {
      chart.resize({ width, height })
      chart.setOption(
        { ...option, textStyle: { fontFamily: getComputedStyle(place).fontFamily } },
        { notMerge: true },
      )
    },
    dispose: () => chart.dispose(),
  }
}
