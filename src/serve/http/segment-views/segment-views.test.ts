import { beforeAll, expect, test } from 'vitest'
import { openTestDoor } from '../../../../test/support/door.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { publishDefinitions } from '../../../segment/index.ts'
import { decideAsOf } from '../../jobs/as-of.ts'
import {
  listOf,
  problem,
  schemeOverlap,
  segment,
  segmentComparison,
  segmentOverlap,
  segmentProfile,
} from '../contract.ts'
import { associate } from './associate.ts'

const store = await openTestStore()
const door = openTestDoor(store)
const asOf = new Date('2024-06-01')

async function ask(path: string) {
  const response = await door.app.request(`http://localhost/api/v1${path}`)
  return { status: response.status, body: (await response.json()) as unknown }
}

async function write(table: string, rows: readonly object[]): Promise<void> {
  await store.append(table, [Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'))], 'JSONEachRow')
}

const ids = Array.from({ length: 40 }, (_, at) => at + 1)
const stay = (segment: string, subject_id: number, entered_at: string, left_at: string | null = null) => ({
  segment,
  scheme: segment.split('/')[0],
  subject_kind: 'person',
  subject_id,
  entered_at,
  left_at,
})

/** 1 to 10 rose from P3 to P4 in May; those and 11 to 15 write code and act for Acme, which has a sixteenth; 10 to 12 are in a segment made of a rule. */
beforeAll(async () => {
  await decideAsOf(store, asOf, { at: asOf, by: 'test', reason: '' })
  const people = ids.map((person_id) => ({ person_id, name: `P${person_id}`, class: 'human' }))
  await write('people', people)
  await write('person_cards', people)
  await write(
    'stage_runs',
    ['resolve', 'segment'].map((stage) => ({ stage, as_of: '2024-06-01 00:00:00' })),
  )
  await write('organisations', [
    { organisation_id: 1, name: 'Acme', domain: 'acme.example', kind: 'corporate', people: 99 },
  ])
  const schemes = ['ladder', 'kind', 'custom', 'topics', 'region', 'purpose']
  await write(
    'schemes',
    schemes.map((scheme) => ({ scheme, title: `The ${scheme}`, question: '', subject_kind: 'person' })),
  )
  const segments = ['ladder/P3', 'ladder/P4', 'kind/coder', 'kind/writer', 'custom/mine']
  await write(
    'segments',
    [...segments, 'topics/a,b', 'region/europe', 'purpose/business', 'firms/big'].map((segment) => ({
      segment,
      scheme: segment.split('/')[0],
      title: segment.split('/')[1],
    })),
  )
  await write('schemes', [{ scheme: 'firms', title: 'Firms', question: '', subject_kind: 'organisation' }])
  await write('memberships', [
    ...ids.map((id) => stay('ladder/P3', id, '2023-01-01', id <= 10 ? '2024-05-01' : null)),
    ...ids.slice(0, 10).map((id) => stay('ladder/P4', id, '2024-05-01')),
    ...ids.map((id) => stay(id <= 15 ? 'kind/coder' : 'kind/writer', id, '2023-01-01')),
    ...[10, 11, 12].map((id) => stay('custom/mine', id, '2024-04-01')),
    ...ids
      .slice(0, 10)
      .flatMap((id) => [stay('region/europe', id, '2023-01-01'), stay('purpose/business', id, '2023-01-01')]),
  ])
  await write(
    'states',
    ids.map((person_id) => ({
      person_id,
      ladder: 'participation',
      state: person_id <= 10 ? 'P4' : 'P3',
      entered_at: '2024-05-01',
    })),
  )
  await write(
    'affiliations',
    ids.slice(0, 16).map((person_id) => ({ person_id, organisation_id: 1, probability: 0.9 })),
  )
  const told = ['region', 'purpose'].map((attribute) => ({
    attribute,
    value: attribute === 'region' ? 'europe' : 'business',
  }))
  await write(
    'person_attributes',
    ids.slice(0, 10).flatMap((person_id) => told.map((one) => ({ person_id, ...one, probability: 0.9 }))),
  )
  await write(
    'activity',
    ids.slice(0, 5).map((person_id) => ({
      person_id,
      month: '2024-03-01',
      source: 'git:made-up',
      type: 'commit.author',
      events: 2,
    })),
  )
})

const profile = async (path: string) => segmentProfile.parse((await ask(path)).body)

test('a profile says what members are like, who they act for and where, and what distinguishes them', async () => {
  const found = await profile('/segments/ladder%2FP4/profile')
  expect([found.members, found.everybody, found.people]).toEqual([10, 40, 10])
  expect(found.ladder).toMatchObject([{ state: 'P4', people: 10 }])
  expect(found.organisations).toMatchObject([{ name: 'Acme', people: 10, of: 16 }])
  expect(found.channels).toMatchObject([{ source: 'git:made-up', people: 5, events: 10 }])
  const coder = found.distinguishes.find(({ title }) => title === 'coder')
  expect(coder).toMatchObject({ count: 10, share: 1, overall: 15 / 40 })
  expect(coder?.lift).toBeCloseTo(40 / 15)
  expect(coder?.rule).toEqual({ all: [{ member: { of: 'ladder/P4' } }, { member: { of: 'kind/coder' } }] })
  expect(found.typical).toHaveLength(5)
})

test('nothing that stands for what is protected is told, and what segments are made of is told once', async () => {
  const found = await profile('/segments/ladder%2FP4/profile')
  expect(JSON.stringify(found)).not.toContain('europe')
  expect(found.groups.filter(({ group }) => group.endsWith(':purpose'))).toMatchObject([
    { group: 'attribute:purpose' },
  ])
})

test('flows tell where members were just before, and where right after; a window cuts them', async () => {
  const { flows } = await profile('/segments/ladder%2FP4/profile')
  expect([flows.entered, flows.left]).toEqual([10, 0])
  const ladder = flows.schemes.find(({ scheme }) => scheme === 'ladder')
  expect(ladder).toMatchObject({ cameFrom: [{ segment: 'ladder/P3', stays: 10 }], fromNone: 0 })
  expect(flows.schemes.find(({ scheme }) => scheme === 'custom')).toMatchObject({ fromNone: null })
  const left = (await profile('/segments/ladder%2FP3/profile')).flows
  expect(left.schemes.find(({ scheme }) => scheme === 'ladder')?.wentTo).toMatchObject([
    { segment: 'ladder/P4', stays: 10 },
  ])
  expect((await profile('/segments/ladder%2FP4/profile?since=2024-05-15T00:00:00Z')).flows.entered).toBe(0)
})

test('a profile of an earlier moment tells who was in then', async () => {
  const then = await profile('/segments/ladder%2FP3/profile?asOf=2024-04-15T00:00:00Z')
  expect([then.members, then.flows.left]).toEqual([40, 0])
})

test('exact sets add up to the members, and their rules hold whom they say', async () => {
  const told = await ask('/segments/overlap?segments=ladder/P4,kind/coder,custom/mine')
  const found = segmentOverlap.parse(told.body)
  expect(found.sets.map((set) => [set.in.join('+'), set.members])).toEqual([
    ['ladder/P4+kind/coder', 9],
    ['kind/coder', 3],
    ['kind/coder+custom/mine', 2],
    ['ladder/P4+kind/coder+custom/mine', 1],
  ])
  expect(found.segments.map(({ members }) => members)).toEqual([10, 15, 3])
  expect(found.sets[1]?.rule).toEqual({
    all: [
      { not: { member: { of: 'ladder/P4' } } },
      { member: { of: 'kind/coder' } },
      { not: { member: { of: 'custom/mine' } } },
    ],
  })
})

test('a segment whose id holds a comma can be asked for', async () => {
  const { body } = await ask('/segments/overlap?segments=kind/coder,topics/a%252Cb')
  expect(segmentOverlap.parse(body).segments.map((one) => one.segment)).toEqual(['kind/coder', 'topics/a,b'])
})

test('two segments stand side by side', async () => {
  const found = segmentComparison.parse((await ask('/segments/compare?a=ladder/P4&b=kind/coder')).body)
  expect([found.both, found.onlyA, found.onlyB, found.jaccard]).toEqual([10, 0, 5, 10 / 15])
  const employer = found.groups.find(({ group }) => group.startsWith('employer'))
  expect(employer?.values).toMatchObject([
    { title: 'Company', a: { count: 10, share: 1 }, b: { count: 15, share: 1 }, q: 1 },
  ])
})

test('a comparison says which differences are more than chance, and carries the rule of each part', async () => {
  const found = segmentComparison.parse((await ask('/segments/compare?a=ladder/P4&b=kind/writer')).body)
  const employer = found.groups.find(({ group }) => group.startsWith('employer'))?.values[0]
  // 10 of 10 act for a company, 0 of 25 do: the least likely of all tables with these sums, 1 in 35 over 10.
  const chosen = Array.from({ length: 10 }, (_, at) => (35 - at) / (10 - at)).reduce((a, b) => a * b, 1)
  expect(employer?.q).toBeGreaterThanOrEqual(1 / chosen)
  expect(employer?.q).toBeLessThan(0.0001)
  expect(employer?.b.rule).toEqual({
    all: [{ member: { of: 'kind/writer' } }, { 'works-for': { kinds: ['corporate'], p: 0.8 } }],
  })
})

test('a segment that was published but in which nobody is placed yet is there, and says so', async () => {
  const told = { by: 'test', at: new Date('2024-06-01'), reason: '' }
  const rule = { stands: { at_least: 'P4' } }
  await publishDefinitions(store, { late: { title: 'Late', of: 'people', rule } }, told)
  const found = await ask('/segments/custom%2Flate')
  expect(segment.parse(found.body)).toMatchObject({ title: 'Late', computedAt: null, months: [] })
  for (const path of ['/segments/custom%2Flate/members', '/segments/custom%2Flate/profile']) {
    const refused = await ask(path)
    expect([path, refused.status]).toEqual([path, 409])
    expect(problem.parse(refused.body).detail).toContain('“Late”')
  }
})

test('schemes say how much one tells of another; segments made of rules only how many they hold', async () => {
  const { items } = listOf(schemeOverlap).parse((await ask('/schemes/overlap')).body)
  const find = (a: string, b: string) => items.find((one) => one.a === a && one.b === b)
  expect(find('custom', 'kind')).toMatchObject({ both: 3, onlyA: 0, onlyB: 37, association: null })
  // 10, 0, 5, 25 in the four fields: V = φ = (10 · 25 − 0 · 5) / √(10 · 30 · 15 · 25).
  expect(find('kind', 'ladder')?.association).toBeCloseTo(250 / Math.sqrt(112_500), 10)
  expect(associate([{ a: 1, b: 2, members: 9 }])).toEqual({ both: 9, onlyA: 0, onlyB: 0, association: null })
})

test('what cannot be looked at is refused with a sentence', async () => {
  const refused = {
    '/segments/nix/profile': 404,
    '/segments/ladder%2FP4/profile?since=2031-01-01T00:00:00Z': 422,
    '/segments/ladder%2FP4/profile?asOf=2031-01-01T00:00:00Z': 422,
    '/segments/overlap?segments=ladder/P4': 422,
    '/segments/overlap?segments=ladder/P4,nix': 404,
    '/segments/overlap?segments=ladder/P4,firms/big': 422,
    '/segments/compare?a=ladder/P4&b=ladder/P4': 422,
    '/segments/compare?a=ladder/P4': 422,
  }
  for (const [path, status] of Object.entries(refused)) {
    const told = await ask(path)
    expect([path, told.status]).toEqual([path, status])
    expect(problem.parse(told.body).detail).not.toBe('')
  }
  expect(door.faults).toEqual([])
})
