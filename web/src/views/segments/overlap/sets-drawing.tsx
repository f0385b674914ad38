import { useElementSize } from '@mantine/hooks'
import type { SegmentOverlap } from '../../../../../src/serve/http/contract.ts'
import { formatCount, formatShort } from '../../../parts/figures.ts'
import { shorten } from '../../../parts/inert-text.ts'
import { WideTable } from '../../../parts/wide-table.tsx'
import { nameSet } from './name-set.ts'
import styles from './sets-drawing.module.css'

type Set = SegmentOverlap['sets'][number]

/** More columns nobody reads; the table below holds them all. */
const mostColumns = 24
const column = 34
const row = 30
const bars = { top: 22, height: 150 }
const rowsTop = bars.top + bars.height + 14

interface SetsDrawingProps {
  overlap: SegmentOverlap
  chosen: Set | undefined
  onChoose: (set: Set) => void
}

/** Where names end, and bars of sizes; a narrow place has no room for the latter. */
interface Layout {
  readonly names: number
  readonly sizes: number
  readonly letters: number
  readonly edge: number
}
const layouts: Readonly<Record<'wide' | 'narrow', Layout>> = {
  wide: { names: 190, sizes: 90, letters: 20, edge: 296 },
  narrow: { names: 112, sizes: 0, letters: 11, edge: 116 },
}

/** A bar for each set, and below it the segments it is in: a column of dots, joined. At the left how large each segment is. */
export function SetsDrawing({ overlap, chosen, onChoose }: SetsDrawingProps) {
  const { segments, sets } = overlap
  const place = useElementSize()
  const layout = layouts[place.width > 0 && place.width < 560 ? 'narrow' : 'wide']
  const shown = sets.slice(0, mostColumns)
  const width = layout.edge + shown.length * column + 8
  const height = rowsTop + segments.length * row + 4
  return (
    <WideTable label="Sets, drawn">
      <div
        ref={place.ref}
        role="img"
        aria-label={`Sets of ${segments.length} segments, the largest first: ${shown
          .slice(0, 5)
          .map((set) => `${nameSet(set, segments)} ${formatCount(set.members)}`)
          .join('; ')}. The table below holds all of them.`}
      >
        <svg viewBox={`0 0 ${width} ${height}`} width={width} className={styles.drawing} aria-hidden>
          {segments.map((segment, at) => (
            <Row
              key={segment.segment}
              segment={segment}
              at={at}
              width={width}
              all={segments}
              layout={layout}
            />
          ))}
          {shown.map((set, at) => (
            <Column
              key={set.in.join()}
              set={set}
              at={at}
              overlap={overlap}
              edge={layout.edge}
              isChosen={set === chosen}
              onChoose={onChoose}
            />
          ))}
        </svg>
      </div>
    </WideTable>
  )
}

interface RowProps {
  segment: SegmentOverlap['segments'][number]
  all: SegmentOverlap['segments']
  at: number
  width: number
  layout: Layout
}

function Row({ segment: { title, members }, all, at, width, layout }: RowProps) {
  const { names, sizes, letters } = layout
  const most = Math.max(1, ...all.map((one) => one.members))
  const size = (sizes * members) / most
  const top = rowsTop + at * row
  return (
    <>
      {at % 2 === 0 ? <rect className={styles.stripe} x={0} y={top} width={width} height={row} /> : null}
      <text className={styles.name} x={0} y={top + row / 2 + 4}>
        {shorten(title, letters)} <tspan className={styles.count}>{formatShort(members)}</tspan>
      </text>
      <rect className={styles.size} x={names + sizes - size} y={top + row / 2 - 5} width={size} height={10} />
    </>
  )
}

interface ColumnProps extends Omit<SetsDrawingProps, 'chosen'> {
  set: Set
  at: number
  edge: number
  isChosen: boolean
}

function Column({ set, at, edge, overlap: { segments, sets }, isChosen, onChoose }: ColumnProps) {
  const middle = edge + at * column + column / 2
  const most = Math.max(1, ...sets.map(({ members }) => members))
  const tall = Math.max(1, (bars.height * set.members) / most)
  const top = bars.top + bars.height - tall
  const y = (index: number): number => rowsTop + index * row + row / 2
  const places = segments.flatMap(({ segment }, index) => (set.in.includes(segment) ? [index] : []))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; the table below has a link for each set
    <g className={isChosen ? styles.chosen : styles.column} onClick={() => onChoose(set)}>
      <title>{`${nameSet(set, segments)}: ${formatCount(set.members)}`}</title>
      <rect
        className={styles.field}
        x={middle - column / 2}
        y={0}
        width={column}
        height={rowsTop + segments.length * row + 4}
      />
      <rect className={styles.bar} x={middle - 10} y={top} width={20} height={tall} />
      <text className={styles.count} x={middle} y={top - 5} textAnchor="middle">
        {formatShort(set.members)}
      </text>
      {segments.map(({ segment }, index) =>
        places.includes(index) ? null : (
          <circle key={segment} className={styles.none} cx={middle} cy={y(index)} r={6} />
        ),
      )}
      <line
        className={styles.join}
        x1={middle}
        x2={middle}
        y1={y(places[0] ?? 0)}
        y2={y(places.at(-1) ?? 0)}
      />
      {places.map((index) => (
        <circle key={index} className={styles.dot} cx={middle} cy={y(index)} r={6} />
      ))}
    </g>
  )
}
