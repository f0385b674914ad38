import { Button, Skeleton, useComputedColorScheme } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { Swatch } from '../parts/share-bar.tsx'
import styles from './chart.module.css'
import type { Drawing, Mark, Room } from './drawing.ts'
import type { LiveChart } from './engine.ts'
import { inks } from './ink.ts'

interface ChartProps<Row> {
  draw: (rows: readonly Row[], marks: readonly Mark[], room: Room) => Drawing
  rows: readonly Row[]
  marks?: readonly Mark[]
  /** Whom or what the figures cover, where the page leaves it open. */
  about?: string
}

const noMarks: readonly Mark[] = []

/** A finding as a sentence, the chart that shows it, and the same figures as a table behind a key. */
export function Chart<Row>({ draw, rows, marks = noMarks, about = '' }: ChartProps<Row>) {
  const [asTable, setAsTable] = useState(false)
  const scheme = useComputedColorScheme('light')
  const { ref, width } = useElementSize()
  const headingId = useId()
  const drawing = useMemo(
    () => draw(rows, marks, { width: width || 640, ink: inks[scheme] }),
    [draw, rows, marks, width, scheme],
  )
  const Icon = asTable ? IconChartBar : IconTable

  return (
    <figure className={styles.figure} aria-labelledby={headingId}>
      <div className={styles.head}>
        <h2 id={headingId} className={styles.sentence}>
          {drawing.sentence}
        </h2>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<Icon size={16} aria-hidden />}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          Show as table
        </Button>
      </div>
      <div className={styles.reading}>
        {drawing.keys.length === 0 ? null : (
          <p className={styles.keys}>
            {drawing.keys.map((key) => (
              <span key={key.label}>
                <Swatch fill={key.fill} />
                {key.label}
              </span>
            ))}
          </p>
        )}
        {about + drawing.note === '' ? null : (
          <p className={styles.note}>{`${about} ${drawing.note}`.trim()}</p>
        )}
      </div>
      <div ref={ref}>
        {asTable ? (
          <FigureTable drawing={drawing} labelledBy={headingId} />
        ) : (
          <Canvas drawing={drawing} width={width} labelledBy={headingId} />
        )}
      </div>
    </figure>
  )
}

function Canvas({ drawing, width, labelledBy }: { drawing: Drawing; width: number; labelledBy: string }) {
  const place = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<LiveChart>()

  useEffect(() => {
    let current: LiveChart | undefined
    let left = false
    void import('./engine.ts').then(({ mount }) => {
      if (left || place.current === null) return
      current = mount(place.current)
      setChart(current)
    })
    return () => {
      left = true
      current?.dispose()
      setChart(undefined)
    }
  }, [])

  useEffect(() => {
    if (width > 0) chart?.show(drawing.option, width, drawing.height)
  }, [chart, drawing, width])

  return (
    <div className={styles.canvas} style={{ height: drawing.height }}>
      {chart === undefined ? <Skeleton height={drawing.height - 24} radius="sm" /> : null}
      <div ref={place} role="img" aria-labelledby={labelledBy} />
    </div>
  )
}

function FigureTable({ drawing, labelledBy }: { drawing: Drawing; labelledBy: string }) {
  const [first, ...rest] = drawing.table.columns
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.region} tabIndex={0} aria-labelledby={labelledBy}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {rest.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {drawing.table.rows.map(([name, ...cells]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={rest[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
