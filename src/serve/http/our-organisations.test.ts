import { beforeAll, expect, test } from 'vitest'
import { openTestDoor } from '../../../test/support/door.ts'
import { observe } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../../resolve/index.ts'
import { segment } from '../../segment/index.ts'
import { rebuildPages } from '../pages/rebuild-pages.ts'
import { home, listOf, organisation, personSummary } from './contract.ts'

const store = await openTestStore()
const door = openTestDoor(store)
const asOf = new Date('2024-06-01')

const commits = (name: string, email: string) =>
  [1, 2, 3].map((month) => ({ name, email, at: `2024-0${month}-05T10:00:00Z` }))

const { send: ask } = door

const people = async (query: string): Promise<string[]> => {
  const { items } = listOf(personSummary).parse(
    (await ask('GET', `/people?sort=name&order=asc${query}`)).body,
  )
  return items.map(({ name }) => name)
}

async function findOrganisation(name: string): Promise<string> {
  const { items } = (await ask('GET', `/organisations?search=${name}`)).body as {
    items: { organisationId: string; name: string }[]
  }
  return items.find((one) => one.name === name)?.organisationId ?? ''
}

beforeAll(async () => {
  await observe(store, [
    ...commits('Ada Loom', 'ada.loom@redhat.com'),
    ...commits('Bob Weft', 'bob.weft@suse.com'),
    ...commits('Cid Warp', 'cid@gmx.de'),
    ...commits('release[bot]', 'bot@redhat.com'),
  ])
  const options = { asOf, signal: new AbortController().signal }
  await resolve(store, options)
  await segment(store, options)
  await rebuildPages(store, asOf)
})

test('the people of the organisation that runs the community are the team, and counted apart, until it is taken back', async () => {
  const ours = await findOrganisation('Red Hat')
  const before = home.parse((await ask('GET', '/home')).body)
  expect(await ask('PUT', `/organisations/${ours}/ours`, { reason: 'we are' })).toMatchObject({
    status: 200,
    body: { organisationId: ours, isOurs: true },
  })
  await rebuildPages(store, asOf)
  expect(await people('&class=team')).toEqual(['Ada Loom'])
  expect(await people('&class=human')).toEqual(['Bob Weft', 'Cid Warp'])
  expect(await people('&class=bot')).toEqual(['release[bot]'])
  const shown = organisation.parse((await ask('GET', `/organisations/${ours}`)).body)
  expect([shown.isOurs, shown.ladder.reduce((sum, { people }) => sum + people, 0)]).toEqual([true, 1])
  const counted = home.parse((await ask('GET', '/home')).body)
  expect([before.counts.people, counted.counts.people]).toEqual([3, 2])

  expect((await ask('DELETE', `/organisations/${ours}/ours`)).status).toBe(200)
  await rebuildPages(store, asOf)
  expect(await people('&class=team')).toEqual([])
})

test('an organisation that is not there, or is none, is a mistake', async () => {
  expect((await ask('PUT', '/organisations/17/ours', {})).status).toBe(404)
  expect((await ask('PUT', '/organisations/x/ours', {})).status).toBe(404)
})
