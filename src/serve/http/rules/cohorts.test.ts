import { beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor } from '../../../../test/support/door.ts'
import { observe } from '../../../../test/support/observed.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { resolve } from '../../../resolve/index.ts'
import { segment } from '../../../segment/index.ts'
import { decideAsOf } from '../../jobs/as-of.ts'
import { rebuildPages } from '../../pages/rebuild-pages.ts'
import {
  definition,
  listOf,
  publishedDefinitions,
  rulePreview,
  scheme,
  segment as segmentShape,
} from '../contract.ts'

const asOf = new Date('2024-06-01T00:00:00Z')
const store = await openTestStore()
const door = openTestDoor(store, { now: asOf })

/** So many visitors of a month, from a number on; each reads a page and, if even, downloads. */
const visits = (count: number, first: number, month: string, page: string) =>
  Array.from({ length: count }, (_, at) => at + first).flatMap((visitor) => [
    {
      id: `read ${visitor}`,
      type: 'docs.visit',
      visitor,
      at: `${month}-10T10:00:00Z`,
      object: { kind: 'path', id: page },
      attrs: { referrer: 'news.example.org' },
    },
    ...(visitor % 2 === 0
      ? [
          {
            id: `take ${visitor}`,
            type: 'software.download',
            visitor,
            at: `${month}-20T10:00:00Z`,
            object: { kind: 'path', id: '/loom.deb', version: '2.0' },
          },
        ]
      : []),
  ])

beforeAll(async () => {
  await observe(store, [
    { name: 'Ada Loom', email: 'ada@gmx.de', at: '2024-05-01T00:00:00Z' },
    { name: 'Bob Weft', email: 'bob@loomworks.com', at: '2024-05-01T00:00:00Z' },
    { name: 'Cid Warp', email: 'cid@loomworks.com', at: '2024-05-01T00:00:00Z' },
    ...visits(20, 100, '2024-04', '/docs/start'),
    ...visits(12, 200, '2024-05', '/docs/start'),
    ...visits(3, 300, '2024-05', '/docs/rare'),
    // Told twice, and by a machine.
    ...visits(1, 200, '2024-05', '/docs/start'),
    {
      id: 'robot',
      type: 'docs.visit',
      visitor: 400,
      at: '2024-05-10T10:00:00Z',
      attrs: { agent: 'crawler' },
    },
    { id: 'later', type: 'docs.visit', visitor: 401, at: '2024-06-10T10:00:00Z' },
  ])
  await store.write(`INSERT INTO network_sightings (source, trace, trace_id, number, name, domain, class, told_at)
    SELECT 'git:made-up', 'visitor', number + 200, 7, 'Loomworks', 'loomworks.com', 'business', now64(3) FROM numbers(8)`)
  const options = { asOf, signal: new AbortController().signal }
  await decideAsOf(store, asOf, { at: asOf, by: 'test', reason: '' })
  await resolve(store, options)
  await segment(store, options)
  await rebuildPages(store, asOf)
  await store.write(
    `INSERT INTO stage_runs (stage, as_of, started_at, finished_at, rows) SELECT 'segment', now64(3), now64(3), now64(3), 1`,
  )
}, 60_000)

async function preview(rule: unknown) {
  const { status, body } = await door.send('POST', '/segments/preview', { rule, of: 'visitors' })
  if (status !== 200) throw new Error(JSON.stringify(body))
  return rulePreview.parse(body)
}
async function publish(definitions: Record<string, unknown>) {
  const told = publishedDefinitions.parse((await door.send('POST', '/definitions', { definitions })).body)
  if (told.jobId !== null) expect((await door.jobs.ended(told.jobId)).status).toBe('done')
  return told
}

describe('a cohort', () => {
  test('is counted month by month and never listed; the fullest month is what is known at least', async () => {
    const found = await preview({ visited: { acts: ['docs.visit'] } })
    expect(found).toMatchObject({
      items: [],
      total: 20,
      sentence: 'Visitors nobody can name who did acts (read documentation).',
    })
    expect(found.cohort).toMatchObject({
      smallestGroup: 5,
      month: '2024-04-01',
      visitors: 20,
      of: 20,
      unknown: 0,
      months: [
        { month: '2024-04-01', visitors: 20 },
        { month: '2024-05-01', visitors: 15 },
      ],
    })
    expect(found.cohort?.groups).toContainEqual({ by: 'referrer', value: 'news.example.org', visitors: 20 })
    expect(found.cohort?.groups).toContainEqual({ by: 'version', value: '2.0', visitors: 10 })
  })

  test('of fewer than the smallest group nothing is shown, neither whole nor what is left of all', async () => {
    const rare = await preview({ visited: { on: ['/docs/rare'] } })
    expect(rare).toMatchObject({ total: 0, of: 0, unknown: 0 })
    expect(rare.cohort).toMatchObject({ visitors: null, of: null, month: null, groups: [] })
    const others = await preview({
      all: [{ visited: { from: '2024-05-01' } }, { not: { visited: { on: ['/docs/rare'] } } }],
    })
    expect(others.cohort).toMatchObject({ visitors: 12, of: null, unknown: null })
    expect(others.cohort?.groups.some(({ value }) => value === '/docs/rare')).toBe(false)
  })

  test('asks for networks and their organisations; where nobody knows, it is unknown', async () => {
    expect((await preview({ network: { class: ['business'] } })).cohort).toMatchObject({
      month: '2024-05-01',
      visitors: 8,
      of: 15,
      unknown: 7,
    })
    const ours = { 'seen-from': { that: { organisation: { domains: ['loomworks.com'] } } } }
    const found = await preview(ours)
    expect(found.cohort).toMatchObject({ visitors: 8, unknown: 7 })
    expect(found.cohort?.groups.find(({ by }) => by === 'organisation')).toMatchObject({ visitors: 8 })
    expect((await preview({ not: ours })).cohort).toMatchObject({ visitors: null })
    const silent = { 'has-people': { that: { did: { acts: ['issue.open'] } }, at_most: 0 } }
    expect((await preview({ 'seen-from': { that: silent } })).cohort?.visitors).toBe(8)
  })

  test('is published, shown among the segments, and retired', async () => {
    const rule = { visited: { acts: ['software.download'] } }
    const rare = { visited: { on: ['/docs/rare'] } }
    const told = await publish({
      takers: { title: 'Takers', of: 'visitors', rule },
      few: { title: 'Few', of: 'visitors', rule: rare },
      people: { title: 'People', rule: { did: {} } },
    })
    expect(told.published.map(({ name, total }) => [name, total])).toEqual([
      ['takers', 10],
      ['few', 0],
      ['people', 3],
    ])
    const { items } = listOf(scheme).parse((await door.send('GET', '/schemes')).body)
    const own = items.find((one) => one.scheme === 'custom-visitors')
    expect(own?.subjectKind).toBe('visitor')
    expect(own?.segments.map(({ segment, members, anonymous }) => [segment, members, anonymous])).toEqual([
      ['custom-visitors/few', 0, 0],
      ['custom-visitors/takers', 0, 10],
    ])
    const shown = segmentShape.parse((await door.send('GET', '/segments/custom-visitors%2Ftakers')).body)
    expect(shown.cohort?.months).toEqual([
      { month: '2024-04-01', visitors: 10 },
      { month: '2024-05-01', visitors: 8 },
    ])
    for (const view of ['members', 'profile'])
      expect((await door.send('GET', `/segments/custom-visitors%2Ftakers/${view}`)).status).toBe(422)
    const held = listOf(definition).parse((await door.send('GET', '/definitions')).body)
    expect(held.items.find(({ name }) => name === 'takers')?.look?.members).toBe(10)
    await door.send('DELETE', '/definitions/few')
    await publish({
      takers: {
        title: 'Takers of May',
        of: 'visitors',
        rule: { visited: { ...rule.visited, from: '2024-05-01' } },
      },
    })
    const after = listOf(scheme).parse((await door.send('GET', '/schemes')).body)
    expect(after.items.find((one) => one.scheme === 'custom-visitors')?.segments).toMatchObject([
      { title: 'Takers of May', anonymous: 8 },
    ])
    expect((await door.send('GET', '/segments/custom-visitors%2Ffew')).status).toBe(404)
  })

  test.each([
    [{ rule: { did: {} }, of: 'visitors' }],
    [{ rule: { visited: {} }, of: 'people' }],
    [{ rule: { visited: { acts: ['commit.author'] } }, of: 'visitors' }],
    [{ rule: { visited: {} }, of: 'threads' }],
    [{ rule: { 'in-thread': { that: { did: {} } } }, of: 'people' }],
  ])('%j cannot be asked', async (asked) => {
    expect((await door.send('POST', '/segments/preview', asked)).status).toBe(422)
  })

  test('cannot be asked about by name, be tested, or be the next version of people', async () => {
    const wrong = [
      { x: { title: 'x', rule: { member: { of: 'custom-visitors/takers' } } } },
      { x: { title: 'x', of: 'visitors', rule: { visited: {} }, tests: { in: ['Ada Loom'] } } },
      { people: { title: 'x', of: 'visitors', rule: { visited: {} } } },
    ]
    for (const definitions of wrong)
      expect((await door.send('POST', '/definitions', { definitions })).status).toBe(422)
    const asked = { rule: { did: {} }, name: 'takers' }
    expect((await door.send('POST', '/segments/preview', asked)).status).toBe(422)
  })
})
