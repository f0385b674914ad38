import { z } from 'zod'
import { readModel, type Store } from '../../../store/index.ts'
import { type Assumed, learnWeights, type Pattern } from './learn-weights.ts'

const patterns = readModel(import.meta.url, './models/pair-patterns.sql')

/** How often aliases of one person reach each level, by comparison; the rest says nothing (methods 3.3). */
export const comparisons = {
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

const assumed: Assumed = Object.values(comparisons)
const pattern = z
  .object({ levels: z.array(z.string()), bits: z.number(), pairs: z.coerce.number() })
  .transform((value): Pattern => value)

/** Learns from all pairs what each level is worth here. Fills `likeness_weights`. */
export async function learnLikeness(store: Store): Promise<void> {
  const { aliases, sure } = await store.readOne({
    text: `SELECT (SELECT count() FROM alias_traits) AS aliases,
      (SELECT sum(members - 1) FROM (SELECT count() AS members FROM alias_evidence
        INNER JOIN alias_traits USING (alias_id) WHERE doubt = '' GROUP BY evidence_key)) AS sure`,
    params: {},
    row: z.object({ aliases: z.coerce.number(), sure: z.coerce.number() }),
  })
  const found = await store.read({ text: patterns, params: {}, row: pattern })
  const { prior, shares } = learnWeights(found, assumed, { pairs: (aliases * (aliases - 1)) / 2, sure })
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
