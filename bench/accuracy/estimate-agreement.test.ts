import { describe, expect, test } from 'vitest'
import { type AgreementModel, estimateAgreement, weighAgreement, weighPattern } from './estimate-agreement.ts'

const model: AgreementModel = { prior: 0.02, m: [0.95, 0.9, 0.8, 0.85], u: [0.01, 0.05, 0.1, 0.2] }

describe('the worked example of the method (3.3)', () => {
  test('weights of agreement and disagreement', () => {
    const weigh = (agrees: boolean): number[] =>
      [0, 1, 2, 3].map((at) => Number(weighAgreement(agrees, at, model).toFixed(4)))
    expect(weigh(true)).toEqual([6.5699, 4.1699, 3, 2.0875])
    expect(weigh(false)).toEqual([-4.3074, -3.2479, -2.1699, -2.415])
  })

  test('probabilities of patterns', () => {
    expect(weighPattern([true, true, true, true], model)).toBeCloseTo(0.999158, 6)
    expect(weighPattern([true, false, false, true], model)).toBeCloseTo(0.161597, 6)
  })
})

test('A20: the model is recovered from exact counts of its patterns', () => {
  const counts = [
    663619.8, 165921.2, 73747.2, 18501.8, 34954.2, 8884.8, 3988.8, 1582.2, 6760.2, 1998.8, 972.8, 1478.2,
    865.8, 2995.2, 2091.2, 11637.8,
  ]
  const patterns = counts.map((pairs, row) => ({ pairs, agrees: [8, 4, 2, 1].map((bit) => (row & bit) > 0) }))
  const start = { prior: 0.1, m: [0.9, 0.9, 0.9, 0.9], u: [0.1, 0.1, 0.1, 0.1] }
  const found = estimateAgreement(patterns, start)
  expect(Math.abs(found.prior - model.prior)).toBeLessThan(1e-9)
  for (const at of [0, 1, 2, 3]) {
    expect(Math.abs((found.m[at] ?? 0) - (model.m[at] ?? 0))).toBeLessThan(1e-9)
    expect(Math.abs((found.u[at] ?? 0) - (model.u[at] ?? 0))).toBeLessThan(1e-9)
  }
})
