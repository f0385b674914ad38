import { type OrganisationId, UserError } from '../../../core/index.ts'
import { readOurOrganisations, readSmallestGroup } from '../../../resolve/index.ts'
import type { Store } from '../../../store/index.ts'
import type { Organisation } from '../contract.ts'
import {
  organisationActivity,
  organisationAffiliations,
  organisationCard,
  organisationDomains,
  organisationLadder,
  organisationLogs,
  organisationNetworks,
  organisationOwned,
  organisationOwners,
} from '../questions/organisation.ts'
import { groupActivity, groupParts } from '../questions/organisation-group.ts'
import { readFacts } from '../read-facts.ts'
import { readNeighbours } from './read-decisions.ts'

/** Everything known of one organisation. A UserError when there is none of that id. */
export async function readOrganisation(store: Store, organisation: OrganisationId): Promise<Organisation> {
  const [card] = await store.read(organisationCard({ organisation }))
  if (card === undefined)
    throw new UserError(`There is no organisation ${organisation}. Search for its name instead.`, {
      status: 404,
    })
  const [facts, neighbours, domains, activity, ladder, affiliations, owners, owned, ours] = await Promise.all(
    [
      readFacts(store, organisation),
      readNeighbours(store, organisation),
      store.read(organisationDomains({ organisation })),
      store.read(organisationActivity({ organisation })),
      store.read(organisationLadder({ organisation })),
      store.read(organisationAffiliations({ organisation })),
      store.read(organisationOwners({ organisation })),
      store.read(organisationOwned({ organisation })),
      readOurOrganisations(store),
    ],
  )
  return {
    ...card,
    ...neighbours,
    isOurs: ours.includes(organisation),
    facts,
    domains,
    activity,
    ladder,
    affiliations,
    owners,
    owned,
    logs: await readLogs(store, organisation),
    ...(await readGroup(store, organisation, owned.length > 0)),
  }
}

/** What came from its networks. */
async function readLogs(store: Store, organisation: OrganisationId): Promise<Organisation['logs']> {
  const [smallestGroup, months, networks] = await Promise.all([
    readSmallestGroup(store),
    store.read(organisationLogs({ organisation })),
    store.read(organisationNetworks({ organisation })),
  ])
  return { smallestGroup, months, networks }
}

/** What it did together with those that belong to it. */
async function readGroup(
  store: Store,
  organisation: OrganisationId,
  isOwner: boolean,
): Promise<Pick<Organisation, 'groupActivity' | 'groupParts'>> {
  if (!isOwner) return { groupActivity: [], groupParts: [] }
  const [activity, parts] = await Promise.all([
    store.read(groupActivity({ organisation })),
    store.read(groupParts({ organisation })),
  ])
  return { groupActivity: activity, groupParts: parts }
}
