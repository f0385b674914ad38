import { type ReactNode, useId } from 'react'
import styles from './section.module.css'

interface SectionProps {
  title: ReactNode
  /** What the heading leaves open, in a sentence. */
  note?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** A part of a page under a thin rule and a heading. */
export function Section({ title, note, actions, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={styles.section}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </div>
      {note === undefined ? null : <div className={styles.note}>{note}</div>}
      {children}
    </section>
  )
}
