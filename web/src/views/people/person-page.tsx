import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, Navigate } from '@tanstack/react-router'
import type { Person } from '../../../../src/serve/http/contract.ts'
import { askHome, askPerson } from '../../api/questions.ts'
import { Chart } from '../../charts/chart.tsx'
import { drawTimeline } from '../../charts/timeline.ts'
import { countOf } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import { Name } from '../../parts/name.tsx'
import { Page } from '../../parts/page.tsx'
import { OrganisationLink } from '../../parts/person-link.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { WaitingLines } from '../../parts/waiting.tsx'
import { When } from '../../parts/when.tsx'
import { Why } from '../../parts/why.tsx'
import { explainRung, nameClass, nameRung } from '../../words.ts'
import { Affiliations } from './affiliations.tsx'
import { Agents } from './agents.tsx'
import { Aliases } from './aliases.tsx'
import { Attributes } from './attributes.tsx'
import { Claims } from './claims.tsx'
import { Decisions, successorOf } from './decisions.tsx'
import { FileClasses } from './file-classes.tsx'
import { LockKey } from './lock-key.tsx'
import { Memberships } from './memberships.tsx'
import { RecentEvents } from './recent-events.tsx'
import { Rungs } from './rungs.tsx'

const route = getRouteApi('/people/$id')

export function PersonPage() {
  const { id } = route.useParams()
  const { data: person, error, refetch } = useQuery(askPerson(id))
  const { data: home } = useQuery(askHome())
  const above = <Link to="/people">People</Link>

  const successor = useQueryClient().getQueryData<string | null>(successorOf(id))
  if (error !== null && successor != null && successor !== id)
    return <Navigate to="/people/$id" params={{ id: successor }} replace />
  if (error !== null)
    return (
      <Page title="Person" above={above}>
        <ProblemNote error={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (person === undefined)
    return (
      <Page title="Person" above={above}>
        <WaitingLines lines={5} height={40} />
      </Page>
    )
  const name = person.name.trim() === '' ? person.email : person.name
  return (
    <Page
      title={name === '' ? 'No name given' : name}
      heading={<Name text={name} />}
      above={above}
      lead={<WhoTheyAre person={person} />}
      actions={<LockKey person={person} />}
    >
      <Chart draw={drawTimeline} rows={person.activity} marks={home?.marks ?? noMarks} />
      <Rungs person={person} />
      <Aliases person={person} />
      <Claims personId={person.personId} />
      <Decisions personId={person.personId} />
      <Affiliations person={person} />
      <Agents person={person} />
      <Attributes person={person} />
      <FileClasses rows={person.contribution} />
      <Memberships person={person} />
      <RecentEvents personId={person.personId} />
    </Page>
  )
}

const noMarks: never[] = []

/** Who, for whom, since when, why we think so: in sentences. */
function WhoTheyAre({ person }: { person: Person }) {
  return (
    <>
      <p>
        {nameClass(person.class)}
        {person.email === '' ? null : (
          <>
            , <Name text={person.email} />
          </>
        )}
        {person.organisation === null ? (
          ', for an organisation we do not know'
        ) : (
          <>
            , for <OrganisationLink id={person.organisation.organisationId} name={person.organisation.name} />
          </>
        )}
        .{' '}
        <Why title={`Why ${nameClass(person.class).toLowerCase()}?`}>
          {makeInert(person.classReason) ||
            'Nothing marks them as a bot or as an account that several people share.'}
        </Why>
      </p>
      <p>
        {person.firstSeen === null ? (
          'Nothing is recorded of them.'
        ) : (
          <>
            {countOf(person.events, 'event', 'events')} from <When at={person.firstSeen} /> to{' '}
            <When at={person.lastSeen} />, under {countOf(person.aliases, 'alias', 'aliases')}.
          </>
        )}{' '}
        {person.state === null
          ? 'They do not stand on the ladder.'
          : `They stand on ${person.state} ${nameRung(person.state)}: ${explainRung(person.state)}.`}
      </p>
    </>
  )
}
