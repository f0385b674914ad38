import { explainRung, nameRung } from '../words.ts'
import { Unknown } from './name.tsx'
import styles from './rung-mark.module.css'

/** A rung of the ladder: five little steps, those reached are filled, and its name. */
export function RungMark({ rung, short = false }: { rung: string | null; short?: boolean }) {
  if (rung === null) return <Unknown />
  const height = Number(rung.slice(1))
  return (
    <span className={styles.mark} title={`${rung} ${nameRung(rung)}: ${explainRung(rung)}`}>
      <svg width="23" height="14" viewBox="0 0 23 14" aria-hidden="true" className={styles.steps}>
        {[1, 2, 3, 4, 5].map((step) => (
          <rect
            key={step}
            x={(step - 1) * 4.75}
            y={14 - step * 2.6 - 1}
            width="3.5"
            height={step * 2.6 + 1}
            className={step <= height ? styles.reached : styles.open}
          />
        ))}
      </svg>
      <span>
        {short ? null : `${rung} `}
        {nameRung(rung)}
      </span>
    </span>
  )
}
