import { beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor } from '../../../../test/support/door.ts'
import { observe } from '../../../../test/support/observed.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { resolve } from '../../../resolve/index.ts'
import { segment } from '../../../segment/index.ts'
import { decideAsOf } from '../../jobs/as-of.ts'
import { rebuildPages } from '../../pages/rebuild-pages.ts'
import { listOf, personSummary, problem, ruleExplanation, ruleKind, rulePreview } from '../contract.ts'

const store = await openTestStore()
const door = openTestDoor(store)
const asOf = new Date('2024-06-01')

async function post(path: string, body: unknown) {
  const response = await door.app.request(`http://localhost/api/v1${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
  return { status: response.status, body: (await response.json()) as unknown }
}
async function answer(path: string, body: unknown): Promise<unknown> {
  const { status, body: told } = await post(path, body)
  if (status !== 200) throw new Error(JSON.stringify(told))
  return told
}
const preview = async (rule: unknown, more = {}) =>
  rulePreview.parse(await answer('/segments/preview', { rule, ...more }))
const names = async (rule: unknown): Promise<string[]> =>
  (await preview(rule)).items.map(({ name }) => name).sort()

const acts = (name: string, type: string, ...days: string[]) =>
  days.map((day) => ({
    name,
    email: `${name.split(' ')[0]}@gmx.de`,
    type,
    at: `${day}T10:00:00Z`,
    id: `${name} ${type} ${day}`,
  }))

beforeAll(async () => {
  await observe(store, [
    ...acts('Ada Loom', 'commit.author', '2024-05-01', '2024-05-02', '2024-05-03'),
    ...acts('Bob Weft', 'issue.open', '2024-03-01'),
    ...acts('Bob Weft', 'commit.author', '2024-04-15'),
    ...acts('Cid Warp', 'software.download', '2024-05-20'),
    ...acts('Dee Dye', 'commit.author', '2022-01-01'),
    { name: 'helper[bot]', email: 'h@gmx.de', type: 'commit.author', at: '2024-05-01T00:00:00Z' },
  ])
  const options = { asOf, signal: new AbortController().signal }
  await decideAsOf(store, asOf, { at: asOf, by: 'test', reason: '' })
  await resolve(store, options)
  await segment(store, options)
  await rebuildPages(store, asOf)
})

describe('a preview', () => {
  test('counts, lists and says in a sentence whom a rule fits, without writing anything', async () => {
    const found = await preview({ did: { acts: ['commit.author'], at_least: 2, within: '90 days' } })
    expect(found).toMatchObject({
      total: 1,
      of: 4,
      unknown: 0,
      next: null,
      sentence: 'People who did at least 2 acts (wrote a change) in the last 90 days.',
    })
    expect(found.items.map(({ name }) => name)).toEqual(['Ada Loom'])
  })

  test('absence, sequence and rungs', async () => {
    expect(
      await names({
        all: [{ did: { acts: ['software.download'] } }, { not: { did: { acts: 'participation' } } }],
      }),
    ).toEqual(['Cid Warp'])
    expect(
      await names({
        sequence: { first: { acts: ['issue.open'] }, next: { acts: 'contribution' }, within_days: 60 },
      }),
    ).toEqual(['Bob Weft'])
    expect(
      await names({
        sequence: { first: { acts: ['issue.open'] }, next: { acts: 'contribution' }, within_days: 30 },
      }),
    ).toEqual([])
    expect(await names({ stands: { at_least: 'P3' } })).toEqual(['Ada Loom', 'Bob Weft'])
    expect(await names({ member: { of: 'ladder/P1' } })).toEqual(['Cid Warp', 'Dee Dye'])
  })

  test('unknown is not false', async () => {
    const business = { attribute: { name: 'purpose', is: 'business' } }
    expect(await preview(business)).toMatchObject({ total: 0, unknown: 4 })
    expect(await preview({ not: business })).toMatchObject({ total: 0, unknown: 4 })
    expect(await preview({ any: [business, { did: { acts: ['issue.open'] } }] })).toMatchObject({
      total: 1,
      unknown: 3,
    })
  })

  test('is paged, who did most first', async () => {
    const all = { did: { at_least: 1 } }
    const first = await preview(all, { limit: 1 })
    expect([first.items[0]?.name, first.next, first.total]).toEqual(['Ada Loom', 1, 4])
    expect((await preview(all, { limit: 3, offset: 1 })).items).toHaveLength(3)
  })

  test('what is wrong is a sentence with its place; hostile texts are only texts', async () => {
    const wrong = await post('/segments/preview', { rule: { all: [{ did: { within: 'ever' } }] } })
    expect([wrong.status, problem.parse(wrong.body).detail]).toEqual([
      422,
      expect.stringContaining('The rule at all[1].did cannot be used'),
    ])
    for (const hostile of ["') OR 1=1 --", '{as_of:String}', '{first:UInt64}', '\\', "'; DROP TABLE people"])
      expect(await preview({ 'works-for': { names: [hostile] } })).toMatchObject({ total: 0 })
    expect(await names({ did: { sources: ["x') OR (1=1"] } })).toEqual([])
    expect(await names({ did: {} })).toHaveLength(4)
  })
})

test('why somebody is in or out is told part by part', async () => {
  const people = listOf(personSummary).parse(
    await (await door.app.request('http://localhost/api/v1/people?search=Bob')).json(),
  )
  const person = people.items[0]?.personId ?? ''
  const rule = {
    all: [
      { did: { acts: ['issue.open'] } },
      { not: { stands: { at_least: 'P4' } } },
      { attribute: { name: 'role', is: 'it' } },
    ],
  }
  const told = ruleExplanation.parse((await post('/segments/explain', { rule, subject: person })).body)
  expect([told.verdict, ...told.reasons.map(({ verdict, sentence }) => `${verdict}: ${sentence}`)]).toEqual([
    'unknown',
    'in: did acts (opened an issue)',
    'out: stand on P4 to P5 of the ladder',
    'unknown: have the role it with p ≥ 0.8',
  ])
  expect((await post('/segments/explain', { rule, subject: '77' })).status).toBe(404)
  expect((await post('/segments/explain', { rule, subject: 'x' })).status).toBe(404)
})

test('kinds are listed with shapes and examples that can be asked', async () => {
  const response = await door.app.request('http://localhost/api/v1/rule-kinds')
  const { items } = listOf(ruleKind).parse(await response.json())
  expect(items.map(({ kind }) => kind)).toEqual([
    'acts-for',
    'alias',
    'answered',
    'attribute',
    'did',
    'ended',
    'firmographic',
    'has-fork',
    'has-people',
    'in-thread',
    'known',
    'member',
    'network',
    'opened-by',
    'organisation',
    'seen-from',
    'sequence',
    'stands',
    'sum',
    'thread',
    'thread-people',
    'visited',
    'works-for',
  ])
  // Threads are asked about only inside of rules about people.
  for (const { of, examples } of items.filter((item) => !item.of.includes('threads')))
    for (const { rule, sentence } of examples)
      expect(await preview(rule, { of: of[0] })).toMatchObject({ sentence })
})
