import { beforeAll, describe, expect, test } from 'vitest'
import { openTestStore } from '../../../test/support/workspace.ts'
import { UserError } from '../../core/index.ts'
import { discoverGroups } from './discover.ts'
import type { Discovery } from './discovery.ts'
import { methods } from './registry.gen.ts'
import { seedRandom } from './statistics/random.ts'

const store = await openTestStore()
const asOf = new Date('2024-06-01T00:00:00Z')
const day = 86_400_000
const random = seedRandom(11)
const upTo = (most: number): number => Math.floor(random() * (most + 1))

async function write(table: string, rows: readonly object[]): Promise<void> {
  await store.append(table, [Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'))], 'JSONEachRow')
}

const act = (person_id: number, type: string, daysBack: number) => {
  const occurred_at = new Date(asOf.getTime() - daysBack * day - 1000).toISOString().slice(0, -1)
  return { person_id, type, act: type, occurred_at, day: occurred_at.slice(0, 10), weight: 4, source: 's' }
}

/** Three kinds of people nobody has sorted: those who write changes now, those who asked long ago, those who chat. */
const kindsOfPeople = [
  (id: number) => Array.from({ length: 20 + upTo(40) }, () => act(id, 'commit.author', upTo(60))),
  (id: number) => Array.from({ length: 1 + upTo(2) }, () => act(id, 'list.thread_start', 800 + upTo(300))),
  (id: number) => Array.from({ length: 5 + upTo(20) }, () => act(id, 'chat.message', 5 + upTo(80))),
]
const kindOf = (id: number): number => (id % 6 < 3 ? 0 : id % 6 < 5 ? 1 : 2)
const people = 180

async function settle(): Promise<void> {
  for (const table of [
    'human_acts',
    'people',
    'states',
    'person_attributes',
    'discoveries',
    'discovery_members',
  ])
    await store.write(`TRUNCATE TABLE ${table}`)
  const ids = Array.from({ length: people }, (_, at) => at + 1)
  await write(
    'people',
    ids.map((person_id) => ({ person_id, name: `P${person_id}`, class: 'human' })),
  )
  await write(
    'human_acts',
    ids.flatMap((id) => kindsOfPeople[kindOf(id)]?.(id) ?? []),
  )
  const rung = ['P4', 'P1', 'P2']
  await write(
    'states',
    ids.map((id) => ({
      person_id: id,
      ladder: 'participation',
      state: rung[kindOf(id)],
      entered_at: '2020-01-01',
      left_at: null,
    })),
  )
  // Of half of the first kind it is known what for.
  await write(
    'person_attributes',
    ids
      .filter((id) => id % 6 === 0)
      .map((person_id) => ({ person_id, attribute: 'purpose', value: 'business', probability: 0.9 })),
  )
}

const steps: string[] = []
let minute = 0
const discover = (request = {}, signal = new AbortController().signal): Promise<Discovery> =>
  discoverGroups(store, request, {
    asOf,
    madeAt: new Date(asOf.getTime() + 60_000 * minute++),
    signal,
    onStep: (step) => void steps.push(step),
  })

beforeAll(settle)

describe.each(methods.map(({ name }) => name))('%s', (method) => {
  test('finds the kinds, steadily, and says them as rules', async () => {
    const found = await discover({ method, k: 3 })
    expect(found.clusters.map(({ size }) => size)).toEqual([90, 60, 30])
    for (const cluster of found.clusters) {
      expect(cluster).toMatchObject({
        steadiness: 'stable',
        canPublish: true,
        reasons: [],
        precision: 1,
        recall: 1,
      })
      expect(cluster.sentence).toMatch(/^People who .+\.$/)
    }
    expect(found.fidelity).toBe(1)
    const [writers, askers, chatters] = found.clusters.map(({ lifts }) => lifts.map(({ title }) => title))
    expect(writers?.some((title) => title.startsWith('wrote changes'))).toBe(true)
    expect(askers).toContain('not active in the last year')
    expect(chatters?.some((title) => title.startsWith('wrote in chats'))).toBe(true)
  })

  test('chooses a number of groups, and says what spoke for it', async () => {
    const found = await discover({ method })
    expect(found.choice?.candidates.length).toBe(8)
    expect(found.clusters.length).toBeGreaterThanOrEqual(2)
    expect(found.clusters.reduce((sum, { size }) => sum + size, 0)).toBe(people)
  })
})

test('the same seed says the same; a later search is compared with the one before', async () => {
  const first = await discover({ method: 'k-prototypes', k: 3, seed: 5 })
  const again = await discover({ method: 'k-prototypes', k: 3, seed: 5 })
  const told = ({ discoveryId: _, madeAt: __, drift: ___, ...rest }: Discovery) => rest
  expect(told(again)).toEqual(told(first))
  expect(again.drift).toMatchObject({
    discoveryId: first.discoveryId,
    people,
    becomes: [1, 2, 3],
    migration: [
      [90, 0, 0],
      [0, 60, 0],
      [0, 0, 30],
    ],
    agreement: 1,
    shift: 0,
    verdict: 'stable',
  })
})

test('more groups than there are come apart, and none of them can be published', async () => {
  const found = await discover({ method: 'k-prototypes', k: 12 })
  expect(found.clusters.some(({ steadiness }) => steadiness === 'dissolves')).toBe(true)
  expect(found.reasons.join(' ')).toContain('when people are drawn anew')
  expect(found.clusters.every(({ canPublish }) => !canPublish)).toBe(true)
})

test('the latest ten searches are kept, and no others’ members', async () => {
  for (let at = 0; at < 3; at++) await discover({ method: 'k-prototypes', k: 2 })
  const { z } = await import('zod')
  const count = (table: string) =>
    store.readOne({
      text: `SELECT uniqExact(discovery_id) AS n FROM ${table}`,
      params: {},
      row: z.object({ n: z.coerce.number() }),
    })
  expect([await count('discoveries'), await count('discovery_members')]).toEqual([{ n: 10 }, { n: 10 }])
})

test('cancelled: nothing is kept', async () => {
  const abort = new AbortController()
  const { z } = await import('zod')
  const read = () =>
    store.readOne({
      text: 'SELECT toString(groupArray(discovery_id)) AS ids FROM (SELECT * FROM discoveries ORDER BY made_at)',
      params: {},
      row: z.object({ ids: z.string() }),
    })
  const before = await read()
  const search = discover({ method: 'pam' }, abort.signal)
  setTimeout(() => abort.abort(new Error('cancelled')), 30)
  await expect(search).rejects.toThrow()
  expect(await read()).toEqual(before)
})

test('what cannot be is said in a sentence', async () => {
  await expect(discover({ method: 'tea-leaves' })).rejects.toThrow(
    'there are k-prototypes, latent-classes, pam',
  )
  for (const table of ['human_acts', 'states']) await store.write(`TRUNCATE TABLE ${table}`)
  await expect(discover()).rejects.toThrow(UserError)
  await write(
    'human_acts',
    Array.from({ length: 40 }, (_, at) => act(at + 1, 'chat.message', 3)),
  )
  await expect(discover()).rejects.toThrow('Everybody is alike')
})
