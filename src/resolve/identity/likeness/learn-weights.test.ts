import fc from 'fast-check'
import { expect, test } from 'vitest'
import { learnWeights, type Pattern, weigh } from './learn-weights.ts'

const assumed = [
  { same: 0.6, near: 0.1, other: 0.3 },
  { same: 0.5, other: 0.5 },
]

test('what people of one community agree in moves what was assumed, and adds up to one', () => {
  const patterns: Pattern[] = [
    { levels: ['same', 'same'], bits: 20, pairs: 900 },
    { levels: ['near', 'same'], bits: 18, pairs: 100 },
    { levels: ['other', 'none'], bits: -6, pairs: 5000 },
  ]
  const { prior, shares } = learnWeights(patterns, assumed, { pairs: 1_000_000, sure: 0 })
  expect(prior).toBeCloseTo(1000 / 1_000_000, 4)
  expect(shares[0]?.['same']).toBeCloseTo((200 * 0.6 + 900) / 1200, 2)
  expect(shares[0]?.['other']).toBeCloseTo((200 * 0.3) / 1200, 2)
  for (const levels of shares)
    expect(Object.values(levels).reduce((sum, share) => sum + share)).toBeCloseTo(1, 9)
})

test('a handful of aliases teaches nothing: half of all pairs being one person does not make strangers likely', () => {
  const patterns: Pattern[] = [{ levels: ['same', 'same'], bits: 30, pairs: 3 }]
  const learned = learnWeights(patterns, assumed, { pairs: 3, sure: 0 })
  expect(learned.prior).toBe(1 / 400)
  expect(weigh({ levels: ['other', 'none'], bits: 5 }, learned, assumed)).toBeLessThan(0.1)
})

const pattern = fc.record({
  levels: fc.tuple(
    fc.constantFrom('same', 'near', 'other', 'none'),
    fc.constantFrom('same', 'other', 'none'),
  ),
  bits: fc.integer({ min: -20, max: 60 }).map((halves) => halves / 2),
  pairs: fc.integer({ min: 1, max: 100_000 }),
})

test('whatever the pairs, probabilities stay probabilities and the order teaches nothing', () => {
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 30 }), (patterns) => {
      const counts = { pairs: 10_000_000, sure: 10 }
      const learned = learnWeights(patterns, assumed, counts)
      expect(learned.prior).toBeGreaterThan(0)
      expect(learned.prior).toBeLessThanOrEqual(1 / 400)
      for (const one of patterns) {
        const probability = weigh(one, learned, assumed)
        expect(probability).toBeGreaterThanOrEqual(0)
        expect(probability).toBeLessThanOrEqual(1)
      }
      expect(learnWeights([...patterns].reverse(), assumed, counts).prior).toBeCloseTo(learned.prior, 9)
    }),
  )
})

test('without any pair what was assumed stays', () => {
  expect(learnWeights([], assumed, { pairs: 0, sure: 0 }).shares).toEqual(assumed)
})
