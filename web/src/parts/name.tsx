import { makeInert } from './inert-text.ts'
import styles from './name.module.css'

interface NameProps {
  text: string
  /** What stands there when the source gave no text. */
  fallback?: string
  /** On one line, cut with an ellipsis, the whole on hover; otherwise it wraps anywhere. */
  oneLine?: boolean
}

/** Any text that came from a source: shown, never obeyed, and kept from reordering its neighbours. */
export function Name({ text, fallback = 'no name given', oneLine = false }: NameProps) {
  const inert = makeInert(text)
  if (inert.trim() === '') return <span className={styles.none}>{fallback}</span>
  return (
    <bdi className={oneLine ? styles.oneLine : styles.wrapping} title={oneLine ? inert : undefined}>
      {inert}
    </bdi>
  )
}

export function Unknown() {
  return <span className={styles.none}>unknown</span>
}
