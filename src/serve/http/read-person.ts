import { type PersonId, UserError } from '../../core/index.ts'
import { knownAliases } from '../../resolve/index.ts'
import type { Store } from '../../store/index.ts'
import type { Person } from './contract.ts'
import {
  personActivity,
  personAffiliations,
  personAgents,
  personAliases,
  personCard,
  personClassReason,
  personEvidence,
  personHypotheses,
  personLocked,
  personMemberships,
  personStates,
  personVisitors,
} from './questions/person.ts'
import { personContribution } from './questions/person-contribution.ts'
import { readAttributes } from './read-attributes.ts'

/**
 * Everything known of one person. Most ids are those of a founding alias: where that person became part of another, it is the other, so
 * that links stay good. A UserError when there is nobody of that id.
 */
export async function readPerson(store: Store, asked: PersonId): Promise<Person> {
  const [found] = await store.read(personCard({ person: asked }))
  const [alias] = found === undefined ? await store.read(knownAliases({ ids: [asked] })) : []
  const person = alias === undefined ? asked : (alias.personId as PersonId)
  const [card] = found === undefined ? await store.read(personCard({ person })) : [found]
  if (card === undefined)
    throw new UserError(
      `There is no person ${asked}. Ids change when aliases are joined anew; search for the name instead.`,
      { status: 404 },
    )
  const [
    reasons,
    aliasList,
    evidence,
    visitors,
    agents,
    affiliations,
    hypotheses,
    attributes,
    states,
    memberships,
    activity,
    contribution,
    locks,
  ] = await Promise.all([
    store.read(personClassReason({ person })),
    store.read(personAliases({ person })),
    store.read(personEvidence({ person })),
    store.read(personVisitors({ person })),
    store.read(personAgents({ person })),
    store.read(personAffiliations({ person })),
    store.read(personHypotheses({ person })),
    readAttributes(store, person),
    store.read(personStates({ person })),
    store.read(personMemberships({ person })),
    store.read(personActivity({ person })),
    store.read(personContribution({ person })),
    store.read(personLocked({ person })),
  ])
  const classReason = reasons[0]?.classReason ?? ''
  return {
    ...card,
    classReason,
    locked: locks.length > 0,
    aliasList,
    evidence,
    visitors,
    agents,
    affiliations,
    hypotheses,
    attributes,
    states,
    memberships,
    activity,
    contribution,
  }
}
