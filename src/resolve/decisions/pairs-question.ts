import { z } from 'zod'
import { question } from '../../store/index.ts'
import { decisionsInForce, locksInForce, proofsInForce } from './in-force.ts'

/** Two aliases by their ids, the lower first, and what was decided of them. */
export interface DecidedPair {
  readonly a: string
  readonly b: string
  readonly verdict: 'same' | 'different'
  /** Not decided here: the person proved that both are theirs, as the last run found. */
  readonly isProved: boolean
}

/** Every decision on two aliases that holds now, and before them what people proved. */
export const pairsInForce = question({
  text: `SELECT toString(a) AS a, toString(b) AS b, verdict, isProved FROM (
      SELECT DISTINCT a, b, 'same' AS verdict, true AS isProved FROM (${proofsInForce})
      UNION ALL
      SELECT a, b, verdict, false FROM (${decisionsInForce})
    ) ORDER BY isProved DESC, a, b`,
  params: () => ({}),
  row: z.object({
    a: z.string(),
    b: z.string(),
    verdict: z.enum(['same', 'different']),
    isProved: z.boolean(),
  }),
  examples: [undefined],
})

/** Those of some aliases that are known here, whose they are and what sources call them. */
export const knownAliases = question({
  text: `SELECT toString(alias_id) AS aliasId, toString(person_id) AS personId, platform, name, email, username
    FROM person_aliases WHERE alias_id IN (SELECT toUInt64(arrayJoin({ids:Array(String)})))`,
  params: ({ ids }: { ids: readonly string[] }) => ({ ids }),
  row: z.object({
    aliasId: z.string(),
    personId: z.string(),
    platform: z.string(),
    name: z.string(),
    email: z.string(),
    username: z.string(),
  }),
  examples: [{ ids: ['1', '2'] as readonly string[] }],
})

/** All aliases of some people, founders first. */
export const aliasesOfPeople = question({
  text: `SELECT toString(person_aliases.person_id) AS personId, toString(person_aliases.alias_id) AS aliasId
    FROM person_aliases LEFT JOIN alias_facts ON alias_facts.alias_id = person_aliases.alias_id
    WHERE person_aliases.person_id IN (SELECT toUInt64(arrayJoin({people:Array(String)})))
    ORDER BY personId, alias_facts.position, aliasId`,
  params: ({ people }: { people: readonly string[] }) => ({ people }),
  row: z.object({ personId: z.string(), aliasId: z.string() }),
  examples: [{ people: ['1', '2'] as readonly string[] }],
})

/** Locks on some people, by the id the person had when locked. */
export const locksOfPeople = question({
  text: `SELECT DISTINCT lock FROM (${locksInForce}) AS locks
    WHERE alias_id IN (SELECT alias_id FROM person_aliases WHERE person_id IN (SELECT toUInt64(arrayJoin({people:Array(String)}))))`,
  params: ({ people }: { people: readonly string[] }) => ({ people }),
  row: z.object({ lock: z.string() }),
  examples: [{ people: ['1', '2'] as readonly string[] }],
})
