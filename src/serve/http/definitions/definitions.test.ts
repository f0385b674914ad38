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
  definitionTests,
  definitionWithVersions,
  listOf,
  member,
  problem,
  publishedDefinitions,
  rulePreview,
  scheme,
} from '../contract.ts'

const store = await openTestStore()
const door = openTestDoor(store, { now: new Date('2024-06-10') })
const asOf = new Date('2024-06-01')

async function send(method: string, path: string, body?: unknown) {
  const response = await door.app.request(`http://localhost/api/v1${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  return { status: response.status, body: (await response.json()) as unknown }
}
async function publish(definitions: Record<string, unknown>, more: object = {}) {
  const { status, body } = await send('POST', '/definitions', { definitions, ...more })
  if (status !== 200) throw new Error(problem.parse(body).detail)
  const told = publishedDefinitions.parse(body)
  if (told.jobId !== null) expect((await door.jobs.ended(told.jobId)).status).toBe('done')
  return told
}
const acts = (name: string, type: string, days: number) =>
  Array.from({ length: days }, (_, day) => ({
    name,
    email: `${name.split(' ')[0]}@gmx.de`.toLowerCase(),
    type,
    at: `2024-05-0${day + 1}T10:00:00Z`,
    id: `${name} ${type} ${day}`,
  }))
const writers = (least: number) => ({
  title: 'Writers',
  rule: { did: { acts: ['commit.author'], at_least: least } },
  purpose: 'Thank them',
  owner: 'Community team',
  expires: '2024-06-09',
  tests: { in: ['ADA@gmx.de', 'Bob Weft'], out: ['cid@gmx.de', 'nobody@gmx.de'] },
})

beforeAll(async () => {
  await observe(store, [
    ...acts('Ada Loom', 'commit.author', 3),
    ...acts('Bob Weft', 'commit.author', 1),
    ...acts('Cid Warp', 'issue.comment', 2),
  ])
  const options = { asOf, signal: new AbortController().signal }
  await decideAsOf(store, asOf, { at: asOf, by: 'test', reason: '' })
  expect((await publish({ early: { title: 'Early', rule: { did: {} } } })).jobId).toBeNull()
  await send('DELETE', '/definitions/early')
  await resolve(store, options)
  await segment(store, options)
  await rebuildPages(store, asOf)
  await store.write(
    `INSERT INTO stage_runs (stage, as_of, started_at, finished_at, rows) SELECT 'segment', now64(3), now64(3), now64(3), 1`,
  )
})

describe('publishing', () => {
  test('says who would come before anything is written, then places them', async () => {
    const trial = await publish({ writers: writers(1) }, { isTrial: true })
    expect(trial.published[0]).toMatchObject({ name: 'writers', total: 2 })
    expect(trial.published[0]?.change).toMatchObject({ entering: 2, leaving: 0 })
    expect((await send('GET', '/definitions')).body).toMatchObject({ total: 0 })

    await publish({ writers: writers(1) }, { reason: 'first' })
    const { items } = listOf(definition).parse((await send('GET', '/definitions')).body)
    expect(items[0]).toMatchObject({
      name: 'writers',
      segment: 'custom/writers',
      version: 1,
      isExpired: true,
      sentence: 'People who did acts (wrote a change).',
      look: { members: 2, unknown: 0, version: 1 },
    })
    const members = await send('GET', '/segments/custom%2Fwriters/members')
    expect(
      listOf(member)
        .parse(members.body)
        .items.map(({ name }) => name)
        .sort(),
    ).toEqual(['Ada Loom', 'Bob Weft'])
    const schemes = listOf(scheme).parse((await send('GET', '/schemes')).body)
    expect(schemes.items.find((one) => one.scheme === 'custom')).toMatchObject({ classified: 2, unknown: 1 })
  })

  test('shows who would leave, and why, while it is being written', async () => {
    const told = await send('POST', '/segments/preview', { rule: writers(2).rule, name: 'writers' })
    const { change, total } = rulePreview.parse(told.body)
    expect(total).toBe(1)
    expect(change).toMatchObject({ version: 1, entering: 0, leaving: 1 })
    expect(change?.leave[0]).toMatchObject({
      name: 'Bob Weft',
      why: 'not: did at least 2 acts (wrote a change)',
    })
  })

  test('keeps all versions, restores one, and retires', async () => {
    await publish({ writers: writers(2) }, { reason: 'stricter' })
    const found = definitionWithVersions.parse((await send('GET', '/definitions/writers')).body)
    expect(found.versions.map(({ version, reason }) => [version, reason])).toEqual([
      [2, 'stricter'],
      [1, 'first'],
    ])
    // The first was looked back at for the ends of the months before.
    expect(found.versions.map(({ placedAt }) => placedAt?.slice(0, 10))).toEqual(['2024-06-01', '2023-07-01'])
    const restored = await send('POST', '/definitions/writers/restore', { version: 1 })
    expect(restored.body).toMatchObject({ version: 3, definition: { title: 'Writers' } })
    expect((await send('POST', '/definitions/writers/restore', { version: 9 })).status).toBe(404)
    expect((await publish({ writers: writers(1) })).unchanged).toEqual(['writers'])
    expect((await send('DELETE', '/definitions/writers')).status).toBe(200)
    expect((await send('DELETE', '/definitions/writers')).status).toBe(404)
    expect((await send('GET', '/definitions/writers')).status).toBe(404)
    await send('POST', '/definitions/writers/restore', { version: 1 })
  })

  test('together, in any order; those not given go when told so; nothing when one is wrong', async () => {
    const upper = { title: 'Upper', rule: { member: { of: 'custom/lower' } } }
    const lower = { title: 'Lower', rule: { did: {} } }
    await expect(publish({ upper, lower: { ...lower, rule: { did: { within: 'x' } } } })).rejects.toThrow(
      'write it like 90 days',
    )
    const told = await publish({ upper, lower }, { retiresOthers: true })
    expect(told.published.map(({ name }) => name).sort()).toEqual(['lower', 'upper'])
    expect(told.retired).toEqual(['writers'])
    expect((await send('DELETE', '/definitions/lower')).status).toBe(409)
    await publish({ writers: writers(1) }, { retiresOthers: true })
  })

  test.each([
    [{ x: { title: 'x', rule: {} } }],
    [{ '../x': { title: 'x', rule: { did: {} } } }],
    [{ x: { title: 'x'.repeat(300), rule: { did: {} } } }],
    [{ x: { title: 'x', rule: { member: { of: 'custom/x' } } } }],
    [{ x: { title: 'x', rule: { member: { of: 'custom/y' } } } }],
    [{ x: { title: 'x', rule: { 'has-people': { that: { did: {} } } } } }],
    [{ __proto__: null, constructor: { title: 'x' } }],
  ])('%j is refused', async (definitions) => {
    expect((await send('POST', '/definitions', { definitions })).status).toBe(422)
    expect((await send('GET', '/definitions')).body).toMatchObject({ total: 1 })
  })
})

test('tests of definitions say who is where they should not be', async () => {
  const told = definitionTests.parse((await send('POST', '/definitions/test', {})).body)
  expect(told.tests.map(({ subject, found, isPassed }) => [subject, found, isPassed])).toEqual([
    ['ADA@gmx.de', 'in', true],
    ['Bob Weft', 'in', true],
    ['cid@gmx.de', 'out', true],
    ['nobody@gmx.de', 'nobody', false],
  ])
  const given = await send('POST', '/definitions/test', { definitions: { writers: writers(2) } })
  expect(definitionTests.parse(given.body)).toMatchObject({ passed: 2, failed: 2 })
})
