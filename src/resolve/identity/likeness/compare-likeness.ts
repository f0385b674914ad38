import { createHash } from 'node:crypto'
import { z } from 'zod'
import { readModel, type Store } from '../../../store/index.ts'
import { roleLocals, roleWords } from '../role.ts'
import { readCommonNames } from './common-name.ts'
import { comparisons, learnLikeness } from './learn-likeness.ts'
import { letters } from './letter.ts'
import { clearState, readState, writeState } from './likeness-state.ts'

const model = (name: string): string => readModel(import.meta.url, `./models/${name}.sql`)
const models = {
  marks: model('alias-marks'),
  changed: model('changed-aliases'),
  traits: model('alias-traits'),
  rates: model('trait-rates'),
  blocks: model('alias-blocks'),
  crowding: model('crowding-aliases'),
  candidates: model('alias-candidates'),
  newCandidates: model('new-candidates'),
  rated: model('rated-traits'),
  pairs: model('alias-pairs'),
}

/** When what was learned of likeness is learned again, with every pair. */
export interface Pace {
  /** Communities of no more aliases always learn anew: it takes less than a second more. */
  readonly small: number
  /** Others when more than this share of the aliases they learned from came or changed since. */
  readonly share: number
}
export const usualPace: Pace = { small: 5000, share: 0.1 }

/** How rare handles are that no name explains: the longer, the rarer. */
const lengthRates = { 3: 1e-3, 4: 3e-4, 5: 1e-4, 6: 4e-5, 7: 1.5e-5, 8: 8e-6, 9: 5e-6 }

const common = readCommonNames()
const params = {
  letters: letters.map(([letter]) => letter),
  latin: letters.map(([, latin]) => latin),
  role_words: roleWords,
  role_locals: roleLocals,
  common_names: common.map(({ name }) => name),
  common_rates: common.map(({ rate }) => rate),
  lengths: Object.keys(lengthRates).map(Number),
  length_rates: Object.values(lengthRates),
  least_rate: 2.5e-6,
  /** More aliases under one key say that the key is common, not that they are one person. */
  most_aliases: 60,
  /** Pairs with fewer bits could not become likely, whatever is learned. */
  least_bits: 4,
}

/** So many aliases, with what they are compared by, take about 150 MB. */
const slice = 100_000

/**
 * Compares aliases that rules alone cannot join, by how alike they are and how rare that is. What was compared before stays, unless
 * it changed; how rare things are and what likeness is worth is learned from all aliases together, and again when many came since.
 * Fills `alias_pairs` and `likeness_weights`. Needs `alias_facts` and `alias_evidence`.
 */
export async function compareLikeness(store: Store, pace: Pace): Promise<void> {
  await store.rebuild('alias_marks', models.marks)
  const version = await readVersion(store)
  const state = await readState(store, version)
  await store.rebuild('compared_aliases', models.changed)
  const { aliases, compared, gone } = await countNews(store)
  // Of who is gone nothing may be left, also not in what was learned.
  const isDue =
    state === undefined ||
    gone > 0 ||
    aliases <= pace.small ||
    state.changed + compared > state.learned * pace.share
  if (!isDue && compared === 0) return
  await clearState(store)
  if (isDue) await compareEverything(store, aliases)
  else await compareNews(store)
  await writeState(
    store,
    version,
    isDue ? { learned: aliases, changed: 0 } : { learned: state.learned, changed: state.changed + compared },
  )
}

/** What comparisons are made by: models, what they are given, and the engine, whose functions may change. */
async function readVersion(store: Store): Promise<string> {
  const { engine } = await store.readOne({
    text: 'SELECT version() AS engine',
    params: {},
    row: z.object({ engine: z.string() }),
  })
  return createHash('sha256').update(JSON.stringify({ engine, models, params, comparisons })).digest('hex')
}

function countNews(store: Store): Promise<{ aliases: number; compared: number; gone: number }> {
  return store.readOne({
    text: `SELECT (SELECT count() FROM alias_marks) AS aliases, (SELECT count() FROM compared_aliases) AS compared,
      (SELECT count() FROM alias_traits WHERE alias_id NOT IN (SELECT alias_id FROM alias_marks)) AS gone`,
    params: {},
    row: z.object({ aliases: z.coerce.number(), compared: z.coerce.number(), gone: z.coerce.number() }),
  })
}

async function compareEverything(store: Store, aliases: number): Promise<void> {
  await store.rebuild('compared_aliases', 'SELECT alias_id FROM alias_marks')
  await store.rebuild('alias_traits', models.traits, params)
  await store.rebuild('trait_rates', models.rates, params)
  await store.rebuild('alias_blocks', models.blocks)
  await store.write('TRUNCATE TABLE alias_pairs')
  await store.write('TRUNCATE TABLE alias_candidates')
  for (const range of cutRanges(aliases))
    await store.write(`INSERT INTO alias_candidates ${models.candidates}`, { ...params, ...range })
  await comparePairs(store)
  await learnLikeness(store)
}

/** New and changed aliases, through their keys, with everybody. */
async function compareNews(store: Store): Promise<void> {
  const compared = '(SELECT alias_id FROM compared_aliases)'
  const blocks = (change: number): string =>
    `INSERT INTO changed_blocks SELECT block, ${change} FROM alias_blocks WHERE alias_id IN ${compared}`
  await store.write('TRUNCATE TABLE changed_blocks')
  await store.write(blocks(-1))
  await remove(store, 'alias_traits', `alias_id IN ${compared}`)
  await remove(store, 'alias_blocks', `alias_id IN ${compared}`)
  await store.write(`INSERT INTO alias_traits ${models.traits}`, params)
  await store.write(`INSERT INTO alias_blocks ${models.blocks}`)
  await store.write(blocks(1))
  await store.write(`INSERT INTO compared_aliases ${models.crowding}`, params)
  await remove(store, 'alias_pairs', `a IN ${compared} OR b IN ${compared}`)
  await store.rebuild('alias_candidates', models.newCandidates, params)
  await comparePairs(store)
}

/** Marking rows as deleted takes a while even when there are none. */
async function remove(store: Store, table: string, condition: string): Promise<void> {
  const { found } = await store.readOne({
    text: `SELECT count() > 0 AS found FROM ${table} WHERE ${condition}`,
    params: {},
    row: z.object({ found: z.coerce.boolean() }),
  })
  if (found) await store.write(`DELETE FROM ${table} WHERE ${condition}`)
}

/** The candidates, slice by slice: what one slice needs fits into memory, however large the community is. */
async function comparePairs(store: Store): Promise<void> {
  const { aliases } = await store.readOne({
    text: 'SELECT uniq(arrayJoin([a, b])) AS aliases FROM alias_candidates',
    params: {},
    row: z.object({ aliases: z.coerce.number() }),
  })
  const ranges = cutRanges(aliases)
  await store.write('TRUNCATE TABLE rated_traits')
  for (const range of ranges)
    await store.write(`INSERT INTO rated_traits ${models.rated}`, { ...params, ...range })
  for (const [at, a] of ranges.entries())
    for (const b of ranges.slice(at))
      await store.write(`INSERT INTO alias_pairs ${models.pairs}`, {
        ...params,
        a_from: a.from,
        a_to: a.to,
        b_from: b.from,
        b_to: b.to,
      })
}

/** Ids of aliases are hashes, so equal ranges of them hold about equally many. */
function cutRanges(aliases: number): { from: string; to: string }[] {
  const ranges = BigInt(Math.max(1, Math.ceil(aliases / slice)))
  const start = (at: bigint): bigint => ((1n << 64n) * at) / ranges
  return Array.from({ length: Number(ranges) }, (_, at) => ({
    from: String(start(BigInt(at))),
    to: String(start(BigInt(at) + 1n) - 1n),
  }))
}
