import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Refusal } from '../api/ask.ts'
import { makeInert } from './inert-text.ts'
import styles from './problem-note.module.css'

/** What went wrong, in the server's own words, and what to do. */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const [title, detail] = describe(error)
  // What the server refused it will refuse again.
  const again = error instanceof Refusal && error.status >= 400 && error.status < 500 ? undefined : onRetry
  return (
    <div role="alert" className={styles.note}>
      <IconAlertTriangle size={20} aria-hidden className={styles.sign} />
      <div className={styles.words}>
        <p className={styles.title}>{makeInert(title)}</p>
        {detail === '' ? null : <p className={styles.detail}>{makeInert(detail)}</p>}
        {again === undefined ? null : (
          <Button variant="default" size="xs" mt={12} onClick={again}>
            Try again
          </Button>
        )}
      </div>
    </div>
  )
}

function describe(error: unknown): [string, string] {
  if (error instanceof Refusal) return [error.message, error.detail]
  const said = error instanceof Error ? error.message : String(error)
  return [
    'This page could not be drawn.',
    `Nothing you have collected is touched. Reload the page; if it happens again, please report it with these words: ${said}`,
  ]
}
