import { formatCount } from '../../../parts/figures.ts'
import { shorten } from '../../../parts/inert-text.ts'
import { WideTable } from '../../../parts/wide-table.tsx'
import styles from './flow-drawing.module.css'
import { type LaidWay, layFlows, type Way } from './lay-flows.ts'

const width = 720
const edge = { before: 230, after: 490, middle: 355 }
const thick = 10

interface FlowDrawingProps {
  /** What the drawing says, for those who cannot see it. */
  label: string
  before: readonly Way[]
  after: readonly Way[]
}

/** Ways in at the left, ways out at the right, as bands to one scale. */
export function FlowDrawing({ label, before, after }: FlowDrawingProps) {
  const laid = layFlows(before, after)
  const { top, height } = laid.middle
  return (
    <WideTable label="Where members came from and went to, drawn">
      <div role="img" aria-label={label}>
        <svg
          viewBox={`0 0 ${width} ${laid.height + 24}`}
          width={width}
          className={styles.drawing}
          aria-hidden
        >
          <text className={styles.side} x={edge.before} y={12} textAnchor="end">
            Before
          </text>
          <text className={styles.side} x={edge.after + thick} y={12} textAnchor="start">
            After
          </text>
          <g transform="translate(0 22)">
            {laid.before.map((way) => (
              <Band
                key={way.id}
                way={way}
                from={[edge.before + thick, way.top]}
                to={[edge.middle, way.meets]}
              />
            ))}
            {laid.after.map((way) => (
              <Band
                key={way.id}
                way={way}
                from={[edge.middle + thick, way.meets]}
                to={[edge.after, way.top]}
              />
            ))}
            <rect className={styles.node} x={edge.middle} y={top} width={thick} height={height} />
            {laid.before.map((way) => (
              <End key={way.id} way={way} x={edge.before} words={edge.before - 8} anchor="end" />
            ))}
            {laid.after.map((way) => (
              <End key={way.id} way={way} x={edge.after} words={edge.after + thick + 8} anchor="start" />
            ))}
          </g>
        </svg>
      </div>
    </WideTable>
  )
}

interface BandProps {
  way: LaidWay
  from: readonly [x: number, y: number]
  to: readonly [x: number, y: number]
}

function Band({ way: { height }, from: [x1, y1], to: [x2, y2] }: BandProps) {
  const bend = (x1 + x2) / 2
  const over = `M${x1},${y1} C${bend},${y1} ${bend},${y2} ${x2},${y2}`
  const back = `L${x2},${y2 + height} C${bend},${y2 + height} ${bend},${y1 + height} ${x1},${y1 + height} Z`
  return <path className={styles.band} d={`${over} ${back}`} />
}

function End({ way, x, words, anchor }: { way: LaidWay; x: number; words: number; anchor: 'start' | 'end' }) {
  return (
    <>
      <rect className={styles.node} x={x} y={way.top} width={thick} height={Math.max(1, way.height)} />
      <text className={styles.words} x={words} y={way.top + way.height / 2 + 4} textAnchor={anchor}>
        {shorten(way.title, 24)} {formatCount(way.stays)}
      </text>
    </>
  )
}
