import styles from './share-bar.module.css'

export type Fill = 'seen' | 'quiet' | 'glimpsed' | 'open' | 'waiting'

export interface Share {
  label: string
  count: number
  fill: Fill
}

/** A bar from zero, to scale with its neighbours: solid for those who can be named, hatched for those who cannot. */
export function CountBar({ count, most, fill = 'seen' }: { count: number; most: number; fill?: Fill }) {
  const width = most > 0 ? (100 * count) / most : 0
  return (
    <span className={styles.track} aria-hidden="true">
      <span
        className={`${styles.part} ${styles[fill]}`}
        style={{ width: `${Math.min(100, width)}%`, minWidth: count > 0 ? 2 : 0 }}
      />
    </span>
  )
}

/** A share of a whole from 0 to 1, and by a line what it is among everybody; the figures stand beside it. */
export function TickedBar({
  share,
  tick,
  fill = 'seen',
}: {
  share: number
  tick?: number | undefined
  fill?: Fill
}) {
  return (
    <span className={`${styles.track} ${styles.ticked}`} aria-hidden="true">
      <span
        className={`${styles.part} ${styles[fill]}`}
        style={{ width: `${100 * Math.min(1, share)}%`, minWidth: share > 0 ? 2 : 0 }}
      />
      {tick === undefined ? null : (
        <span className={styles.tick} style={{ left: `${100 * Math.min(1, Math.max(0, tick))}%` }} />
      )}
    </span>
  )
}

/** Parts of a whole as one bar; the words beside it carry the figures. */
export function StackedBar({ shares }: { shares: readonly Share[] }) {
  const whole = shares.reduce((sum, share) => sum + share.count, 0)
  return (
    <span className={styles.stack} aria-hidden="true">
      {shares
        .filter((share) => share.count > 0)
        .map((share) => (
          <span
            key={share.label}
            className={`${styles.part} ${styles[share.fill]}`}
            style={{ flexGrow: share.count / whole, minWidth: 3 }}
          />
        ))}
    </span>
  )
}

/** The little square that says which fill a word stands for. */
export function Swatch({ fill }: { fill: Fill }) {
  return <span aria-hidden="true" className={`${styles.swatch} ${styles[fill]}`} />
}
