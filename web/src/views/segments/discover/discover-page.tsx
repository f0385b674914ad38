import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Discovery } from '../../../../../src/serve/http/contract.ts'
import { askDiscoveries, askDiscovery } from '../../../api/questions.ts'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { countOf, formatShare } from '../../../parts/figures.ts'
import { makeInert } from '../../../parts/inert-text.ts'
import { Page } from '../../../parts/page.tsx'
import { ProblemNote } from '../../../parts/problem-note.tsx'
import { Section } from '../../../parts/section.tsx'
import { WaitingLines } from '../../../parts/waiting.tsx'
import { Ago } from '../../../parts/when.tsx'
import { Cluster } from './cluster.tsx'
import { Clusters } from './clusters.tsx'
import styles from './discover.module.css'
import { Drift } from './drift.tsx'
import { NumberChoice } from './number-choice.tsx'
import { SearchForm } from './search-form.tsx'

/** Groups nobody has sorted: search for them, judge them, and take a rule away. */
export function DiscoverPage() {
  const { data, error, refetch } = useQuery(askDiscoveries())
  const [wanted, setWanted] = useState('')
  const searches = data?.items
  const shown = searches?.find(({ discoveryId }) => discoveryId === wanted) ?? searches?.[0]
  return (
    <Page
      title="Discover groups"
      above={<Link to="/segments">Segments</Link>}
      lead="Which groups are there that nobody has named? People are compared by what they do, how lately, for how long and for whom; never by what is protected."
    >
      <SearchForm />
      {error === null ? null : <ProblemNote error={error} onRetry={() => void refetch()} />}
      {searches === undefined && error === null ? <WaitingLines lines={5} height={40} /> : null}
      {searches?.length === 0 ? (
        <EmptyState title="Here will stand the groups that a search finds">
          Nobody has searched yet. A search takes some seconds, with many people some minutes.
        </EmptyState>
      ) : null}
      {searches === undefined || searches.length < 2 ? null : (
        <NativeSelect
          className={styles.earlier ?? ''}
          label="Search shown"
          data={searches.map((one) => ({
            value: one.discoveryId,
            label: `${one.madeAt.slice(0, 16).replace('T', ' ')} UTC: ${one.groups} by ${one.methodTitle.toLowerCase()}`,
          }))}
          value={shown?.discoveryId ?? ''}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      {shown === undefined ? null : <Search id={shown.discoveryId} />}
    </Page>
  )
}

function Search({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(askDiscovery(id))
  if (error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />
  return data === undefined ? <WaitingLines lines={5} height={40} /> : <Found discovery={data} />
}

function Found({ discovery }: { discovery: Discovery }) {
  const { clusters, people, methodTitle, seed, asOf, madeAt, fidelity, reasons, warnings } = discovery
  const unused = discovery.features.filter((feature) => !feature.isUsed)
  return (
    <>
      <Section
        title={`${countOf(clusters.length, 'group', 'groups')} among ${countOf(people, 'person', 'people')}`}
        note={
          <>
            {methodTitle}, seed {seed}, as of {asOf.slice(0, 10)}; found <Ago at={madeAt} />. The rules fit{' '}
            {formatShare(fidelity, 1)} of the people they should.
          </>
        }
      >
        {reasons.map((reason) => (
          <p key={reason}>
            <strong>None can be published:</strong> {makeInert(reason)}
          </p>
        ))}
        {warnings.map((warning) => (
          <p key={warning}>{makeInert(warning)}</p>
        ))}
        <Clusters clusters={clusters} />
      </Section>
      {clusters.map((cluster) => (
        <Cluster key={cluster.cluster} cluster={cluster} />
      ))}
      {discovery.drift === null ? null : <Drift drift={discovery.drift} now={clusters} />}
      {discovery.choice === null ? null : (
        <NumberChoice choice={discovery.choice} chosen={clusters.length} sampled={discovery.sampled} />
      )}
      {unused.length === 0 ? null : (
        <Section title="Not compared by">
          <p>
            Everybody is alike, or nothing is known:{' '}
            {unused.map(({ title }) => makeInert(title).toLowerCase()).join('; ')}.
          </p>
        </Section>
      )}
    </>
  )
}
