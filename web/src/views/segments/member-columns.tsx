import type { Member } from '../../../../src/serve/http/contract.ts'
import { formatCount } from '../../parts/figures.ts'
import { makeInert } from '../../parts/inert-text.ts'
import type { ListColumn } from '../../parts/list-table/list-column.ts'
import { OrganisationLink, PersonLink } from '../../parts/person-link.tsx'
import { When } from '../../parts/when.tsx'

/** A member of a segment in a row: who, since when, why. */
export const memberColumns: readonly ListColumn<Member>[] = [
  {
    id: 'name',
    title: 'Name',
    sort: 'name',
    firstOrder: 'asc',
    cell: (member) =>
      member.subjectKind === 'person' ? (
        <PersonLink id={member.subjectId} name={member.name} />
      ) : (
        <OrganisationLink id={member.subjectId} name={member.name} />
      ),
    text: (member) => member.name,
  },
  {
    id: 'enteredAt',
    title: 'Entered',
    sort: 'entered_at',
    cell: (member) => <When at={member.enteredAt} />,
    text: (member) => member.enteredAt,
  },
  {
    id: 'reason',
    title: 'Why',
    cell: (member) => makeInert(member.enteredReason),
    text: (member) => member.enteredReason,
  },
  {
    id: 'events',
    title: 'Events',
    sort: 'events',
    figures: true,
    leftOut: 'narrow',
    cell: (member) => formatCount(member.events),
    text: (member) => String(member.events),
  },
]
