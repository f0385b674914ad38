import { z } from 'zod'
import { UserError } from '../../core/index.ts'
import type { Store } from '../../store/index.ts'

/** An organisation that somebody acts for or writes from, or whose network was seen. */
export interface KnownOrganisation {
  readonly organisationId: string
  readonly name: string
  readonly key: string
  /** A domain or name by which it is found when keys have changed. */
  readonly reference: string
}

/** The keys that the last run of resolve found. */
export const keysInUse = `SELECT DISTINCT organisation_key AS key FROM (
  SELECT organisation_key FROM address_domains UNION ALL SELECT organisation_key FROM stated_organisations
  UNION ALL SELECT organisation_key FROM network_meanings) WHERE organisation_key != ''`

/** An organisation by its id. One that is not known is a mistake (404). */
export async function findOrganisation(store: Store, organisation: string): Promise<KnownOrganisation> {
  const [found] = await store.read({
    text: `SELECT name, domain, known.key AS key FROM organisations
      INNER JOIN (${keysInUse}) AS known ON sipHash64('organisation', known.key) = organisation_id
      WHERE toString(organisation_id) = {organisation:String}`,
    params: { organisation },
    row: z.object({ name: z.string(), domain: z.string(), key: z.string() }),
  })
  if (found === undefined) throw new UserError(`There is no organisation ${organisation}.`, { status: 404 })
  const { name, domain, key } = found
  return { organisationId: organisation, name, key, reference: domain === '' ? name : domain }
}
