import { beforeAll, expect, test } from 'vitest'
import { openTestDoor } from '../../../test/support/door.ts'
import { observe, stateMailmap } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../../resolve/index.ts'
import { rebuildPages } from '../pages/rebuild-pages.ts'
import { type Quality, quality } from './contract.ts'

const store = await openTestStore()
const door = openTestDoor(store)
const asOf = new Date('2030-01-01')

const commits = (name: string, email: string, count: number, source = 'git:made-up') =>
  Array.from({ length: count }, (_, at) => ({ id: `${name} ${email} ${source} ${at}`, name, email, source }))

async function readQuality(query = ''): Promise<Quality> {
  const response = await door.app.request(`http://localhost/api/v1/quality${query}`)
  expect(response.status).toBe(200)
  return quality.parse(await response.json())
}

beforeAll(async () => {
  await observe(store, [
    // One account under 26 addresses.
    ...Array.from({ length: 26 }, (_, at) => ({
      id: `many ${at}`,
      platform: 'forge.example.org',
      name: 'Many Faces',
      email: `faces${at}@gmx.de`,
      accountId: '7',
    })),
    // No source knows the name.
    { id: 'nameless', email: 'nameless@gmx.de' },
    // Others' work, sent from somebody's address.
    ...commits('Ottilie Sperling', 'ottilie@sperling.example.org', 60),
    ...commits('Ruben Falk', 'ruben.falk@gmx.de', 12),
    ...commits('Ruben Falk', 'ottilie@sperling.example.org', 1),
    // A domain under an end anybody takes, with one writer.
    ...commits('Jonna Ekberg', 'mail@qvuxly.net', 5),
    // Two histories that name one address differently.
    ...commits('Pat Moor', 'pat@gmx.de', 3, 'git:one'),
    ...commits('Pat Moor', 'pat@gmx.de', 3, 'git:two'),
  ])
  await stateMailmap(store, [['Pat Moor', 'pat@one.example.org', '', 'pat@gmx.de']], { source: 'git:one' })
  await stateMailmap(store, [['Pat Moor', 'pat@two.example.org', '', 'pat@gmx.de']], { source: 'git:two' })
  await resolve(store, { asOf, signal: new AbortController().signal })
  await rebuildPages(store, asOf)
})

test('each doubt says of whom, how much it concerns and what to do; what concerns most acts comes first', async () => {
  const { items, total, kinds } = await readQuality()
  const told = new Map(items.map((item) => [item.kind, item]))
  expect([...told.keys()].sort()).toEqual([
    'a name that is an address',
    'many aliases',
    'passed-on work',
    'sources disagree',
    'unknown domain',
  ])
  expect(told.get('many aliases')).toMatchObject({
    name: 'Many Faces',
    weight: 26,
    sentence: '26 aliases are one person here. Look whether all of them are.',
  })
  expect(told.get('passed-on work')?.sentence).toContain('ottilie@sperling.example.org')
  expect(told.get('unknown domain')).toMatchObject({
    subjectKind: 'domain',
    subjectId: 'qvuxly.net',
    weight: 5,
  })
  expect(told.get('sources disagree')?.sentence).toBe(
    'The .mailmaps of git:one and git:two name pat@gmx.de differently.',
  )
  expect(items.map(({ weight }) => weight)).toEqual(items.map(({ weight }) => weight).sort((a, b) => b - a))
  expect(kinds.reduce((sum, { total }) => sum + total, 0)).toBe(total)
})

test('it is paged', async () => {
  const { items, next, total } = await readQuality('?limit=2&offset=1')
  expect(items).toHaveLength(2)
  expect(next).toBe(total > 3 ? 3 : null)
})
