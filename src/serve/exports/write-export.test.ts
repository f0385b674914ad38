import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { asOf, fillDerivedCommunity, hostileName } from '../../../test/support/derived-community.ts'
import { openTestDoor } from '../../../test/support/door.ts'
import { makeTestFolder, openTestStore } from '../../../test/support/workspace.ts'
import { decide } from '../../store/index.ts'
import { writeStageRun } from '../jobs/stage-freshness.ts'
import { rebuildPages } from '../pages/rebuild-pages.ts'

const store = await openTestStore()
const door = openTestDoor(store)
const then = '2007-05-01T00:00:00Z'

beforeAll(async () => {
  await fillDerivedCommunity(store)
  await rebuildPages(store, asOf)
  const deciding = { at: new Date('2007-04-01T00:00:00Z'), by: 'somebody here', reason: 'they said so' }
  await decide(store, {
    kind: 'same-person',
    subject: '100:200',
    body: { a: '100', b: '200', verdict: 'different' },
    ...deciding,
  })
  for (const stage of ['resolve', 'segment'] as const)
    await writeStageRun(store, { stage, asOf, startedAt: asOf, finishedAt: asOf, rows: 1 })
})

async function download(path: string): Promise<{ status: number; bytes: Buffer; headers: Headers }> {
  const response = await door.app.request(`http://localhost/api/v1/export/${path}`)
  return {
    status: response.status,
    bytes: Buffer.from(await response.arrayBuffer()),
    headers: response.headers,
  }
}
async function rows(path: string): Promise<Record<string, unknown>[]> {
  const { bytes } = await download(path)
  return bytes
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

const expected = {
  identities: ['source', 'name', 'email', 'username', 'person_id', 'class'],
  people: [
    'person_id',
    'name',
    'email',
    'class',
    'organisation_id',
    'organisation',
    'state',
    'aliases',
    'events',
    'first_seen',
    'last_seen',
  ],
  organisations: [
    'organisation_id',
    'name',
    'domain',
    'kind',
    'kind_reason',
    'people',
    'events',
    'first_seen',
    'last_seen',
    'headcount',
    'turnover',
    'balance_sheet',
    'size_class',
    'industry',
    'business_type',
    'region',
    'industry_scheme',
    'size_scheme',
  ],
  affiliations: [
    'person_id',
    'name',
    'organisation_id',
    'organisation',
    'valid_from',
    'valid_to',
    'probability',
    'events',
    'evidence',
  ],
  attributes: ['person_id', 'name', 'attribute', 'value', 'probability', 'status', 'evidence'],
  memberships: [
    'scheme',
    'segment',
    'subject_kind',
    'subject_id',
    'name',
    'entered_at',
    'left_at',
    'entered_reason',
    'left_reason',
  ],
  decisions: [
    'verdict',
    'a_platform',
    'a_name',
    'a_email',
    'a_username',
    'a_account',
    'b_platform',
    'b_name',
    'b_email',
    'b_username',
    'b_account',
    'decided_at',
    'decided_by',
    'reason',
  ],
} as const

describe.each(Object.entries(expected))('%s', (what, columns) => {
  test('as JSON lines has its columns', async () => {
    const [first] = await rows(`${what}?format=jsonl`)
    expect(Object.keys(first ?? {})).toEqual(columns)
  })

  test('as CSV has a header, and as a moment ago as many columns', async () => {
    for (const query of ['', `&asOf=${then}`]) {
      const { bytes, headers } = await download(`${what}?format=csv${query}`)
      expect(headers.get('content-disposition')).toBe(`attachment; filename="groundswell-${what}.csv"`)
      expect(bytes.toString().split('\n')[0]).toBe(columns.map((column) => `"${column}"`).join(','))
      expect(bytes.toString()).not.toContain('\\N')
    }
  })

  test('as Parquet is read back by the engine', async () => {
    const { bytes } = await download(`${what}?format=parquet&asOf=${then}`)
    expect(bytes.subarray(0, 4).toString()).toBe('PAR1')
    const path = join(makeTestFolder(), 'export.parquet')
    writeFileSync(path, bytes)
    const described = await store.read({
      text: `SELECT * FROM file({path:String}, 'Parquet') LIMIT 1`,
      params: { path },
      row: z.record(z.string(), z.unknown()),
    })
    expect(Object.keys(described[0] ?? {})).toEqual(columns)
  })
})

test('people as of a moment are those seen before it, counted up to it, on the rung of then', async () => {
  const now = await rows('people?format=jsonl')
  expect(now.map((row) => row['events'])).toEqual(['100', '40', '30', '20', '10', '2'])
  const people = await rows(`people?format=jsonl&asOf=${then}`)
  // Made of the events before May: each of the five people who commit in turn has a fifth of them.
  const total = people.reduce((sum, row) => sum + Number(row['events']), 0)
  expect(total).toBe(104)
  expect(people.every((row) => String(row['last_seen']) < then)).toBe(true)
  expect(people.find((row) => row['name'] === 'Bob Ray')?.['state']).toBe('P3')
  expect(people.find((row) => row['name'] === 'Dana Wu')?.['state']).toBe('')
  expect(people.find((row) => row['name'] === 'Ann Lee')?.['organisation']).toBe('Example Works')
})

test('attributes come with the evidence that speaks of each value', async () => {
  const found = await rows('attributes?format=jsonl')
  expect(
    found.map(({ name, attribute, value, status, evidence }) => [name, attribute, value, status, evidence]),
  ).toEqual([
    ['Žofie Nováková', 'interests', 'folder: po', 'inferred', '9 acts in 3 months'],
    ['Žofie Nováková', 'purpose', 'hobby', 'inferred', '35 of 100 changes'],
  ])
  expect(await rows('attributes?format=jsonl&asOf=2007-01-01T00:00:00Z')).toEqual([])
})

test('stays as of a moment have not ended later', async () => {
  const stays = await rows(`memberships?format=jsonl&asOf=${then}`)
  expect(stays.map((row) => row['left_at'])).toEqual([null, null, null])
  const now = await rows('memberships?format=jsonl')
  expect(now.filter((row) => row['left_at'] !== null)).toHaveLength(1)
  const affiliations = await rows(`affiliations?format=jsonl&asOf=${then}`)
  expect(affiliations).toHaveLength(2)
  expect(affiliations.every((row) => row['valid_to'] === null)).toBe(true)
})

test('events are whole, in order, and as of a moment end before it', async () => {
  const all = await rows('events?format=jsonl')
  expect(all).toHaveLength(1301)
  expect(all.find((row) => row['source_event_id'] === 'c0')).toMatchObject({
    event_id: '1000',
    person_id: '1',
    alias_id: '100',
    occurred_at: '2007-02-03T10:00:00.000Z',
    attrs: '{"subject":"change"}',
    quantities: '{"added.source":3}',
  })
  expect(all.find((row) => row['type'] === 'docs.visit')).toMatchObject({ person_id: '', alias_id: '' })
  expect(await rows(`events?format=jsonl&asOf=${then}`)).toHaveLength(104)
})

test('a later moment than is known is a sentence', async () => {
  const { status, bytes } = await download('people?asOf=2008-01-01T00:00:00Z')
  expect(status).toBe(422)
  expect(bytes.toString()).toContain('2007-10-16')
})

test('a cell that a spreadsheet would run is defused in CSV and whole elsewhere', async () => {
  const csv = (await download('identities?format=csv')).bytes.toString()
  expect(csv).toContain(`"'${hostileName}"`)
  const names = (await rows('identities?format=jsonl')).map((row) => row['name'])
  expect(names).toContain(hostileName)
})

test('nothing is left behind, whether read whole or left half-way', async () => {
  await download('events')
  const response = await door.app.request('http://localhost/api/v1/export/events')
  await response.body?.cancel()
  await expect.poll(() => readdirSync(join(store.workspace, 'exports'))).toEqual([])
})
