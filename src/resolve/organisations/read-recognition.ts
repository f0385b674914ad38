import { z } from 'zod'
import type { Store } from '../../store/index.ts'
import type { DomainKnowledge } from './classify-domain.ts'
import { readOrganisationPairs } from './decide-organisations.ts'
import { groupOrganisations, type OrganisationGroups } from './group-organisations.ts'
import { readListings } from './listing.ts'
import { readOverrides } from './override-domain.ts'
import { makeRecognition, type NamedOrganisation } from './recognise-organisation.ts'

/** What the tables and decisions say of domains, and which organisations are one. */
export async function readKnowledge(store: Store): Promise<DomainKnowledge> {
  const knowledge = await readDomainWords(store)
  const { merged } = groupOrganisations(await readOrganisationPairs(store), knowledge)
  return { ...knowledge, merged }
}

/** The same without what was made one here. */
export async function readDomainWords(store: Store): Promise<DomainKnowledge> {
  return { listings: readListings(), overrides: await readOverrides(store) }
}

/** Which organisations were made one here, as far as that holds. */
export async function readOrganisationGroups(store: Store): Promise<OrganisationGroups> {
  return groupOrganisations(await readOrganisationPairs(store), await readDomainWords(store))
}

/** How words for organisations are understood, given the domains that people write from. */
export async function readRecognition(store: Store): Promise<(written: string) => NamedOrganisation> {
  const domains = await store.read({
    text: "SELECT DISTINCT registrable FROM address_domains WHERE kind = 'corporate' ORDER BY registrable",
    params: {},
    row: z.object({ registrable: z.string() }),
  })
  return makeRecognition(
    await readKnowledge(store),
    domains.map(({ registrable }) => registrable),
  )
}
