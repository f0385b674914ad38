import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { forgetEverything, observe } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../../resolve/index.ts'
import { placeAnew, segment } from '../segment.ts'
import { readDefinitions, readDefinitionVersions } from './definition.ts'
import { publishDefinition, restoreDefinition, retireDefinition } from './publish-definitions.ts'

const told = { by: 'test', at: new Date('2024-06-01'), reason: '' }
const store = await openTestStore()

const acts = (name: string, type: string, ...days: string[]) =>
  days.map((day) => ({
    name,
    email: `${name.split(' ')[0]}@gmx.de`,
    type,
    at: `${day}T10:00:00Z`,
    id: `${name} ${type} ${day}`,
  }))

async function work(asOf: string): Promise<void> {
  const options = { asOf: new Date(asOf), signal: new AbortController().signal }
  await resolve(store, options)
  await segment(store, options)
}
const placeAt = (asOf: string): Promise<void> =>
  placeAnew(store, { asOf: new Date(asOf), signal: new AbortController().signal })
const publish = (name: string, rule: object, more: object = {}) =>
  publishDefinition(store, name, { title: name, rule, ...more }, told)

const stay = z.object({
  name: z.string(),
  from: z.string(),
  to: z.string(),
  why: z.string(),
  left: z.string(),
})
const stays = (name: string) =>
  store.read({
    text: `SELECT ifNull(people.name, toString(subject_id)) AS name, toString(toDate(entered_at + INTERVAL 1 MILLISECOND)) AS from,
        ifNull(toString(toDate(left_at + INTERVAL 1 MILLISECOND)), '') AS to, entered_reason AS why, left_reason AS left
      FROM memberships LEFT JOIN people ON people.person_id = memberships.subject_id
      WHERE segment = {segment:String} ORDER BY entered_at, name`,
    params: { segment: `custom/${name}` },
    row: stay,
  })
const within = (name: string) =>
  stays(name).then((all) =>
    all
      .filter(({ to }) => to === '')
      .map((one) => one.name)
      .sort(),
  )

beforeEach(async () => {
  await forgetEverything(store)
  for (const table of ['membership_changes', 'segment_looks', 'look_marks'])
    await store.write(`TRUNCATE TABLE ${table}`)
  await observe(store, [
    ...acts('Ada Loom', 'commit.author', '2024-05-01', '2024-05-02', '2024-05-03'),
    ...acts('Bob Weft', 'issue.open', '2024-03-01'),
    ...acts('Bob Weft', 'commit.author', '2024-04-15'),
    ...acts('Cid Warp', 'software.download', '2024-05-20'),
    ...acts('Dee Dye', 'commit.author', '2022-01-01'),
  ])
})

const recent = { did: { acts: ['commit.author'], within: '90 days' } }

describe('a published definition', { timeout: 180_000 }, () => {
  test('is placed with a history of a year, and members come and go with reasons', async () => {
    await publish('recent', recent)
    await work('2024-06-01')
    expect(await stays('recent')).toEqual([
      {
        name: 'Bob Weft',
        from: '2024-05-01',
        to: '',
        why: 'did acts (wrote a change) in the last 90 days',
        left: '',
      },
      {
        name: 'Ada Loom',
        from: '2024-06-01',
        to: '',
        why: 'did acts (wrote a change) in the last 90 days',
        left: '',
      },
    ])
    await work('2024-07-20')
    expect((await stays('recent')).filter(({ to }) => to !== '')).toEqual([
      {
        name: 'Bob Weft',
        from: '2024-05-01',
        to: '2024-07-20',
        why: 'did acts (wrote a change) in the last 90 days',
        left: 'no longer: did acts (wrote a change) in the last 90 days',
      },
    ])
  })

  test('is replayed, not looked at anew, for an earlier moment', async () => {
    await publish('recent', recent)
    await work('2024-06-01')
    await work('2024-07-20')
    await work('2024-06-01')
    expect(await within('recent')).toEqual(['Ada Loom', 'Bob Weft'])
    await work('2024-07-20')
    expect(await within('recent')).toEqual(['Ada Loom'])
  })

  test('a new version takes effect at once and says so; an earlier one can be restored', async () => {
    await publish('recent', recent)
    await work('2024-06-01')
    await publish('recent', { did: { acts: ['commit.author'], at_least: 2 } })
    await placeAt('2024-06-02')
    const left = (await stays('recent')).find(({ name }) => name === 'Bob Weft')
    expect([left?.to, left?.left]).toEqual(['2024-06-02', 'the rule was changed (version 2)'])
    expect(await within('recent')).toEqual(['Ada Loom'])
    await restoreDefinition(store, 'recent', 1, told)
    await placeAt('2024-06-03')
    expect(await within('recent')).toEqual(['Ada Loom', 'Bob Weft'])
    expect((await readDefinitionVersions(store, 'recent')).map(({ version }) => version)).toEqual([3, 2, 1])
  })

  test('two versions at one moment: the last holds', async () => {
    await publish('recent', recent)
    await work('2024-06-01')
    await publish('recent', { did: { acts: ['issue.open'] } })
    await placeAt('2024-06-01')
    await publish('recent', { did: { acts: ['commit.author'] } })
    await placeAt('2024-06-01')
    expect(await within('recent')).toEqual(['Ada Loom', 'Bob Weft', 'Dee Dye'])
  })

  test('publishing what holds already is no new version', async () => {
    await publish('recent', recent)
    await publish('recent', { did: { acts: ['commit.author'], within: '90 days', count: 'acts' } })
    expect((await readDefinitions(store)).map(({ version }) => version)).toEqual([1])
  })

  test('a retired one has no members, and may come back', async () => {
    await publish('recent', recent)
    await work('2024-06-01')
    await retireDefinition(store, 'recent', told)
    await placeAt('2024-06-02')
    expect(await stays('recent')).toEqual([])
    await restoreDefinition(store, 'recent', 1, told)
    await placeAt('2024-06-03')
    expect((await stays('recent')).map(({ name, from, to, left }) => [name, from, to, left])).toEqual([
      ['Bob Weft', '2024-05-01', '2024-06-02', 'the segment was retired'],
      ['Ada Loom', '2024-06-01', '2024-06-02', 'the segment was retired'],
      ['Ada Loom', '2024-06-03', '', ''],
      ['Bob Weft', '2024-06-03', '', ''],
    ])
  })

  test('who is one with somebody else leaves, and the other takes the place', async () => {
    const zed = { email: 'zed@gmx.de', type: 'issue.open', at: '2020-01-01T00:00:00Z' }
    await observe(store, [
      { ...zed, name: 'Zed Zorn', id: '1' },
      { ...zed, name: 'Zed B. Zorn', id: '2' },
    ])
    await publish('recent', recent)
    await work('2024-06-01')
    const account = { accountId: '9', type: 'issue.comment', at: '2024-06-05T00:00:00Z' }
    await observe(store, [
      { ...account, name: 'Ada Loom', email: 'Ada@gmx.de', id: '3' },
      { ...account, name: 'Zed Zorn', email: 'zed@gmx.de', id: '4' },
    ])
    await work('2024-06-10')
    const others = (await stays('recent')).filter(({ name }) => name !== 'Bob Weft')
    expect(others.map(({ to, why, left }) => [to, why, left])).toEqual([
      ['2024-06-10', 'did acts (wrote a change) in the last 90 days', 'is one with another person now'],
      ['', 'is one with somebody who was in it', ''],
    ])
  })
})

describe('nested definitions', () => {
  test('are looked at after those they ask about', async () => {
    await publish('recent', recent)
    await publish('once', {
      all: [{ member: { of: 'custom/recent' } }, { did: { acts: ['commit.author'], at_most: 1 } }],
    })
    await publish('a-rest', { not: { member: { of: 'custom/once' } } })
    await work('2024-06-01')
    expect(await within('once')).toEqual(['Bob Weft'])
    expect(await within('a-rest')).toEqual(['Ada Loom', 'Cid Warp', 'Dee Dye'])
  })

  test('may not ask about each other, nor about what is not there, nor be left asking', async () => {
    await publish('recent', recent)
    await publish('upper', { member: { of: 'custom/recent' } })
    await expect(publish('recent', { member: { of: 'custom/upper' } })).rejects.toThrow('in a circle')
    await expect(publish('self', { member: { of: 'custom/self' } })).rejects.toThrow('in a circle')
    await expect(publish('lost', { member: { of: 'custom/nobody' } })).rejects.toThrow('which there is not')
    await expect(retireDefinition(store, 'recent', told)).rejects.toThrow('asked about by “upper”')
    const [first, second] = await Promise.allSettled([
      publish('one', { any: [recent, { member: { of: 'custom/upper' } }] }),
      publish('upper', { member: { of: 'custom/one' } }),
    ])
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected'])
  })
})

test('a definition of organisations is placed too', async () => {
  await observe(store, [
    ...['Eve', 'Fay', 'Gus'].map((name) => ({
      name: `${name} Thread`,
      email: `${name}@acme.com`,
      type: 'issue.open',
      at: '2024-05-20T00:00:00Z',
    })),
  ])
  await publish(
    'askers',
    {
      all: [
        { 'has-people': { that: { did: { acts: ['issue.open'] } }, at_least: 3 } },
        { 'has-people': { that: { did: { acts: ['commit.author'] } }, at_most: 0 } },
      ],
    },
    { of: 'organisations' },
  )
  await work('2024-06-01')
  const { members, subject_kind } = await store.readOne({
    text: `SELECT segments.members AS members, schemes.subject_kind AS subject_kind FROM segments
      INNER JOIN schemes ON schemes.scheme = segments.scheme WHERE segment = 'custom-organisations/askers'`,
    params: {},
    row: z.object({ members: z.coerce.number(), subject_kind: z.string() }),
  })
  expect([members, subject_kind]).toEqual([1, 'organisation'])
})

test.each([
  ['Bad Name', {}, 'is no name of a segment'],
  ['x', { rule: undefined }, 'cannot be used'],
  ['x', { title: '' }, 'cannot be used'],
  ['x', { surprise: 1 }, 'cannot be used'],
  ['x', { of: 'organisations' }, 'is no rule about organisations'],
  ['x', { expires: 'soon' }, 'cannot be used'],
])('%s %j is refused', async (name, change, sentence) => {
  const given = { title: 'x', rule: recent, ...change }
  await expect(publishDefinition(store, name, given, told)).rejects.toThrow(sentence)
})
