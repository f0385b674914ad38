import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

interface EmptyStateProps {
  /** What would be here. */
  title: string
  /** Why it is not, and what to do. */
  children: ReactNode
  /** The one button that changes it. */
  action?: ReactNode
}

/** An empty place that teaches: what would be here, why it is not, the one button that changes it. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      <div className={styles.why}>{children}</div>
      {action === undefined ? null : <div className={styles.action}>{action}</div>}
    </div>
  )
}
