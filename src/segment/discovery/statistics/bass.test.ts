import { describe, expect, test } from 'vitest'
import { boundMarket, fitBass, peakOf, periodsUntil, ratesBy, regressBass, shareAdopted } from './bass.ts'
import { rogersShares } from './rogers.ts'

const recorders = [840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890]
const airConditioners = [96, 195, 238, 380, 1045, 1230, 1267, 1828, 1586, 1673, 1800, 1580, 1500]
const televisions = [747, 1480, 2646, 5118, 5777, 5982, 5962, 4631]

const expectNear = (found: number | undefined, expected: number): void =>
  expect(Math.abs((found ?? Number.NaN) / expected - 1)).toBeLessThan(1e-4)

describe('the diffusion of Bass', () => {
  test('fits video recorders by the formula of the rate as published (A12)', () => {
    const fit = fitBass(recorders, ratesBy)
    expectNear(fit?.m, 67_980.9)
    expectNear(fit?.standardErrors.m, 3127.5)
    expectNear(fit?.p, 0.006594)
    expectNear(fit?.q, 0.638091)
    expect(fit?.residualError).toBeCloseTo(727, 0)
    expect(fit?.freedom).toBe(7)
  })

  test('fits video recorders by differences, and by regression (A13)', () => {
    const fit = fitBass(recorders)
    expectNear(fit?.p, 0.008789)
    expectNear(fit?.q, 0.642159)
    expectNear(fit?.m, 67_660.0)
    expectNear(fit && peakOf(fit), 6.592)
    const regressed = regressBass(recorders)
    const [a, b, c] = regressed?.coefficients ?? []
    expectNear(a, 1356.505)
    expectNear(b, 0.658878)
    expectNear(c, -1.085965e-5)
    expectNear(regressed?.p, 0.021647)
    expectNear(regressed?.q, 0.680525)
    expectNear(regressed?.m, 62_665.4)
  })

  test.each([
    ['air conditioners', airConditioners, 0.0094421, 0.374763, 18_712.7],
    ['colour televisions', televisions, 0.0184665, 0.615863, 39_658.6],
  ] as const)('fits %s (A14)', (_name, adopters, p, q, m) => {
    const fit = fitBass(adopters)
    expectNear(fit?.p, p)
    expectNear(fit?.q, q)
    expectNear(fit?.m, m)
  })

  test('peaks and turns where theory says', () => {
    const bass = { m: 1, p: 0.03, q: 0.38 }
    const turn = Math.log(2 + Math.sqrt(3)) / 0.41
    const moments = [peakOf(bass) - turn, peakOf(bass), peakOf(bass) + turn]
    expect(moments.map((at) => at.toFixed(3))).toEqual(['2.981', '6.193', '9.405'])
    expect(moments.map((at) => shareAdopted(bass, at).toFixed(4))).toEqual(['0.1491', '0.4605', '0.7720'])
    for (const at of [0, 0.025, 0.16, 0.5, 0.84, 0.999])
      expect(shareAdopted(bass, periodsUntil(bass, at))).toBeCloseTo(at, 12)
  })

  test('is none of what only grows, nor of nothing', () => {
    const growing = Array.from({ length: 12 }, (_unused, at) => 10 * 2 ** at)
    const fit = fitBass(growing)
    expect(fit === undefined || fit.standardErrors.m / fit.m > 0.5 || peakOf(fit) > 12).toBe(true)
    expect(regressBass([0, 0, 0, 0])).toBeUndefined()
    expect(fitBass(new Array<number>(10).fill(0))).toBeUndefined()
  })

  test('is bounded the same way each time, around its estimate', async () => {
    const pause = () => Promise.resolve()
    const fit = fitBass(recorders)
    if (fit === undefined) throw new Error('it does not fit')
    const [low, high] = await boundMarket(recorders, fit, 200, pause)
    expect(low).toBeLessThan(fit.m)
    expect(high).toBeGreaterThan(fit.m)
    expect(await boundMarket(recorders, fit, 200, pause)).toEqual([low, high])
  })
})

test('the categories of Rogers are areas of a normal curve, rounded (A35)', () => {
  const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  /** Simpson's rule, far finer than what is looked for. */
  const below = (z: number): number => {
    const steps = 20_000
    const width = (z + 12) / steps
    const inner = Array.from(
      { length: steps - 1 },
      (_unused, at) => (at % 2 === 0 ? 4 : 2) * density(-12 + (at + 1) * width),
    )
    return (width / 3) * (density(-12) + density(z) + inner.reduce((sum, value) => sum + value, 0))
  }
  const areas = [-2, -1, 0, 1].map(below)
  const parts = [...areas, 1].map((area, at) => (100 * (area - (areas[at - 1] ?? 0))).toFixed(3))
  expect(parts).toEqual(['2.275', '13.591', '34.134', '34.134', '15.866'])
  for (const [at, share] of rogersShares.entries())
    expect(Math.abs(share - (areas[at] ?? 0))).toBeLessThan(0.0025)
})
