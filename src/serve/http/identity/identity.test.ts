import { beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor } from '../../../../test/support/door.ts'
import { observe } from '../../../../test/support/observed.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { resolve } from '../../../resolve/index.ts'
import { segment } from '../../../segment/index.ts'
import { rebuildPages } from '../../pages/rebuild-pages.ts'
import type {
  Decided,
  DecisionsPreview,
  IdentityDecision,
  List,
  Person,
  PersonSummary,
  Problem,
  Review,
} from '../contract.ts'

const store = await openTestStore()
const asOf = new Date('2030-01-01')
let now = new Date('2026-01-01T00:00:00Z')
const door = openTestDoor(store, { now: () => now })

/** "Name <address>", with how many commits. */
const commits = (who: string, count: number) => {
  const [, name = '', email = ''] = who.match(/^(.*?) ?<(.*)>$/s) ?? []
  return Array.from({ length: count }, (_, at) => ({ id: `${who} ${at}`, name, email }))
}

const hostile = 'Eve"\'>\n<script>alert(1)</script>'

const options = { asOf, signal: new AbortController().signal }

async function rerun(): Promise<void> {
  await resolve(store, options)
  await rebuildPages(store, asOf)
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<{ status: number; answer: T }> {
  now = new Date(now.getTime() + 1000)
  const { status, body: answer } = await door.send(method, path, body)
  return { status, answer: answer as T }
}
const get = async <T>(path: string): Promise<T> => (await ask<T>('GET', path)).answer
const post = async <T>(path: string, body: unknown): Promise<T> => (await ask<T>('POST', path, body)).answer

async function findPerson(search: string): Promise<Person> {
  const { items } = await get<List<PersonSummary>>(`/people?search=${encodeURIComponent(search)}`)
  if (items.length !== 1) throw new Error(`${items.length} people match ${search}`)
  return get<Person>(`/people/${items[0]?.personId}`)
}
const aliasOf = async (email: string): Promise<string> => {
  const person = await findPerson(email)
  const alias = person.aliasList.find((one) => one.email === email)
  if (alias === undefined) throw new Error(`nobody writes from ${email}`)
  return alias.aliasId
}
const review = () => get<List<Review>>('/identity/review')
const emailsOf = ({ a, b }: Review): string[] =>
  [...a.aliasList, ...b.aliasList].map(({ email }) => email).sort()

beforeAll(async () => {
  await observe(store, [
    ...commits('Mara Miller <mara@example.org>', 9),
    ...commits('mmiller <dragon7@gmx.de>', 5),
    ...commits('Tilo Parker <tilo@example.org>', 3),
    ...commits('tparker <rocket9@gmx.de>', 2),
    ...commits('Ida Quist <ida@example.org>', 4),
    ...commits('I. Q. <ida@example.org>', 2),
    ...commits('Idalia <ida@example.org>', 1),
    ...commits('Ben Bo <ben@example.org>', 2),
    ...commits('Cleo Dur <cleo@example.net>', 2),
    ...commits('Fay Gorm <fay@example.com>', 2),
    { id: 'hostile', name: hostile, email: 'eve@example.org' },
  ])
  await resolve(store, options)
  await segment(store, options)
  await rebuildPages(store, asOf)
})

describe('the review', () => {
  test('shows two people side by side, with what speaks for it in bits, the dearest first', async () => {
    const { items, total } = await review()
    expect(total).toBe(2)
    expect(items.map(emailsOf)).toEqual([
      ['dragon7@gmx.de', 'mara@example.org'],
      ['rocket9@gmx.de', 'tilo@example.org'],
    ])
    const [first] = items
    expect(first?.cost).toBeCloseTo(5 * (first?.probability ?? 0), 6)
    expect(first?.signs.map(({ sign }) => sign)).toContain('“mmiller” is the other’s initial and surname')
    const bits = first?.signs.reduce((sum, sign) => sum + sign.bits, 0) ?? 0
    expect(1 / (1 + 2 ** -bits)).toBeCloseTo(first?.probability ?? 0, 1)
    const page = await get<List<Review>>('/identity/review?limit=1&offset=1')
    expect([page.items.map(emailsOf), page.next]).toEqual([[['rocket9@gmx.de', 'tilo@example.org']], null])
  })

  test('does not ask again about who was decided on, nor about who is locked, until it is taken back', async () => {
    const tilo = await findPerson('tilo@example.org')
    const [a, b] = [await aliasOf('mara@example.org'), await aliasOf('dragon7@gmx.de')]
    expect(
      await post<Decided>('/identity/decisions', { decisions: [{ a, b, verdict: 'different' }] }),
    ).toEqual({ recorded: 1, already: 0, notes: [] })
    expect((await review()).items.map(emailsOf)).toEqual([['rocket9@gmx.de', 'tilo@example.org']])
    await rerun()
    expect((await review()).total).toBe(1)
    await ask('PUT', `/people/${tilo.personId}/lock`, { reason: 'known in person' })
    expect((await review()).total).toBe(0)
    expect((await findPerson('tilo@example.org')).locked).toBe(true)
    await ask('DELETE', `/people/${tilo.personId}/lock`)
    await ask('DELETE', `/identity/decisions/${b}/${a}`)
    await rerun()
    expect((await review()).total).toBe(2)
    expect((await findPerson('tilo@example.org')).locked).toBe(false)
  })
})

test('two people who are the same become one, as the preview said, and are two again when it is taken back', async () => {
  const [mara, other] = [await findPerson('mara@example.org'), await findPerson('dragon7@gmx.de')]
  const body = { decisions: [{ people: [mara.personId, other.personId], verdict: 'same' }] }
  const preview = await post<DecisionsPreview>('/identity/preview', body)
  expect(preview.sentence).toBe('2 people become 1 person.')
  expect(preview.before.map(({ events }) => events).sort()).toEqual([5, 9])
  expect(preview.before.every(({ state, segments }) => state !== null && segments.length > 0)).toBe(true)
  expect(preview.after.map(({ name, aliases, events }) => [name, aliases, events])).toEqual([
    ['Mara Miller', 2, 14],
  ])
  expect((await get<List<IdentityDecision>>('/identity/decisions?limit=1')).items[0]?.verdict).not.toBe(
    'same',
  )
  expect(await post<Decided>('/identity/decisions', body)).toMatchObject({ recorded: 1, already: 0 })
  expect(await post<Decided>('/identity/decisions', body)).toMatchObject({ recorded: 0, already: 1 })
  await rerun()
  const merged = await findPerson('mara@example.org')
  expect([merged.personId, merged.events, merged.aliases]).toEqual([preview.after[0]?.personId, 14, 2])
  // Links to either of the two stay good.
  for (const { personId } of [mara, other])
    expect((await get<Person>(`/people/${personId}`)).personId).toBe(merged.personId)
  const listed = await get<List<IdentityDecision>>(`/identity/decisions?person=${merged.personId}`)
  expect(listed.items[0]).toMatchObject({ verdict: 'same', holds: true, decidedBy: 'somebody here' })
  const { a, b } = listed.items[0] ?? {}
  const undone = await post<DecisionsPreview>('/identity/preview', {
    decisions: [{ a: a?.aliasId, b: b?.aliasId, verdict: 'undecided' }],
  })
  expect(undone.after.map(({ events }) => events).sort()).toEqual([5, 9])
  expect((await ask('DELETE', `/identity/decisions/${a?.aliasId}/${b?.aliasId}`)).status).toBe(200)
  expect((await ask<Problem>('DELETE', `/identity/decisions/${a?.aliasId}/${b?.aliasId}`)).status).toBe(404)
})

test('a split holds against the address all share; those taken out stay together', async () => {
  const ida = await findPerson('Ida Quist')
  const out = ida.aliasList.filter(({ name }) => name !== 'Ida Quist').map(({ aliasId }) => aliasId)
  const body = { person: ida.personId, aliases: out }
  const preview = await post<DecisionsPreview>('/identity/preview', body)
  expect(preview.after.map(({ aliases, events }) => [aliases, events]).sort()).toEqual([
    [1, 4],
    [2, 3],
  ])
  expect(await post<Decided>('/identity/splits', body)).toEqual({ recorded: 3, already: 0, notes: [] })
  await rerun()
  expect((await findPerson('mara@example.org')).events).toBe(9)
  const people = await get<List<PersonSummary>>('/people?search=ida%40example.org&sort=events')
  expect(people.items.map(({ events, aliases }) => [events, aliases])).toEqual([
    [4, 1],
    [3, 2],
  ])
  const all = await ask<Problem>('POST', '/identity/splits', { ...body, aliases: [out[0], out[1]] })
  expect([all.status, all.answer.detail]).toEqual([
    422,
    'Those are all aliases of this person: there would be nobody to part them from.',
  ])
})

test('of decisions that contradict each other through a third the one that keeps apart holds, and a sentence says so', async () => {
  const [a, b, c] = await Promise.all(['ben@example.org', 'cleo@example.net', 'eve@example.org'].map(aliasOf))
  const decide = (decisions: unknown[]) => post<Decided>('/identity/decisions', { decisions })
  await decide([{ a, b, verdict: 'different' }])
  expect((await decide([{ a, b: c, verdict: 'same' }])).notes).toEqual([])
  const body = { decisions: [{ a: b, b: c, verdict: 'same' }] }
  const foreseen = await post<DecisionsPreview>('/identity/preview', body)
  expect(foreseen.notes[0]).toMatch(/contradict each other: .*Ben Bo.* What keeps apart holds/s)
  const { notes } = await post<Decided>('/identity/decisions', body)
  expect(notes).toHaveLength(1)
  expect(notes[0]).toContain('“Cleo Dur” <cleo@example.net>')
  expect(notes[0]).toContain(hostile)
  await rerun()
  const people = await Promise.all(
    ['ben@example.org', 'cleo@example.net', 'eve@example.org'].map(
      async (email) => (await findPerson(email)).personId,
    ),
  )
  expect(people[0]).not.toBe(people[1])
  expect(new Set(people).size).toBe(2)
  // The same pair decided the other way: the last word holds, and nothing contradicts it.
  expect((await decide([{ a, b, verdict: 'same' }])).notes).toEqual([])
  await decide([a, b].map((one) => ({ a: one, b: c, verdict: 'undecided' })))
  await decide([{ a, b, verdict: 'undecided' }])
})

describe('what cannot be decided is told in a sentence', () => {
  test.each([
    [
      '/identity/decisions',
      { decisions: [{ a: '123', b: '456', verdict: 'same' }] },
      404,
      /^There is no alias 123\./,
    ],
    [
      '/identity/decisions',
      { decisions: [{ a: "1'; DROP", b: '4', verdict: 'same' }] },
      404,
      /^There is no alias 1'/,
    ],
    [
      '/identity/decisions',
      { decisions: [{ people: ['9', '8'], verdict: 'same' }] },
      404,
      /^There is no person 9\./,
    ],
    ['/identity/decisions', { decisions: [{ people: ['9', '9'], verdict: 'same' }] }, 404, /person 9/],
    ['/identity/decisions', { decisions: [] }, 422, /decisions/],
    ['/identity/decisions', { decisions: [{ a: '1', b: '2', verdict: 'maybe' }] }, 422, /verdict|decisions/],
    ['/identity/splits', { person: '77', aliases: ['1'] }, 404, /^There is no person 77\./],
    [
      '/identity/preview',
      { decisions: [{ a: '5', b: '6', verdict: 'same' }] },
      404,
      /^There is no alias 5\./,
    ],
  ])('%s %j', async (path, body, status, sentence) => {
    const refused = await ask<Problem>('POST', path, body)
    expect(refused.status).toBe(status)
    expect(refused.answer.detail).toMatch(sentence)
  })

  test('one alias twice, an alias of somebody else, a person who is not there', async () => {
    const a = await aliasOf('fay@example.com')
    const twice = await ask<Problem>('POST', '/identity/decisions', {
      decisions: [{ a, b: a, verdict: 'same' }],
    })
    expect([twice.status, twice.answer.detail]).toEqual([422, expect.stringContaining('was named twice')])
    const ben = await findPerson('ben@example.org')
    const foreign = await ask<Problem>('POST', '/identity/splits', { person: ben.personId, aliases: [a] })
    expect([foreign.status, foreign.answer.detail]).toEqual([
      422,
      expect.stringContaining('is no alias of person'),
    ])
    expect((await ask('PUT', '/people/99/lock', {})).status).toBe(404)
    expect((await ask('DELETE', '/people/x/lock')).status).toBe(404)
  })
})

test('a decision on an alias that is forgotten stays, names nobody, and can still be taken back', async () => {
  const [a, b] = [await aliasOf('fay@example.com'), await aliasOf('tilo@example.org')]
  await post('/identity/decisions', { decisions: [{ a, b, verdict: 'different' }] })
  await store.write('DELETE FROM aliases WHERE alias_id = {a:UInt64}', { a })
  await store.write('DELETE FROM events WHERE alias_id = {a:UInt64}', { a })
  await rerun()
  const { items } = await get<List<IdentityDecision>>('/identity/decisions?limit=1')
  const forgotten = [items[0]?.a, items[0]?.b].find((one) => one?.personId === null)
  expect(forgotten).toEqual({ aliasId: a, personId: null, platform: '', name: '', email: '', username: '' })
  expect((await review()).total).toBe(2)
  expect((await ask('DELETE', `/identity/decisions/${a}/${b}`)).status).toBe(200)
})

test('no request was a fault of the program', () => {
  expect(door.faults).toEqual([])
})
