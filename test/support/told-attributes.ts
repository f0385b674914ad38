import { z } from 'zod'
import { rebuildActivity } from '../../src/resolve/activity/rebuild-activity.ts'
import type { Attribute } from '../../src/resolve/attribute.ts'
import { inferAttributes } from '../../src/resolve/inference/infer-attributes.ts'
import type { Store } from '../../src/store/index.ts'
import { forgetEverything, type ObservedAct, observe } from './observed.ts'

/** What is known of one attribute of one person; evidence as `rule: sentence`. */
export interface ToldAttribute {
  readonly value: string
  readonly probability: number
  readonly status: string
  readonly evidence: readonly string[]
}

/** For whom somebody acts, from the beginning on. */
export interface Employment {
  readonly who: string
  readonly organisation: string
  readonly kind: string
  readonly domain?: string
}

export interface Observation {
  readonly acts: readonly ObservedAct[]
  readonly employments?: readonly Employment[]
  readonly asOf?: Date
}

const runAt = new Date('2025-01-01')

/**
 * Forgets all, makes everybody of one name one person, as the steps before would, and tells one attribute of everybody by name; of those
 * with several values the likeliest first.
 */
export async function tellAttribute(
  store: Store,
  attribute: Attribute,
  observation: Observation,
): Promise<Record<string, ToldAttribute[]>> {
  await forgetEverything(store)
  await observe(store, observation.acts)
  await describePeople(store, observation.employments ?? [])
  return inferAgain(store, attribute, observation.asOf)
}

/** Infers anew, and tells. */
export async function inferAgain(
  store: Store,
  attribute: Attribute,
  asOf = runAt,
): Promise<Record<string, ToldAttribute[]>> {
  await rebuildActivity(store, asOf, [])
  const signal = new AbortController().signal
  await inferAttributes(store, { attributes: [attribute], asOf, doubtfulFlags: ['dated-too-early'], signal })
  const rows = await store.read({
    text: `SELECT people.name AS name, value, probability, status,
        (SELECT groupArray((person_id, concat(rule, ': ', evidence))) FROM (SELECT * FROM attribute_evidence ORDER BY rule, evidence)) AS pieces,
        arrayMap(piece -> piece.2, arrayFilter(piece -> piece.1 = person_id, pieces)) AS evidence
      FROM person_attributes INNER JOIN people USING (person_id) ORDER BY name, probability DESC, value`,
    params: {},
    row: z.object({
      name: z.string(),
      value: z.string(),
      probability: z.number(),
      status: z.string(),
      evidence: z.array(z.string()),
    }),
  })
  const told: Record<string, ToldAttribute[]> = {}
  for (const { name, ...rest } of rows) told[name] = [...(told[name] ?? []), rest]
  return told
}

async function describePeople(store: Store, employments: readonly Employment[]): Promise<void> {
  await store.write(`INSERT INTO person_aliases (alias_id, person_id, platform, name, email, username, events, first_seen, last_seen)
    SELECT alias_id, sipHash64(name), any(platform), name, any(email), any(username), count(), min(occurred_at), max(occurred_at)
    FROM observed WHERE alias_id != 0 GROUP BY alias_id, name`)
  await store.write(`INSERT INTO people (person_id, name, email, class, aliases, events, first_seen, last_seen)
    SELECT sipHash64(name), name, any(email), if(max(attrs['bot']) = '1', 'bot', 'human'), uniqExact(alias_id), count(), min(occurred_at), max(occurred_at)
    FROM observed WHERE alias_id != 0 GROUP BY name`)
  for (const { who, organisation, kind, domain = '' } of employments) {
    const named = { who, organisation, kind, domain }
    await store.write(
      `INSERT INTO organisations (organisation_id, name, domain, kind) SELECT sipHash64({organisation:String}), {organisation:String}, {domain:String}, {kind:String}
       WHERE sipHash64({organisation:String}) NOT IN (SELECT organisation_id FROM organisations)`,
      named,
    )
    await store.write(
      `INSERT INTO affiliations (person_id, organisation_id, probability) SELECT sipHash64({who:String}), sipHash64({organisation:String}), 0.9`,
      named,
    )
  }
}
