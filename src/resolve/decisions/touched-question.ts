import { z } from 'zod'
import { question } from '../../store/index.ts'
import { locksInForce } from './in-force.ts'

const positions = z.coerce.number()

/** Aliases of some people, founders first, with what forbids joining them; no more than `limit`. */
export const touchedAliases = question({
  text: `SELECT position, toString(alias_id) AS aliasId, toString(person_id) AS personId, class, events, name, email, username, platform,
      ifNull(locks.lock, '') AS lock
    FROM person_aliases INNER JOIN alias_facts USING (alias_id)
    LEFT JOIN (SELECT alias_id, any(lock) AS lock FROM (${locksInForce}) GROUP BY alias_id) AS locks USING (alias_id)
    WHERE person_id IN (SELECT toUInt64(arrayJoin({people:Array(String)})))
    ORDER BY position LIMIT {limit:UInt32}`,
  params: ({ people, limit }: { people: readonly string[]; limit: number }) => ({ people, limit }),
  row: z.object({
    position: positions,
    aliasId: z.string(),
    personId: z.string(),
    class: z.string(),
    events: z.coerce.number(),
    name: z.string(),
    email: z.string(),
    username: z.string(),
    platform: z.string(),
    lock: z.string(),
  }),
  examples: [{ people: ['1', '2'], limit: 10 }],
})

export type TouchedAlias = z.infer<ReturnType<typeof touchedAliases>['row']>

const example = { aliases: ['1', '2'] }
const ofAliases = ({ aliases }: { aliases: readonly string[] }) => ({ aliases })
const among = '(SELECT toUInt64(arrayJoin({aliases:Array(String)})))'

/** Accounts of aliases, two of which on one host no person has. */
export const touchedAccounts = question({
  text: `SELECT toString(alias_id) AS aliasId, pair.1 AS host, pair.2 AS account
    FROM (SELECT alias_id, arrayJoin(arrayFilter(pair -> pair.2 != '', arrayDistinct([(toString(platform), account_id), ('github', github_id)]))) AS pair
      FROM alias_words WHERE alias_id IN ${among})`,
  params: ofAliases,
  row: z.object({ aliasId: z.string(), host: z.string(), account: z.string() }),
  examples: [example],
})

/** Words of the full names of aliases. */
export const touchedNames = question({
  text: `SELECT toString(alias_id) AS aliasId, tokens FROM alias_traits WHERE alias_id IN ${among} AND tokens != []`,
  params: ofAliases,
  row: z.object({ aliasId: z.string(), tokens: z.array(z.string()) }),
  examples: [example],
})

/** What aliases have in common by rule, in the order it is weighed; decisions come from the caller, who may be about to change them. */
export const touchedEvidence = question({
  text: `WITH
      told AS (
        SELECT evidence_key, position, toBool(rule = 'proof') AS is_decided, confidence
        FROM alias_evidence
        WHERE doubt = '' AND rule NOT IN ('decision', 'lock') AND alias_id IN ${among}
        UNION ALL
        SELECT sipHash64('lock', locks.lock), position, true, 1.0
        FROM (${locksInForce}) AS locks INNER JOIN alias_facts USING (alias_id)
        WHERE alias_id IN ${among}
        UNION ALL
        SELECT sipHash64('decision', decided.1, decided.2), position, true, 1.0
        FROM (
          SELECT arrayJoin(arrayZip({sameA:Array(String)}, {sameB:Array(String)})) AS pair,
            (toUInt64(pair.1), toUInt64(pair.2)) AS decided, arrayJoin([decided.1, decided.2]) AS alias_id
        ) AS decisions INNER JOIN alias_facts USING (alias_id)
      )
    SELECT toString(evidence_key) AS key, position, is_decided AS isDecided FROM told
    ORDER BY is_decided DESC, confidence DESC, evidence_key, position`,
  params: (asked: {
    readonly aliases: readonly string[]
    readonly sameA: readonly string[]
    readonly sameB: readonly string[]
  }) => ({ ...asked }),
  row: z.object({ key: z.string(), position: positions, isDecided: z.boolean() }),
  examples: [{ ...example, sameA: ['1'], sameB: ['2'] }],
})

/** How alike aliases are, likeliest first. */
export const touchedLikenesses = question({
  text: `SELECT toString(a) AS aliasA, toString(b) AS aliasB, probability, name_level NOT IN ('other', 'one word') AS isNamedAlike
    FROM alias_likenesses INNER JOIN alias_pairs USING (a, b)
    INNER JOIN alias_facts AS facts_a ON facts_a.alias_id = a
    INNER JOIN alias_facts AS facts_b ON facts_b.alias_id = b
    WHERE a IN ${among} AND b IN ${among}
    ORDER BY probability DESC, least(facts_a.position, facts_b.position), greatest(facts_a.position, facts_b.position)`,
  params: ofAliases,
  row: z.object({
    aliasA: z.string(),
    aliasB: z.string(),
    probability: z.number(),
    isNamedAlike: z.coerce.boolean(),
  }),
  examples: [example],
})
