import { type PersonId, UserError } from '../../core/index.ts'
import type { Store } from '../../store/index.ts'
import type { Person } from './contract.ts'
import {
  personActivity,
  personAffiliations,
  personAliases,
  personCard,
  personClassReason,
  personEvidence,
  personMemberships,
  personStates,
  personVisitors,
} from './questions/person.ts'
import { personContribution } from './questions/person-contribution.ts'
import { readAttributes } from './read-attributes.ts'

/** Everything known of one person. A UserError when there is nobody of that id. */
export async function readPerson(store: Store, person: PersonId): Promise<Person> {
  const [card] = await store.read(personCard({ person }))
  if (card === undefined)
    throw new UserError(
      `There is no person ${person}. Ids change when aliases are joined anew; search for the name instead.`,
      { status: 404 },
    )
  const [
    reasons,
    aliasList,
    evidence,
    visitors,
    affiliations,
    attributes,
    states,
    memberships,
    activity,
    contribution,
  ] = await Promise.all([
    store.read(personClassReason({ person })),
    store.read(personAliases({ person })),
    store.read(personEvidence({ person })),
    store.read(personVisitors({ person })),
    store.read(personAffiliations({ person })),
    readAttributes(store, person),
    store.read(personStates({ person })),
    store.read(personMemberships({ person })),
    store.read(personActivity({ person })),
    store.read(personContribution({ person })),
  ])
  const classReason = reasons[0]?.classReason ?? ''
  return {
    ...card,
    classReason,
    aliasList,
    evidence,
    visitors,
    affiliations,
    attributes,
    states,
    memberships,
    activity,
    contribution,
  }
}
