import type { PersonSummary } from '../../../../src/serve/http/contract.ts'
import { ClassMark } from '../../parts/class-mark.tsx'
import { formatCount } from '../../parts/figures.ts'
import type { ListColumn } from '../../parts/list-table/list-column.ts'
import { Name, Unknown } from '../../parts/name.tsx'
import { OrganisationLink, PersonLink } from '../../parts/person-link.tsx'
import { RungMark } from '../../parts/rung-mark.tsx'
import { When } from '../../parts/when.tsx'
import { nameClass } from '../../words.ts'

/** What can be said of a person in a row. */
export const personColumns: readonly ListColumn<PersonSummary>[] = [
  {
    id: 'name',
    title: 'Name',
    sort: 'name',
    firstOrder: 'asc',
    cell: (person) => (
      <>
        <PersonLink id={person.personId} name={person.name} email={person.email} />
        {person.class === 'human' ? null : <ClassMark kind={person.class} />}
      </>
    ),
    text: (person) => person.name,
  },
  {
    id: 'email',
    title: 'Address',
    leftOut: 'narrow',
    cell: (person) => (person.email === '' ? <Unknown /> : <Name text={person.email} oneLine />),
    text: (person) => person.email,
  },
  {
    id: 'class',
    title: 'Class',
    // The mark beside a name says it already.
    leftOut: 'always',
    cell: (person) => nameClass(person.class),
    text: (person) => person.class,
  },
  {
    id: 'organisation',
    title: 'Organisation',
    leftOut: 'narrow',
    cell: ({ organisation }) =>
      organisation === null ? (
        <Unknown />
      ) : (
        <OrganisationLink id={organisation.organisationId} name={organisation.name} />
      ),
    text: ({ organisation }) => organisation?.name ?? '',
  },
  {
    id: 'state',
    title: 'Rung',
    sort: 'state',
    cell: (person) => <RungMark rung={person.state} />,
    text: (person) => person.state ?? '',
  },
  {
    id: 'events',
    title: 'Events',
    sort: 'events',
    figures: true,
    cell: (person) => formatCount(person.events),
    text: (person) => String(person.events),
  },
  {
    id: 'aliases',
    title: 'Aliases',
    figures: true,
    leftOut: 'always',
    cell: (person) => formatCount(person.aliases),
    text: (person) => String(person.aliases),
  },
  {
    id: 'firstSeen',
    title: 'First seen',
    sort: 'first_seen',
    leftOut: 'narrow',
    cell: (person) => <When at={person.firstSeen} />,
    text: (person) => person.firstSeen ?? '',
  },
  {
    id: 'lastSeen',
    title: 'Last seen',
    sort: 'last_seen',
    cell: (person) => <When at={person.lastSeen} />,
    text: (person) => person.lastSeen ?? '',
  },
]
