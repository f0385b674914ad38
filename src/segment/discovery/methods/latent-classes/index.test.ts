import { describe, expect, test } from 'vitest'
import type { FeatureTable } from '../../feature-table.ts'
import { seedRandom } from '../../statistics/random.ts'
import { method } from './index.ts'
import { countParameters, findPatterns, guessClasses, type Learned, learnClasses } from './learn-classes.ts'

const pause = async (): Promise<void> => undefined

/** Patterns with their counts as subjects. */
function expand(text: string, lowest: number): FeatureTable {
  const rows = text.split(' ').flatMap((one) => {
    const [pattern = '', count = ''] = one.split(':')
    return Array.from({ length: Number(count) }, () => [...pattern].map((digit) => Number(digit) - lowest))
  })
  const items = rows[0]?.length ?? 0
  return {
    rows: rows.length,
    columns: Array.from({ length: items }, (_, item) => ({
      kind: 'nominal' as const,
      codes: Uint8Array.from(rows, (row) => row[item] ?? 0),
      size: 2,
    })),
  }
}

async function learn(table: FeatureTable, count: number, starts = 20, precision = 1e-12): Promise<Learned> {
  const items = table.columns.filter((column) => column.kind === 'nominal')
  const patterns = await findPatterns(items, table.rows, pause)
  const random = seedRandom(1)
  let best: Learned | undefined
  for (let start = 0; start < starts; start++) {
    const begin = guessClasses(patterns, count, random)
    const found = await learnClasses(patterns, begin, { rounds: 5000, precision, pause })
    if (best === undefined || found.logLikelihood > best.logLikelihood) best = found
  }
  if (best === undefined) throw new Error('nothing learned')
  return best
}

/** Stouffer and Toby 1951: what 216 people would do in four conflicts of roles. */
const values = expand(
  '2222:42 2111:38 2211:25 2121:24 2221:23 1111:20 1121:9 2112:7 1211:6 2212:6 2122:6 1221:4 1112:2 1122:2 1212:1 1222:1',
  1,
)
/** Landis and Koch 1977: seven pathologists about 118 slides. */
const carcinoma = expand(
  '0000000:34 0000100:2 0100000:6 0100001:1 0100100:4 0100101:5 1000000:2 1010101:1 1100000:2 1100001:1 1100100:2 1100101:7 1100111:1 1101001:1 1101101:2 1101111:3 1110101:13 1110111:5 1111101:10 1111111:16',
  0,
)

describe('conflicts of roles (A28), as poLCA', () => {
  test('one class: everybody alike', async () => {
    const one = await learn(values, 1, 1)
    expect(one.logLikelihood).toBeCloseTo(-543.6498, 4)
  })

  test('two classes', async () => {
    const two = await learn(values, 2)
    expect(two.logLikelihood).toBeCloseTo(-504.4677, 4)
    const free = countParameters([2, 2, 2, 2], 2)
    expect(free).toBe(9)
    expect(-2 * two.logLikelihood + 2 * free).toBeCloseTo(1026.935, 3)
    expect(-2 * two.logLikelihood + free * Math.log(216)).toBeCloseTo(1057.313, 3)
    const bySize = two.shares
      .map((share, at) => ({ share, second: two.answers[at]?.[0]?.[1] ?? 0 }))
      .sort((left, right) => left.share - right.share)
    expect(bySize[0]?.share).toBeCloseTo(0.2792, 4)
    expect(bySize[1]?.share).toBeCloseTo(0.7208, 4)
    expect(bySize[0]?.second).toBeCloseTo(0.9932, 3)
    expect(bySize[1]?.second).toBeCloseTo(0.7136, 4)
  })

  test('how far answers are from what the classes say: G²', async () => {
    const items = values.columns.filter((column) => column.kind === 'nominal')
    const { weights } = await findPatterns(items, values.rows, pause)
    const saturated = weights.reduce((sum, weight) => sum + weight * Math.log(weight / values.rows), 0)
    expect(2 * (saturated - (await learn(values, 1, 1)).logLikelihood)).toBeCloseTo(81.084, 3)
    expect(2 * (saturated - (await learn(values, 2)).logLikelihood)).toBeCloseTo(2.7199, 3)
  })
})

test('pathologists (A29): three classes, where the BIC is least', async () => {
  expect((await learn(carcinoma, 2, 20, 1e-10)).logLikelihood).toBeCloseTo(-317.2568, 3)
  const three = await learn(carcinoma, 3, 20, 1e-10)
  expect(three.logLikelihood).toBeCloseTo(-293.705, 3)
  expect((await learn(carcinoma, 4, 20, 1e-10)).logLikelihood).toBeCloseTo(-289.286, 3)
  const scores: number[] = []
  for (const k of [1, 2, 3, 4]) {
    const fit = await method.fit(carcinoma, k, { random: seedRandom(3), starts: 20, pause })
    scores.push(fit.score ?? Number.NaN)
  }
  expect(scores[2]).toBeCloseTo(697.136, 2)
  expect(Math.min(...scores)).toBe(scores[2])
})

test('answers nobody knows are left out; too many classes for the answers is said', async () => {
  const table: FeatureTable = {
    rows: 6,
    columns: [
      { kind: 'nominal', codes: Uint8Array.of(0, 0, 0, 1, 1, 255), size: 2 },
      { kind: 'nominal', codes: Uint8Array.of(0, 0, 255, 1, 1, 1), size: 2 },
    ],
  }
  const found = await method.fit(table, 2, { random: seedRandom(1), starts: 10, pause })
  expect([...found.labels.slice(0, 5)].map((label) => label === found.labels[0])).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
  expect(found.warnings.join(' ')).toContain('more numbers to learn')
})
