import type { Target, Targets } from '../../../../src/serve/http/contract.ts'
import { countOf } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { WideTable } from '../../parts/wide-table.tsx'
import { formatMoney } from './money.ts'
import { quadrantTitles } from './placed.ts'
import styles from './targets.module.css'

const width = 720
const height = 400
const edge = { left: 84, right: 16, top: 16, bottom: 44 }
const inner = { width: width - edge.left - edge.right, height: height - edge.top - edge.bottom }

interface Scale {
  x(importance: number): number
  y(impact: number): number
  readonly low: number
  readonly high: number
}

type Placed = Target & {
  placement: { impact: { mean: number; deviation: number }; importance: { mean: number; deviation: number } }
}
const isPlaced = (target: Target): target is Target & Placed =>
  target.placement.impact !== null && target.placement.importance !== null

/** Financial impact against strategic importance, each target as what is likely of it: two thirds of an ellipse's chances lie in it. */
export function Matrix({ targets }: { targets: Targets }) {
  const placed = targets.items.filter(isPlaced)
  if (placed.length === 0) return null
  const scale = makeScale(placed, targets.thresholds.impact)
  const { x, y } = scale
  const [crossX, crossY] = [x(targets.thresholds.importance), y(targets.thresholds.impact)]
  const right = edge.left + inner.width
  const bottom = edge.top + inner.height
  return (
    <figure className={styles.matrix}>
      <WideTable label="Matrix">
        <div
          role="img"
          aria-label={`Financial impact against strategic importance of ${countOf(placed.length, 'target', 'targets')}; the table below holds the same figures.`}
        >
          <svg viewBox={`0 0 ${width} ${height}`} aria-hidden>
            <rect
              className={styles.field}
              x={edge.left}
              y={edge.top}
              width={inner.width}
              height={inner.height}
            />
            <line className={styles.threshold} x1={crossX} x2={crossX} y1={edge.top} y2={bottom} />
            <line className={styles.threshold} x1={edge.left} x2={right} y1={crossY} y2={crossY} />
            <QuadrantNames crossX={crossX} crossY={crossY} />
            {placed.map((target) => (
              <Ellipse
                key={target.segment}
                target={target}
                number={targets.items.indexOf(target) + 1}
                scale={scale}
              />
            ))}
            <Axes scale={scale} currency={targets.settings.currency} />
          </svg>
        </div>
      </WideTable>
      <figcaption>
        Each ellipse holds what lies within one standard deviation; the numbers are those of the table. The
        dashed lines are the thresholds.
      </figcaption>
    </figure>
  )
}

function makeScale(placed: readonly Placed[], threshold: number): Scale {
  const reach = placed.flatMap(({ placement: { impact } }) => [
    impact.mean - impact.deviation,
    impact.mean + impact.deviation,
  ])
  const [lowest, highest] = [Math.min(threshold, ...reach), Math.max(threshold, ...reach)]
  const margin = Math.max(1, (highest - lowest) * 0.12)
  const [low, high] = [lowest - margin, highest + margin]
  return {
    low,
    high,
    x: (importance) => edge.left + inner.width * Math.min(1, Math.max(0, importance)),
    y: (impact) => edge.top + (inner.height * (high - impact)) / (high - low),
  }
}

function QuadrantNames({ crossX, crossY }: { crossX: number; crossY: number }) {
  const places = [
    ['cash', edge.left + 8, edge.top + 18, 'start'],
    ['strategic', width - edge.right - 8, edge.top + 18, 'end'],
    ['periphery', edge.left + 8, height - edge.bottom - 10, 'start'],
    ['catalysts', width - edge.right - 8, height - edge.bottom - 10, 'end'],
  ] as const
  const hasRoom = (x: number): boolean =>
    x < width / 2 ? crossX - edge.left > 130 : width - edge.right - crossX > 130
  return places.map(([name, x, y, anchor]) =>
    hasRoom(x) && Math.abs(y - crossY) > 12 ? (
      <text key={name} className={styles.quadrant} x={x} y={y} textAnchor={anchor}>
        {quadrantTitles[name]}
      </text>
    ) : null,
  )
}

function Ellipse({ target, number, scale }: { target: Placed; number: number; scale: Scale }) {
  const { impact, importance } = target.placement
  const [x, y] = [scale.x(importance.mean), scale.y(impact.mean)]
  const rx = Math.max(5, Math.abs(scale.x(importance.mean + importance.deviation) - x))
  const ry = Math.max(5, Math.abs(scale.y(impact.mean + impact.deviation) - y))
  return (
    <g className={styles.target}>
      <title>{makeInert(target.title)}</title>
      <ellipse cx={x} cy={y} rx={rx} ry={ry} />
      <text x={x} y={y + 4} textAnchor="middle">
        {number}
      </text>
    </g>
  )
}

function Axes({ scale: { x, y, low, high }, currency }: { scale: Scale; currency: string }) {
  const bottom = edge.top + inner.height
  const amounts = [low, (low + high) / 2, high]
  return (
    <g className={styles.axis}>
      {amounts.map((amount, at) => (
        <text
          key={amount}
          x={edge.left - 8}
          y={y(amount) + (at === 0 ? 0 : at === 2 ? 10 : 4)}
          textAnchor="end"
        >
          {formatMoney(amount, currency)}
        </text>
      ))}
      {[0, 0.5, 1].map((share) => (
        <text
          key={share}
          x={x(share)}
          y={bottom + 18}
          textAnchor={share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}
        >
          {share}
        </text>
      ))}
      <text x={edge.left + inner.width / 2} y={bottom + 36} textAnchor="middle">
        Strategic importance
      </text>
    </g>
  )
}
