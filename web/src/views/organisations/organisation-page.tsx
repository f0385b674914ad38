import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Organisation } from '../../../../src/serve/http/contract.ts'
import { askHome, askOrganisation, askOrganisationPeople } from '../../api/questions.ts'
import { Chart } from '../../charts/chart.tsx'
import { drawTimeline } from '../../charts/timeline.ts'
import { countOf } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { ListTable } from '../../parts/list-table/list-table.tsx'
import { pageQuery } from '../../parts/list-table/page-query.ts'
import { useListSearch } from '../../parts/list-table/use-list-search.ts'
import { Name } from '../../parts/name.tsx'
import { Page } from '../../parts/page.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Section } from '../../parts/section.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import { When } from '../../parts/when.tsx'
import { Why } from '../../parts/why.tsx'
import type { OrganisationsSearch } from '../../search-params.ts'
import { nameKind } from '../../words.ts'
import { personColumns } from '../people/person-columns.tsx'
import { Belonging } from './belonging.tsx'
import { Domains } from './domains.tsx'
import { Facts } from './facts.tsx'
import { Oneness } from './oneness.tsx'
import { OrganisationLadder } from './organisation-ladder.tsx'
import { OursKey } from './ours-key.tsx'
import { Reasons } from './reasons.tsx'
import { SeenInLogs } from './seen-in-logs.tsx'

const route = getRouteApi('/organisations/$id')
const columns = personColumns.filter((column) => column.id !== 'organisation')

export function OrganisationPage() {
  const { id } = route.useParams()
  const { data: organisation, error, refetch } = useQuery(askOrganisation(id))
  const { data: home } = useQuery(askHome())
  const above = <Link to="/organisations">Organisations</Link>

  if (error !== null)
    return (
      <Page title="Organisation" above={above}>
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (organisation === undefined)
    return (
      <Page title="Organisation" above={above}>
        <WaitingLines lines={5} height={40} />
      </Page>
    )
  return (
    <Page
      title={organisation.name}
      heading={<Name text={organisation.name} />}
      above={above}
      lead={<WhatItIs organisation={organisation} />}
      actions={<OursKey organisation={organisation} />}
    >
      {organisation.activity.length === 0 ? null : (
        <Chart
          draw={drawTimeline}
          rows={organisation.activity}
          marks={home?.marks ?? noMarks}
          about="All that the people who act for it did, from any address."
        />
      )}
      <OrganisationLadder organisation={organisation} />
      <SeenInLogs organisation={organisation} />
      <Facts organisation={organisation} />
      <People organisation={organisation} />
      <Reasons organisation={organisation} />
      <Domains organisation={organisation} />
      <Oneness organisation={organisation} />
      <Belonging organisation={organisation} />
    </Page>
  )
}

const noMarks: never[] = []

function WhatItIs({ organisation }: { organisation: Organisation }) {
  return (
    <p>
      {nameKind(organisation.kind)}, <Name text={organisation.domain} fallback="domain unknown" />.{' '}
      <Why title="Why this kind?">{makeInert(organisation.kindReason) || 'No reason is recorded.'}</Why>{' '}
      {countOf(organisation.people, 'person has', 'people have')} used its addresses, for{' '}
      {countOf(organisation.events, 'event', 'events')}
      {organisation.firstSeen === null ? null : (
        <>
          {' '}
          from <When at={organisation.firstSeen} /> to <When at={organisation.lastSeen} />
        </>
      )}
      .
    </p>
  )
}

function NobodyActsForIt({ kind }: { kind: string }) {
  if (kind !== 'foundation') return <p>Nobody is held to act for it now.</p>
  return (
    <p>
      Nobody is held to act for it: people of many employers write from the addresses of a foundation or
      community, so such an address does not say for whom they work.
    </p>
  )
}

function People({ organisation }: { organisation: Organisation }) {
  const search = route.useSearch()
  const change = useListSearch<OrganisationsSearch>()
  const { search: _unused, ...query } = pageQuery(search)
  const people = useQuery(askOrganisationPeople(organisation.organisationId, query))
  return (
    <Section title="Who acts for it">
      <ListTable
        caption={`People of ${organisation.name}`}
        columns={columns}
        query={people}
        rowId={(person) => person.personId}
        search={search}
        onSearch={change}
        usualSort={{ sort: 'events', order: 'desc' }}
        empty={<NobodyActsForIt kind={organisation.kind} />}
      />
    </Section>
  )
}
