import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Source } from '../../../../src/serve/http/contract.ts'
import { askSource } from '../../api/questions.ts'
import { countOf } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Page } from '../../parts/page.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { RunStatus } from '../../parts/run-status.tsx'
import { Section } from '../../parts/section.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import { Ago, When } from '../../parts/when.tsx'
import { CollectKey } from './collect-key.tsx'
import { Configuration } from './configuration.tsx'
import { OutcomeBar } from './outcome-bar.tsx'
import { Quarantine } from './quarantine.tsx'
import { RemoveKey } from './remove-key.tsx'
import { Runs } from './runs.tsx'
import { Schedule } from './schedule.tsx'
import styles from './sources.module.css'

const route = getRouteApi('/sources/$id')

export function SourcePage() {
  const { id } = route.useParams()
  const { data: source, error, refetch } = useQuery(askSource(id))
  const above = <Link to="/sources">Sources</Link>

  if (error !== null)
    return (
      <Page title="Source" above={above}>
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (source === undefined)
    return (
      <Page title="Source" above={above}>
        <WaitingLines lines={4} height={60} />
      </Page>
    )
  return (
    <Page
      title={source.id}
      above={above}
      lead={<Lead source={source} />}
      actions={<CollectKey label="Collect now" sources={[source.id]} variant="filled" />}
    >
      <LastRun source={source} />
      <Quarantine source={source} />
      <Runs source={source.id} />
      <Schedule source={source} />
      <Configuration source={source} />
      <RemoveKey source={source} />
    </Page>
  )
}

function Lead({ source }: { source: Source }) {
  const kind = makeInert(source.title)
  if (source.events === 0) return <>{kind}. Nothing has come from it yet.</>
  const named =
    source.aliases === 0 ? 'nobody named' : `${countOf(source.aliases, 'way', 'ways')} of naming somebody`
  return (
    <>
      {kind}: {countOf(source.events, 'event', 'events')} and {named}, from <When at={source.firstEvent} /> to{' '}
      <When at={source.lastEvent} />.
    </>
  )
}

function LastRun({ source }: { source: Source }) {
  const run = source.lastRun
  if (run === null)
    return (
      <Section title="It has not been read yet">
        <p>Press “Collect now”; the strip at the top will tell how far it is.</p>
      </Section>
    )
  return (
    <Section
      title={
        <span className={styles.runTitle}>
          The last run: <RunStatus status={run.status} />
        </span>
      }
      note={
        <>
          Ended <Ago at={run.updatedAt} />.
        </>
      }
    >
      {run.reason === '' ? null : <p className={styles.why}>{makeInert(run.reason)}</p>}
      <OutcomeBar outcomes={run.outcomes} withReasons />
    </Section>
  )
}
