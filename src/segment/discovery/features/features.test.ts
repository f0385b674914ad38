import { beforeEach, describe, expect, test } from 'vitest'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { eventTypes } from '../../../core/index.ts'
import { kinds } from '../../rules/registry.gen.ts'
import { parseRule } from '../../rules/rule.ts'
import { unknownCode } from '../feature-table.ts'
import { features } from './feature.ts'
import { gatherFeatures, readFeatures } from './read-features.ts'

const store = await openTestStore()
const asOf = new Date('2020-02-20T00:00:00Z')
const { signal } = new AbortController()

async function write(table: string, rows: readonly object[]): Promise<void> {
  await store.append(table, [Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'))], 'JSONEachRow')
}

const act = (person_id: number, type: string, at: Date | string, weight = 1) => {
  const occurred_at = new Date(at).toISOString().slice(0, -1)
  return { person_id, type, act: type, occurred_at, day: occurred_at.slice(0, 10), weight, source: 's' }
}

beforeEach(async () => {
  for (const table of [
    'human_acts',
    'person_attributes',
    'states',
    'affiliations',
    'organisations',
    'memberships',
  ])
    await store.write(`TRUNCATE TABLE ${table}`)
})

test('what a person did and what is known of them', async () => {
  await write('human_acts', [
    act(2, 'commit.author', '2018-01-01T10:00:00Z', 7),
    act(2, 'commit.author', '2020-02-10T10:00:00Z', 7),
    act(2, 'commit.author', '2020-02-10T11:00:00Z', 7),
    act(2, 'qa.answer', '2020-02-18T12:00:00Z', 6),
    act(2, 'issue.open', '2020-02-20T00:00:00Z', 5),
    act(7, 'repo.star', '2020-02-19T23:00:00Z'),
  ])
  await write('person_attributes', [
    { person_id: 2, attribute: 'purpose', value: 'business', probability: 0.9 },
    { person_id: 2, attribute: 'role', value: 'developer', probability: 0.79 },
    { person_id: 2, attribute: 'skill', value: 'unknown', probability: 1 },
    { person_id: 7, attribute: 'region', value: 'Elsewhere', probability: 1 },
  ])
  await write('states', [
    { person_id: 2, ladder: 'participation', state: 'P3', entered_at: '2018-01-01', left_at: null },
    { person_id: 7, ladder: 'participation', state: 'P1', entered_at: '2020-02-19', left_at: '2020-02-19' },
  ])
  await write('organisations', [{ organisation_id: 1, name: 'Acme', kind: 'corporate' }])
  await write('affiliations', [
    { person_id: 2, organisation_id: 1, probability: 0.95, valid_from: null, valid_to: null },
  ])
  await write('memberships', [
    {
      segment: 'contribution-kind/coder',
      scheme: 'contribution-kind',
      subject_kind: 'person',
      subject_id: 2,
      entered_at: '2018-01-31',
      left_at: null,
    },
  ])
  await gatherFeatures(store, asOf, signal)
  const known = await readFeatures(store, signal)
  const of = (at: number) => ({
    ...Object.fromEntries([...known.amounts].map(([name, values]) => [name, values[at]])),
    ...Object.fromEntries(
      [...known.codes].map(([name, codes]) => {
        const feature = features.find((one) => one.name === name)
        const code = codes[at] ?? unknownCode
        return [name, feature?.kind === 'choice' ? (feature.values[code]?.name ?? null) : undefined]
      }),
    ),
  })
  expect([...known.people]).toEqual([2n, 7n])
  expect(of(0)).toMatchObject({
    changes: 3,
    answers: 1,
    reports: 0,
    recency: 2,
    tenure: 780,
    'active-days': 2,
    rung: 3,
    purpose: 'business',
    role: null,
    skill: null,
    employer: 'corporate',
    work: 'coder',
  })
  expect(of(1)).toMatchObject({
    watching: 1,
    changes: 0,
    recency: 1,
    tenure: 1,
    rung: 0,
    purpose: null,
    employer: null,
  })
})

test('commitment fades as in Orbit’s example (A1)', async () => {
  // Monthly steps of 0.9 are a half-life of 6.5788 months.
  const [month, step] = [
    30.4375,
    (months: number) => new Date(asOf.getTime() - 1 - months * 30.4375 * 86_400_000),
  ]
  await write('human_acts', [
    act(1, 'event.attend', step(1), 3),
    act(1, 'event.speak', step(1), 3),
    act(2, 'commit.author', step(3), 1),
    act(2, 'issue.open', step(0), 3),
    act(3, 'repo.star', step(2), 1),
  ])
  await gatherFeatures(store, asOf, signal, (month * Math.log(0.5)) / Math.log(0.9))
  const { amounts } = await readFeatures(store, signal)
  const committed = [...(amounts.get('engagement') ?? [])]
  for (const [at, expected] of [5.4, 3.729, 0.81].entries()) expect(committed[at]).toBeCloseTo(expected, 4)
})

test('more than three acts of a type on a day are no more commitment', async () => {
  await write(
    'human_acts',
    Array.from({ length: 50 }, (_, at) =>
      act(1, 'chat.message', new Date(asOf.getTime() - 1000 * (at + 1)), 4),
    ),
  )
  await gatherFeatures(store, asOf, signal)
  const { amounts } = await readFeatures(store, signal)
  expect(amounts.get('engagement')?.[0]).toBeCloseTo(12, 2)
  expect(amounts.get('chat')?.[0]).toBe(50)
})

test('nobody', async () => {
  await gatherFeatures(store, asOf, signal)
  expect((await readFeatures(store, signal)).people).toHaveLength(0)
})

describe('features', () => {
  test('never what is protected, nor what stands for it', () => {
    const names = features.map(({ name }) => name).join(' ')
    expect(names).not.toMatch(/gender|ethnic|relig|politic|health|sex|region|language|country|name|age\b/)
  })

  test('each type of act is of one family at most', () => {
    const seen = features.flatMap((feature) =>
      feature.kind === 'amount' &&
      JSON.stringify(feature.rule({ least: 1, below: undefined }, asOf))?.startsWith('{"did":{"acts"')
        ? (feature.rule({ least: 1, below: undefined }, asOf) as { did: { acts: string[] } }).did.acts
        : [],
    )
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.every((type) => Object.hasOwn(eventTypes, type))).toBe(true)
  })

  test('what a rule can ask for is a rule that can be read, at every threshold', () => {
    for (const feature of features)
      if (feature.kind === 'choice') {
        for (const { name } of feature.values) parseRule(feature.rule(name), kinds, 'person')
        if (feature.known !== undefined) parseRule(feature.known, kinds, 'person')
      } else
        for (const threshold of feature.thresholds) {
          parseRule(feature.rule({ least: threshold, below: undefined }, asOf), kinds, 'person')
          parseRule(feature.rule({ least: undefined, below: threshold }, asOf), kinds, 'person')
          parseRule(feature.rule({ least: threshold, below: threshold + 1 }, asOf), kinds, 'person')
        }
  })
})
