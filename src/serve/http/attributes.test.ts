import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestDoor } from '../../../test/support/door.ts'
import { forgetEverything, observe } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../../resolve/index.ts'
import { rebuildPages } from '../pages/rebuild-pages.ts'
import * as contract from './contract.ts'

const store = await openTestStore()
const door = openTestDoor(store)
const asOf = new Date('2021-01-01')
const ann = { name: 'Ann Archer', email: 'ann@example.org', username: 'ann-a' }
const annElsewhere = {
  name: 'Ann Archer',
  email: 'archer@example.net',
  username: 'archer',
  platform: 'forum',
}

beforeEach(async () => {
  await forgetEverything(store)
  await observe(store, [{ ...ann, quantities: { 'added.source': 3 } }])
  await run()
})

async function run(): Promise<void> {
  await resolve(store, { asOf, signal: new AbortController().signal })
  await rebuildPages(store, asOf)
}

async function readPeople(): Promise<string[]> {
  const rows = await store.read({
    text: 'SELECT toString(person_id) AS id FROM people',
    params: {},
    row: z.object({ id: z.string() }),
  })
  return rows.map(({ id }) => id)
}

const send = (method: string, path: string, body?: unknown) => door.send(method, `/people/${path}`, body)

async function readRole(person: string) {
  const { attributes } = contract.person.parse((await send('GET', person)).body)
  const role = attributes.find(({ attribute }) => attribute === 'role')
  return { values: role?.values ?? [], evidence: role?.evidence.map(({ evidence }) => evidence) ?? [] }
}

test('a decision wins, survives new ids, and can be taken back', async () => {
  const [person = ''] = await readPeople()
  expect((await readRole(person)).values).toMatchObject([{ value: 'developer', status: 'inferred' }])

  const put = await send('PUT', `${person}/attributes/role`, { value: 'architect', reason: 'told us so' })
  expect(put).toMatchObject({ status: 200, body: { attribute: 'role', override: { value: 'architect' } } })
  await run()
  const decided = await readRole(person)
  expect(decided.values).toMatchObject([
    { value: 'architect', title: 'Architect', probability: 1, status: 'overridden' },
  ])
  expect(decided.evidence[0]).toMatch(/^decided by somebody here on .*: told us so$/)

  // Another person may take the aliases over: the decision goes with them.
  await store.write('TRUNCATE TABLE person_aliases')
  await observe(store, [
    { ...annElsewhere, at: '2019-01-01T00:00:00Z' },
    { ...annElsewhere, ...ann, platform: 'forum' },
  ])
  await run()
  const people = await readPeople()
  const roles = await Promise.all(people.map(async (id) => [id, await readRole(id)] as const))
  const holder = roles.find(([, { values }]) => values[0]?.status === 'overridden')?.[0] ?? ''
  expect((await send('DELETE', `${holder}/attributes/role`)).status).toBe(200)
  await run()
  expect((await readRole(holder)).values[0]?.status).not.toBe('overridden')
  expect(await send('DELETE', `${holder}/attributes/role`)).toMatchObject({ status: 404 })
})

test('what cannot be is refused in a sentence', async () => {
  const [person = ''] = await readPeople()
  expect(await send('PUT', `${person}/attributes/role`, { value: 'wizard' })).toMatchObject({
    status: 422,
    body: { detail: expect.stringContaining('Choose one of') },
  })
  expect(await send('PUT', `${person}/attributes/gender`, { value: 'x' })).toMatchObject({ status: 404 })
  expect(await send('PUT', `1/attributes/role`, { value: 'developer' })).toMatchObject({ status: 404 })
  expect(await send('PUT', `nobody/attributes/role`, { value: 'developer' })).toMatchObject({ status: 404 })
  expect(await send('PUT', `${person}/attributes/interests`, { value: ' ; ' })).toMatchObject({ status: 422 })
})

test('of open values several can be decided at once', async () => {
  const [person = ''] = await readPeople()
  await send('PUT', `${person}/attributes/interests`, { value: 'Looms; Shuttles' })
  await run()
  const { attributes } = contract.person.parse((await send('GET', person)).body)
  expect(
    attributes.find(({ attribute }) => attribute === 'interests')?.values.map(({ value }) => value),
  ).toEqual(['Looms', 'Shuttles'])
})
