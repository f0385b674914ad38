import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Store } from '../store/index.ts'

/** Tables of resolve that others read. They are not forced to disk, so their rows are counted: a power failure can lose some. */
const tables = [
  'people',
  'person_aliases',
  'alias_links',
  'agent_acts',
  'alias_facts',
  'alias_words',
  'alias_evidence',
  'alias_likenesses',
  'alias_proofs',
  'profile_links',
  'known_visitors',
  'organisations',
  'organisation_owners',
  'organisation_facts',
  'domains',
  'affiliations',
  'affiliation_hypotheses',
  'activity',
  'anonymous_activity',
  'network_meanings',
  'network_months',
  'attribute_answers',
  'attribute_overrides',
  'attribute_evidence',
  'attribute_likelihoods',
  'person_attributes',
]
const rows = tables.map((table) => `(SELECT count() FROM ${table})`).join(', ')

/** Kinds of decisions that only later stages read: they begin with the stage's name. */
const ofLaterStages = '^(segment|target|act)(-|$)'

/**
 * What a run's tables follow from: observations and decisions, which moment they speak of, the program and the engine. Equal marks mean
 * equal tables.
 */
export async function readMark(store: Store, asOf: Date): Promise<string> {
  const inputs = await store.readOne({
    text: `SELECT version() AS engine,
      (SELECT (count(), sum(cityHash64(event_id, ingested_at, alias_id, source))) FROM events) AS events,
      (SELECT (count(), sum(cityHash64(*))) FROM aliases) AS aliases,
      (SELECT (count(), sum(cityHash64(*))) FROM claims) AS claims,
      (SELECT (count(), sum(cityHash64(*))) FROM network_sightings) AS networks,
      (SELECT (count(), sum(cityHash64(*))) FROM decisions WHERE NOT match(kind, '${ofLaterStages}')) AS decisions`,
    params: {},
    row: z.record(z.string(), z.unknown()),
  })
  return createHash('sha256')
    .update(JSON.stringify({ asOf, ...inputs }))
    .update(program())
    .digest('hex')
}

/** Whether the last run made its tables of the same, finished, and they are whole. */
export async function isMarked(store: Store, mark: string): Promise<boolean> {
  const { found } = await store.readOne({
    text: `SELECT count() > 0 AS found FROM resolve_mark WHERE mark = {mark:String} AND rows = [${rows}]`,
    params: { mark },
    row: z.object({ found: z.coerce.boolean() }),
  })
  return found
}

/** Before any table changes: killed from here on, the next run does everything. */
export const clearMark = (store: Store): Promise<void> => store.write('TRUNCATE TABLE resolve_mark')

export const writeMark = (store: Store, mark: string): Promise<void> =>
  store.write(`INSERT INTO resolve_mark (mark, rows) SELECT {mark:String}, [${rows}]`, { mark })

let hash: string | undefined

/** All code, models and lists of this folder, and the exact versions of libraries. */
function program(): string {
  if (hash !== undefined) return hash
  const sum = createHash('sha256').update(readFileSync(new URL('../../package.json', import.meta.url)))
  const folder = new URL('./', import.meta.url)
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
    if (/\.(js|ts|sql|tsv)$/.test(path)) sum.update(path).update(readFileSync(new URL(path, folder)))
  hash = sum.digest('hex')
  return hash
}
