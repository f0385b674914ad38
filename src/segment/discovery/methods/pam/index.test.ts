import { describe, expect, test } from 'vitest'
import type { FeatureTable } from '../../feature-table.ts'
import { type Distances, measureByGower } from '../../statistics/distances.ts'
import { seedRandom } from '../../statistics/random.ts'
import { measureSilhouette } from '../../statistics/silhouette.ts'
import { method } from './index.ts'
import { partitionAroundMedoids } from './partition-around-medoids.ts'

const pause = async (): Promise<void> => undefined
const effort = { random: seedRandom(1), starts: 1, pause }

/** Ruspini 1970, 75 points in four heaps. */
const x =
  '4 5 10 9 13 13 12 15 18 19 22 27 28 24 27 28 30 31 32 36 28 32 35 33 38 41 38 38 32 34 44 44 44 46 47 49 50 53 52 55 54 60 63 86 85 85 78 74 97 98 98 99 99 101 108 110 108 111 115 117 70 77 83 61 69 78 66 58 64 69 66 61 76 72 64'
const y =
  '53 63 59 77 49 69 88 75 61 65 74 72 76 58 55 60 52 60 61 72 147 149 153 154 151 150 145 143 143 141 156 149 143 142 149 152 142 144 152 155 124 136 139 132 115 96 94 96 122 116 124 119 128 115 111 111 116 126 117 115 4 12 21 15 15 16 18 13 20 21 23 25 27 31 30'
const numbers = (text: string): number[] => text.split(' ').map(Number)
const [xs, ys] = [numbers(x), numbers(y)]

const euclidean: Distances = {
  size: xs.length,
  values: Float32Array.from(
    xs.flatMap((x, a) => xs.map((other, b) => Math.hypot(x - other, (ys[a] ?? 0) - (ys[b] ?? 0)))),
  ),
}
const gower = async (table: FeatureTable): Promise<(a: number, b: number) => number> => {
  const { size, values } = await measureByGower(table, pause)
  return (a, b) => values[a * size + b] ?? Number.NaN
}

describe('Ruspini’s points (A26)', () => {
  test('silhouettes, sizes and objective are those of R’s cluster::pam', async () => {
    const distances = euclidean
    const silhouettes: number[] = []
    for (const k of [2, 3, 4, 5, 6]) {
      const { labels } = await partitionAroundMedoids(distances, k, pause)
      silhouettes.push((await measureSilhouette(distances, labels, pause)) ?? Number.NaN)
    }
    for (const [at, expected] of [0.58273, 0.6327, 0.73766, 0.71348, 0.59935].entries())
      expect(silhouettes[at]).toBeCloseTo(expected, 4)
    const four = await partitionAroundMedoids(distances, 4, pause)
    expect(four.total / 75).toBeCloseTo(11.4864, 4)
    const sizes = [0, 1, 2, 3].map((label) => four.labels.filter((one) => one === label).length)
    expect(sizes.sort((a, b) => a - b)).toEqual([15, 17, 20, 23])
  })
})

/** Struyf, Hubert and Rousseeuw 1996: 18 flowers; three binary traits, colour, soil, preference, height, distance. */
const flower = `0 1 1 4 3 15 25 15
1 0 0 2 1 3 150 50
0 1 0 3 3 1 150 50
0 0 1 4 2 16 125 50
0 1 0 5 2 2 20 15
0 1 0 4 3 12 50 40
0 0 0 4 3 13 40 20
0 0 1 2 2 7 100 15
1 1 0 3 1 4 25 15
1 1 0 5 2 14 100 60
1 1 1 5 3 8 45 10
1 1 1 1 2 9 90 25
1 1 0 1 2 6 20 10
1 1 1 4 2 11 80 30
1 0 0 3 2 10 40 20
1 0 0 4 2 18 200 60
1 0 0 2 2 17 150 60
0 0 1 2 1 5 25 10`
  .split('\n')
  .map(numbers)
const column = (at: number): number[] => flower.map((row) => row[at] ?? 0)
const flowers: FeatureTable = {
  rows: 18,
  columns: [
    { kind: 'nominal', codes: Uint8Array.from(column(0)), size: 2 },
    { kind: 'nominal', codes: Uint8Array.from(column(1)), size: 2 },
    { kind: 'nominal', codes: Uint8Array.from(column(2)), size: 2 },
    { kind: 'nominal', codes: Uint8Array.from(column(3)), size: 6 },
    ...[4, 5, 6, 7].map((at) => ({ kind: 'numeric' as const, values: Float32Array.from(column(at)) })),
  ],
}

test('Gower’s distances of flowers are those of R’s cluster::daisy (A27)', async () => {
  const between = await gower(flowers)
  expect(between(0, 1)).toBeCloseTo(0.8875408, 6)
  expect(between(0, 2)).toBeCloseTo(0.5272467, 6)
  let [sum, pairs] = [0, 0]
  for (let a = 0; a < 18; a++)
    for (let b = a + 1; b < 18; b++) {
      sum += between(a, b)
      pairs += 1
    }
  expect(sum / pairs).toBeCloseTo(0.4865332, 6)
})

test('what nobody knows is left out of the comparison; nothing in common is 1', async () => {
  const between = await gower({
    rows: 3,
    columns: [
      { kind: 'numeric', values: Float32Array.of(0, 10, Number.NaN) },
      { kind: 'nominal', codes: Uint8Array.of(0, 255, 1), size: 2 },
    ],
  })
  expect([between(0, 1), between(0, 2), between(1, 2)]).toEqual([1, 1, 1])
})

test('that two both lack something may say nothing', async () => {
  const columns = [
    { kind: 'nominal', codes: Uint8Array.of(0, 0, 1), size: 2, isAsymmetric: true },
    { kind: 'nominal', codes: Uint8Array.of(3, 4, 3), size: 5 },
  ] as const
  const between = await gower({ rows: 3, columns })
  expect([between(0, 1), between(0, 2)]).toEqual([1, 0.5])
})

test('groups come largest first; fewer people than groups, or all alike, is no fault', async () => {
  const table = (values: number[]): FeatureTable => ({
    rows: values.length,
    columns: [{ kind: 'numeric', values: Float32Array.from(values) }],
  })
  const found = await method.fit(table([1, 1, 1, 9, 9]), 2, effort)
  expect([[...found.labels], found.k]).toEqual([[0, 0, 0, 1, 1], 2])
  expect((await method.fit(table([1, 2]), 5, effort)).k).toBe(2)
  expect((await method.fit(table([3, 3, 3, 3]), 2, effort)).labels).toHaveLength(4)
})
