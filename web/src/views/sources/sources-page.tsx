import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Source } from '../../../../src/serve/http/contract.ts'
import { askSources } from '../../api/questions.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { countOf } from '../../parts/figures.ts'
import { Page } from '../../parts/page.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import { CollectKey } from './collect-key.tsx'
import { SourceRow } from './source-row.tsx'
import styles from './sources.module.css'

export function SourcesPage() {
  const { data, error, refetch } = useQuery(askSources())
  const sources = data?.items
  return (
    <Page
      title="Sources"
      lead={sources === undefined ? undefined : saySources(sources)}
      actions={
        <>
          {sources === undefined || sources.length === 0 ? null : <CollectKey label="Collect from all" />}
          <AddKey />
        </>
      }
    >
      {error === null ? null : <ProblemNote error={error} onRetry={() => void refetch()} />}
      {sources === undefined && error === null ? <WaitingLines lines={3} height={90} /> : null}
      {sources?.length === 0 ? (
        <EmptyState
          title="Here will stand what Groundswell reads, and how complete and fresh it is"
          action={<AddKey />}
        >
          There is no source yet. A git repository on your disk is enough for a first answer; nothing leaves
          this machine.
        </EmptyState>
      ) : null}
      {sources === undefined || sources.length === 0 ? null : (
        <ul className={styles.list}>
          {sources.map((source) => (
            <li key={source.id}>
              <SourceRow source={source} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}

function AddKey() {
  return (
    <Button
      leftSection={<IconPlus size={17} aria-hidden />}
      renderRoot={(props) => <Link to="/sources/add" {...props} />}
    >
      Add a source
    </Button>
  )
}

/** Is what I see complete and fresh? */
function saySources(sources: readonly Source[]): string {
  if (sources.length === 0) return 'Is what you see complete and fresh? There is nothing to see yet.'
  const partial = sources.filter(
    (source) => source.lastRun !== null && source.lastRun.status !== 'complete',
  ).length
  const unread = sources.filter((source) => source.lastRun === null).length
  const quarantined = sources.reduce((sum, source) => sum + source.quarantined, 0)
  const parts = [
    partial === 0 ? undefined : `${countOf(partial, 'source was', 'sources were')} not read whole`,
    unread === 0 ? undefined : `${countOf(unread, 'source has', 'sources have')} not been read yet`,
    quarantined === 0 ? undefined : `${countOf(quarantined, 'record waits', 'records wait')} in quarantine`,
  ].filter((part) => part !== undefined)
  if (parts.length === 0)
    return 'What you see is complete: every source was read whole, and nothing waits in quarantine.'
  return `What you see is not complete: ${parts.join(', ')}.`
}
