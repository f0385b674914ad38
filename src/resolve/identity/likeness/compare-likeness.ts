import { z } from 'zod'
import { readModel, type Store } from '../../../store/index.ts'
import { roleLocals, roleWords } from '../role.ts'
import { readCommonNames } from './common-name.ts'
import { type Assumed, learnWeights, type Pattern } from './learn-weights.ts'
import { letters } from './letter.ts'

const model = (name: string): string => readModel(import.meta.url, `./models/${name}.sql`)
const models = {
  traits: model('alias-traits'),
  rates: model('trait-rates'),
  blocks: model('alias-blocks'),
  candidates: model('alias-candidates'),
  rated: model('rated-traits'),
  pairs: model('alias-pairs'),
  patterns: model('pair-patterns'),
}

/** How often aliases of one person reach each level, by comparison; the rest says nothing (methods 3.3). */
const comparisons = {
  name: { same: 0.6, joined: 0.08, part: 0.08, near: 0.08, 'one word': 0.06, other: 0.1 },
  'made of': {
    'full name': 0.3,
    'initial and surname': 0.2,
    'given name and initial': 0.1,
    surname: 0.1,
    'surname inside': 0.08,
    'given name': 0.12,
    'nearly full name': 0.1,
  },
  handle: { same: 0.6, 'same, made of the name': 0.3, near: 0.1 },
  home: { same: 0.4, other: 0.6 },
} as const

/** More aliases under one key say that the key is common, not that they are one person. */
const mostAliasesOfKey = 60

/** So many aliases, with what they are compared by, take about 300 MB. */
const slice = 200_000

/** Pairs with fewer bits could not become likely, whatever is learned. */
const leastBits = 4

const assumed: Assumed = Object.values(comparisons)
const pattern = z
  .object({ levels: z.array(z.string()), bits: z.number(), pairs: z.coerce.number() })
  .transform((value): Pattern => value)

/**
 * Compares aliases that rules alone cannot join, by how alike they are and how rare that is, and learns from all of them together
 * what likeness is worth here. Fills `alias_pairs` and `likeness_weights`. Needs `alias_facts`.
 */
export async function compareLikeness(store: Store): Promise<void> {
  const common = readCommonNames()
  await store.rebuild('alias_traits', models.traits, {
    letters: letters.map(([letter]) => letter),
    latin: letters.map(([, latin]) => latin),
    role_words: roleWords,
    role_locals: roleLocals,
  })
  await store.rebuild('trait_rates', models.rates, {
    common_names: common.map(({ name }) => name),
    common_rates: common.map(({ rate }) => rate),
  })
  await store.rebuild('alias_blocks', models.blocks)
  await comparePairs(store)
  await learn(store)
}

/** Slice by slice: what one slice needs fits into memory, however large the community is. */
async function comparePairs(store: Store): Promise<void> {
  const { aliases } = await store.readOne({
    text: 'SELECT max(position) + 1 AS aliases FROM alias_traits',
    params: {},
    row: z.object({ aliases: z.coerce.number() }),
  })
  await store.write('TRUNCATE TABLE alias_candidates')
  await store.write('TRUNCATE TABLE rated_traits')
  await store.write('TRUNCATE TABLE alias_pairs')
  for (let from = 0; from < aliases; from += slice) {
    await store.write(`INSERT INTO alias_candidates ${models.candidates}`, {
      from,
      slice,
      most_aliases: mostAliasesOfKey,
    })
    await store.write(`INSERT INTO rated_traits ${models.rated}`, { from, slice })
  }
  for (let a = 0; a < aliases; a += slice)
    for (let b = a; b < aliases; b += slice)
      await store.write(`INSERT INTO alias_pairs ${models.pairs}`, {
        a_from: a,
        b_from: b,
        slice,
        least_bits: leastBits,
      })
}

async function learn(store: Store): Promise<void> {
  const { aliases, sure } = await store.readOne({
    text: `SELECT (SELECT count() FROM alias_traits) AS aliases,
      (SELECT sum(members - 1) FROM (SELECT count() AS members FROM alias_evidence
        INNER JOIN alias_traits USING (alias_id) WHERE doubt = '' GROUP BY evidence_key)) AS sure`,
    params: {},
    row: z.object({ aliases: z.coerce.number(), sure: z.coerce.number() }),
  })
  const patterns = await store.read({ text: models.patterns, params: {}, row: pattern })
  const { prior, shares } = learnWeights(patterns, assumed, { pairs: (aliases * (aliases - 1)) / 2, sure })
  const rows = Object.entries(comparisons).flatMap(([comparison, levels], at) =>
    Object.entries(levels).map(([level, before]) => {
      const now = shares[at]?.[level] ?? before
      return { comparison, level, assumed: before, learned: now, bits: Math.log2(now / before) }
    }),
  )
  await store.write('TRUNCATE TABLE likeness_weights')
  const lines = [{ comparison: 'prior', level: '', assumed: 0, learned: prior, bits: 0 }, ...rows]
  await store.append(
    'likeness_weights',
    [Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'))],
    'JSONEachRow',
  )
}
