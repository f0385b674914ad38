import { z } from 'zod'
import type { Store } from '../../store/index.ts'
import { keysInUse } from '../organisations/known-organisation.ts'
import type { NamedOrganisation } from '../organisations/recognise-organisation.ts'

/** What a decision keeps of the organisation it is about: its key, and a domain or name by which it is found when keys have changed. */
export interface Bound {
  readonly key: string
  readonly reference: string
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
