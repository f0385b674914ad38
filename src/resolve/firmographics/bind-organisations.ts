import { z } from 'zod'
import { UserError } from '../../core/index.ts'
import type { Store } from '../../store/index.ts'
import type { NamedOrganisation } from '../organisations/recognise-organisation.ts'

/** What a decision keeps of the organisation it is about: its key, and a domain or name by which it is found when keys have changed. */
export interface Bound {
  readonly key: string
  readonly reference: string
}

export interface KnownOrganisation extends Bound {
  readonly organisationId: string
  readonly name: string
}

const keysInUse = `SELECT DISTINCT organisation_key AS key FROM (
  SELECT organisation_key FROM address_domains UNION ALL SELECT organisation_key FROM stated_organisations) WHERE organisation_key != ''`

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

/** Which organisations some keys are of, as far as anybody acts for them. */
export async function findByKeys(
  store: Store,
  keys: readonly string[],
): Promise<Map<string, { organisationId: string; name: string }>> {
  const found = new Map<string, { organisationId: string; name: string }>()
  for (let from = 0; from < keys.length; from += mostAtOnce) {
    const rows = await store.read({
      text: `SELECT key, toString(organisation_id) AS organisationId, name
        FROM (SELECT arrayJoin({keys:Array(String)}) AS key) AS asked
        INNER JOIN organisations ON organisation_id = sipHash64('organisation', asked.key)`,
      params: { keys: keys.slice(from, from + mostAtOnce) },
      row: z.object({ key: z.string(), organisationId: z.string(), name: z.string() }),
    })
    for (const { key, ...rest } of rows) found.set(key, rest)
  }
  return found
}

/** Keys travel as a parameter, which a server takes in the address of the request. */
const mostAtOnce = 200

/** Tells under which key each organisation that a decision is about is known now. */
export async function openBinding(
  store: Store,
  recognise: (written: string) => NamedOrganisation,
): Promise<(bound: Bound) => string> {
  const rows = await store.read({ text: keysInUse, params: {}, row: z.object({ key: z.string() }) })
  const inUse = new Set(rows.map(({ key }) => key))
  return ({ key, reference }) => (inUse.has(key) ? key : recognise(reference).organisationKey || key)
}
