import { beforeAll, expect, test } from 'vitest'
import { openTestDoor } from '../../../../test/support/door.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { decideAsOf } from '../../jobs/as-of.ts'
import {
  clusteringMethod,
  clusterRule,
  discovery,
  discoverySummary,
  job,
  listOf,
  problem,
  rulePreview,
} from '../contract.ts'

const store = await openTestStore()
const door = openTestDoor(store)
const asOf = new Date('2024-06-01')

async function ask(method: 'GET' | 'POST', path: string, body?: unknown) {
  const response = await door.app.request(`http://localhost/api/v1${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  return { status: response.status, body: (await response.json()) as unknown }
}
const discover = async (body: object) => {
  const { jobId } = job.parse((await ask('POST', '/segments/discover', body)).body)
  return door.jobs.ended(jobId)
}

async function write(table: string, rows: readonly object[]): Promise<void> {
  await store.append(table, [Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'))], 'JSONEachRow')
}

/** Twenty who write changes now, and forty who asked once, long ago. */
beforeAll(async () => {
  const ids = Array.from({ length: 60 }, (_, at) => at + 1)
  const isWriter = (id: number): boolean => id % 3 === 0
  await decideAsOf(store, asOf, { at: asOf, by: 'test', reason: '' })
  await write(
    'people',
    ids.map((person_id) => ({ person_id, name: `P${person_id}`, class: 'human' })),
  )
  await write(
    'human_acts',
    ids.flatMap((id) =>
      Array.from({ length: isWriter(id) ? 12 + (id % 5) : 1 + (id % 2) }, (_, nth) => {
        const day = isWriter(id)
          ? `2024-05-${String(1 + nth).padStart(2, '0')}`
          : `2022-0${1 + (id % 9)}-0${1 + nth}`
        const type = isWriter(id) ? 'commit.author' : 'list.thread_start'
        return { person_id: id, type, act: type, day, occurred_at: `${day} 10:00:00`, weight: 4, source: 's' }
      }),
    ),
  )
  await write(
    'states',
    ids.map((id) => ({
      person_id: id,
      ladder: 'participation',
      state: isWriter(id) ? 'P3' : 'P1',
      entered_at: '2022-01-01',
      left_at: null,
    })),
  )
})

test('before any search there is a sentence instead', async () => {
  const told = await ask('GET', '/discoveries/latest')
  expect([told.status, problem.parse(told.body).detail]).toEqual([
    404,
    expect.stringContaining('segments discover'),
  ])
  expect(listOf(discoverySummary).parse((await ask('GET', '/discoveries')).body).items).toEqual([])
})

test('a search is a job; its groups are told, and their rules fit whom they should', async () => {
  const ended = await discover({ method: 'k-prototypes', k: 2 })
  expect(ended).toMatchObject({
    status: 'done',
    message: 'Found 2 groups among 60 people (nearest averages); 2 of them can be published.',
  })
  const found = discovery.parse((await ask('GET', '/discoveries/latest')).body)
  expect(found.clusters.map(({ size }) => size)).toEqual([40, 20])
  const kept = listOf(discoverySummary).parse((await ask('GET', '/discoveries')).body)
  expect(kept.items).toMatchObject([{ discoveryId: found.discoveryId, groups: 2, publishable: 2 }])
  const told = await ask('GET', `/discoveries/${found.discoveryId}/clusters/2/rule`)
  const { rule, name } = clusterRule.parse(told.body)
  expect(name).not.toBe('')
  const fits = rulePreview.parse((await ask('POST', '/segments/preview', { rule })).body)
  expect([fits.total, fits.sentence]).toEqual([20, found.clusters[1]?.sentence])
})

test('what cannot be published says why', async () => {
  await discover({ method: 'k-prototypes', k: 9 })
  const told = await ask('GET', '/discoveries/latest/clusters/1/rule')
  expect([told.status, problem.parse(told.body).detail]).toEqual([
    409,
    expect.stringContaining('cannot be published'),
  ])
  expect((await ask('GET', '/discoveries/latest/clusters/99/rule')).status).toBe(404)
  expect((await ask('GET', '/discoveries/none')).status).toBe(404)
  expect((await ask('GET', '/discoveries/latest/clusters/x/rule')).status).toBe(422)
})

test('what is asked wrongly is refused at once', async () => {
  for (const body of [{ k: 1 }, { k: 13 }, { k: 'three' }, { seed: -1 }, { method: 'tea-leaves' }])
    expect((await ask('POST', '/segments/discover', body)).status, JSON.stringify(body)).toBe(422)
})

test('two at once are made one after the other', async () => {
  const [one, two] = await Promise.all([discover({ k: 2, seed: 1 }), discover({ k: 2, seed: 2 })])
  expect([one.status, two.status]).toEqual(['done', 'done'])
  expect(door.faults).toEqual([])
})

test('methods are listed', async () => {
  const { items } = listOf(clusteringMethod).parse((await ask('GET', '/clustering-methods')).body)
  expect(items.map(({ method }) => method)).toEqual(['k-prototypes', 'latent-classes', 'pam'])
})
