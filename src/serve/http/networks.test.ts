import { beforeAll, expect, test } from 'vitest'
import { openTestDoor } from '../../../test/support/door.ts'
import { forgetEverything, observe } from '../../../test/support/observed.ts'
import { type SeenNetwork, seeVisitors } from '../../../test/support/seen-network.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../../resolve/index.ts'
import * as contract from './contract.ts'

const store = await openTestStore()
const door = openTestDoor(store)

const run = () => resolve(store, { asOf: new Date('2027-01-01'), signal: new AbortController().signal })

async function visitFrom(network: SeenNetwork, visitors: number, first: number): Promise<void> {
  const numbers = Array.from({ length: visitors }, (_, index) => first + index)
  await observe(
    store,
    numbers.map((visitor) => ({
      id: String(visitor),
      source: 'access-log:made-up',
      type: 'software.download',
      at: '2026-11-05T10:00:00Z',
      visitor,
    })),
  )
  await seeVisitors(store, numbers, network)
}

beforeAll(async () => {
  await forgetEverything(store)
  await observe(store, [
    { name: 'Ann Archer', email: 'ann@redhat.com' },
    { name: 'Bob Baker', email: 'bob@suse.com' },
  ])
  await visitFrom({ number: 64500, name: 'Acme', domain: 'acme.example', class: 'business' }, 6, 100)
  await visitFrom({ number: 64501, name: 'Red Hat, Inc.', domain: 'redhat.com', class: 'business' }, 5, 200)
  await visitFrom({ number: 64502, name: 'Few Ltd', domain: 'few.example', class: 'business' }, 4, 300)
  await visitFrom({ number: 64503, name: 'Example Telecom', class: 'isp' }, 9, 400)
  await visitFrom({ number: 64504, name: 'Widgets' }, 7, 500)
  await run()
})

const { send } = door

const organisations = async (query: string) =>
  contract
    .listOf(contract.organisationSummary)
    .parse((await send('GET', `/organisations?${query}`)).body)
    .items.map(({ name, people, logActs }) => [name, people, logActs])
const networks = async (query = '') => contract.networks.parse((await send('GET', `/networks${query}`)).body)

test('organisations seen in logs are told from those seen only there; few addresses name nobody', async () => {
  expect(await organisations('seen=logs&sort=log_acts')).toEqual([
    ['acme.example', 0, 6],
    ['Red Hat', 1, 5],
  ])
  expect(await organisations('seen=only-logs')).toEqual([['acme.example', 0, 6]])
  expect(await organisations('sort=name&order=asc')).toEqual([
    ['acme.example', 0, 6],
    ['Red Hat', 1, 5],
    ['SUSE', 1, 0],
  ])
  expect((await send('GET', '/organisations?seen=nowhere')).status).toBe(422)
})

test('the page of an organisation tells its months and networks', async () => {
  const { items } = contract
    .listOf(contract.organisationSummary)
    .parse((await send('GET', '/organisations?seen=only-logs')).body)
  const found = await send('GET', `/organisations/${items[0]?.organisationId}`)
  const { logs, kindReason } = contract.organisation.parse(found.body)
  expect(kindReason).toMatch(/^only its network was seen: its domain is acme\.example/)
  expect(logs).toMatchObject({
    smallestGroup: 5,
    months: [{ month: '2026-11-01', visits: 0, downloads: 6, automated: 0, endpoints: 6, origins: 6 }],
    networks: [{ number: 64500, name: 'Acme', class: 'business', isDecided: false }],
  })
})

test('networks are listed, searched and filtered; the few are only added up', async () => {
  const all = await networks()
  expect(all.items.map(({ name, class: told, organisation }) => [name, told, organisation?.name])).toEqual([
    ['Example Telecom', 'isp', undefined],
    ['Widgets', 'unknown', undefined],
    ['Acme', 'business', 'acme.example'],
    ['Red Hat, Inc.', 'business', 'Red Hat'],
  ])
  expect(all).toMatchObject({ total: 4, smallestGroup: 5, others: { networks: 1, downloads: 4, visits: 0 } })
  expect(JSON.stringify(all)).not.toMatch(/Few/i)
  for (const [query, names] of [
    ['?search=AS64503', ['Example Telecom']],
    ['?search=REDHAT', ['Red Hat, Inc.']],
    ['?class=business&sort=name&order=asc&limit=1&offset=1', ['Red Hat, Inc.']],
    ['?search=few', []],
  ] as const)
    expect(
      (await networks(query)).items.map(({ name }) => name),
      query,
    ).toEqual(names)
})

test('whose a network is is decided and taken back; so is the smallest group', async () => {
  const id = (await networks('?search=Widgets')).items[0]?.networkId ?? ''
  expect(
    (await send('PUT', `/networks/${id}`, { organisation: 'suse.com', reason: 'they said so' })).status,
  ).toBe(200)
  await run()
  expect(await organisations('seen=logs&search=SUSE')).toEqual([['SUSE', 1, 7]])
  expect((await networks('?search=Widgets')).items[0]).toMatchObject({
    isDecided: true,
    reason: expect.stringMatching(/^decided by somebody here on .*: they said so$/),
  })
  expect((await send('DELETE', `/networks/${id}`)).status).toBe(200)
  expect((await send('PUT', '/smallest-group', { addresses: 7 })).status).toBe(200)
  await run()
  expect(await organisations('seen=logs')).toEqual([])
  expect((await networks()).items.map(({ name }) => name)).toEqual(['Example Telecom', 'Widgets'])
})

test.each([
  ['PUT', '/networks/1', { organisation: 'x' }, 404, 'There is no network 1.'],
  ['PUT', `/networks/${encodeURIComponent("1' OR 1")}`, { class: 'isp' }, 404, 'There is no network'],
  ['PUT', '/networks/1', { class: 'business' }, 422, ''],
  ['DELETE', '/networks/1', undefined, 404, 'there is nothing to take back'],
  ['PUT', '/smallest-group', { addresses: 1 }, 422, 'from 3 to 10,000'],
  ['PUT', '/smallest-group', { addresses: 'many' }, 422, ''],
])('%s %s %j is %i', async (method, path, body, status, sentence) => {
  const answer = await send(method, path, body)
  expect(answer.status).toBe(status)
  expect(JSON.stringify(answer.body)).toContain(sentence)
})
