import { expect, test } from 'vitest'
import { boundByAddresses, estimateInterval, type JudgedCommit } from './employer-bound.ts'

const acme = { name: 'Acme', domains: ['acme.example'] }
const other = { name: 'Other', domains: ['other.example'] }

const commit = (person: string, address: typeof acme | null, employed = true): JudgedCommit => ({
  view: { name: person, email: '', person, at: 0, organisation: null, probability: 0, address },
  person,
  employed,
  isEmployer: (organisation) => organisation?.name === 'Acme',
})

test('no more can be right than was ever written from the right employer’s address', () => {
  expect(
    boundByAddresses([
      commit('Ann', acme),
      commit('Ann', null),
      commit('Bob', other),
      commit('Cid', null),
      commit('Dee', null, false),
    ]),
  ).toEqual({ ownAddress: 0.25, everUsed: 0.5, onlyOthers: 0.25, none: 0.25 })
})

test('the interval holds the share, is wide for few people, and the same every time', () => {
  const commits = Array.from({ length: 400 }, (_, index) => ({
    person: `p${String(index % 8)}`,
    counts: index % 8 < 6,
  }))
  const [low, high] = estimateInterval(commits)
  expect(low).toBeLessThan(0.75)
  expect(high).toBeGreaterThan(0.75)
  expect(high - low).toBeGreaterThan(0.3)
  expect(estimateInterval(commits)).toEqual([low, high])
})
