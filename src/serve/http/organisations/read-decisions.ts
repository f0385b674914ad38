import type { OrganisationId } from '../../../core/index.ts'
import { readOrganisationGroups, readOrganisationPairs } from '../../../resolve/index.ts'
import type { Store } from '../../../store/index.ts'
import type { Organisation, OrganisationDecision } from '../contract.ts'
import { organisationsAlike } from '../questions/organisation.ts'

/** What is decided on organisations, the latest first; with an id, only on that one and what is part of it. */
export async function readOrganisationDecisions(
  store: Store,
  organisation?: string,
): Promise<OrganisationDecision[]> {
  const [pairs, { idle, currentId }] = await Promise.all([
    readOrganisationPairs(store),
    readOrganisationGroups(store),
  ])
  return pairs
    .filter(
      ({ a, b }) => organisation === undefined || [a, b].some(({ id }) => currentId(id) === organisation),
    )
    .flatMap(({ a, b, verdict, subject, decision }): OrganisationDecision[] => {
      if (verdict === 'undecided') return []
      const { decidedAt, decidedBy, reason } = decision
      return [
        {
          verdict,
          a: { organisationId: a.id, name: a.name },
          b: { organisationId: b.id, name: b.name },
          holds: !idle.has(subject),
          decidedAt: decidedAt.toISOString(),
          decidedBy,
          reason,
        },
      ]
    })
    .reverse()
}

/** What is decided on one organisation, and others called alike that nothing is decided on. */
export async function readNeighbours(
  store: Store,
  organisation: OrganisationId,
): Promise<Pick<Organisation, 'decisions' | 'alike'>> {
  const [decisions, found] = await Promise.all([
    readOrganisationDecisions(store, organisation),
    store.read(organisationsAlike({ organisation })),
  ])
  const decided = new Set(decisions.flatMap(({ a, b }) => [a.organisationId, b.organisationId]))
  return { decisions, alike: found.filter(({ organisationId }) => !decided.has(organisationId)) }
}
