import { beforeAll, describe, expect, test } from 'vitest'
import { openTestDoor } from '../../../../test/support/door.ts'
import { observe } from '../../../../test/support/observed.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { resolve } from '../../../resolve/index.ts'
import { segment } from '../../../segment/index.ts'
import { readStageFreshness } from '../../jobs/stage-freshness.ts'
import { rebuildPages } from '../../pages/rebuild-pages.ts'
import {
  businessModel,
  chosenModel,
  hypothesis,
  listOf,
  modelTakenBack,
  problem,
  target,
  targetSnapshot,
  targets,
} from '../contract.ts'

const store = await openTestStore()
const now = new Date('2024-06-10')
const door = openTestDoor(store, { now })

async function send(method: string, path: string, body?: unknown) {
  const response = await door.app.request(`http://localhost/api/v1${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const told = (await response.json()) as unknown
  if (response.status === 500) throw new Error(JSON.stringify([path, told, door.faults.map(String)]))
  return { status: response.status, body: told }
}
const refused = async (method: string, path: string, body?: unknown) => {
  const answer = await send(method, path, body)
  return `${answer.status} ${problem.parse(answer.body).detail}`
}
const readAll = async () => targets.parse((await send('GET', '/targets')).body)
const reporting = ['Ada Loom', 'Bob Weft', 'Cid Warp', 'Dee Quill', 'Eli Fjord', 'Fay Brook']
const writing = ['Gus Marsh', 'Hal Stone', 'Ivy Thorn', 'Jon Cliff', 'Kim Heath', 'Leo Dune', 'Max Ridge']
const acts = (names: readonly string[], type: string, days: number, month = '2024-05') =>
  names.flatMap((name) =>
    Array.from({ length: days }, (_, day) => ({
      name,
      email: `${name.replace(' ', '.')}@gmx.de`.toLowerCase(),
      type,
      at: `${month}-${String(day + 1).padStart(2, '0')}T10:00:00Z`,
      id: `${name} ${type} ${month} ${day}`,
    })),
  )
const reporters = '/targets/custom%2Fbug-reporters'
const scores = { fit: 4, reach: 3, knowledge: 3, channel: 4 }

beforeAll(async () => {
  await observe(store, [
    ...acts(reporting, 'issue.open', 3),
    ...acts(writing, 'commit.author', 2),
    // Longer ago than a year: they count nowhere.
    ...acts(reporting, 'issue.open', 2, '2022-05'),
  ])
  const options = { asOf: now, signal: new AbortController().signal }
  await resolve(store, options)
  await segment(store, options)
  await rebuildPages(store, now)
  await store.write(
    `INSERT INTO stage_runs SELECT arrayJoin(['resolve', 'segment']), now64(3), now64(3), now64(3), 1`,
  )
})

describe('a business model', () => {
  test('before one is chosen there is no target, and nothing can be kept', async () => {
    expect(listOf(businessModel).parse((await send('GET', '/business-models')).body).total).toBe(8)
    expect(await readAll()).toMatchObject({ model: null, items: [], missing: [] })
    expect(await refused('POST', '/target-snapshots', {})).toMatch(/^409 There are no targets/)
    expect(await refused('DELETE', '/business-model')).toMatch(/^404 No business model/)
    expect(await refused('POST', '/business-model', { model: 'selling-air' })).toContain('open-core')
  })

  test('says what it would publish before it does, and what is there stays as it is', async () => {
    const own = { title: 'Ours', rule: { did: { acts: ['qa.answer'] } } }
    await send('POST', '/definitions', { definitions: { helpers: own } })
    const asked = await send('POST', '/business-model', { model: 'open-core', isTrial: true })
    const trial = chosenModel.parse(asked.body)
    expect(trial.published.map(({ name }) => name)).toContain('bug-reporters')
    expect(trial.published.find(({ name }) => name === 'bug-reporters')?.total).toBe(6)
    expect(trial.kept).toEqual(['helpers'])
    expect((await readAll()).model).toBeNull()

    const chosen = chosenModel.parse((await send('POST', '/business-model', { model: 'open-core' })).body)
    expect(chosen.published.map(({ name }) => name)).toEqual(trial.published.map(({ name }) => name))
    expect((await door.jobs.ended(chosen.jobId ?? '')).status).toBe('done')
    const found = await readAll()
    expect(found.model).toMatchObject({ model: 'open-core' })
    expect(found.items.length).toBe(7)
    expect(found.missing).toEqual([])
    expect(found.weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9)
    const again = chosenModel.parse((await send('POST', '/business-model', { model: 'open-core' })).body)
    expect([again.published, again.jobId]).toEqual([[], null])
  })
})

describe('a target', () => {
  test('counts what members did in twelve months, and says what lacks', async () => {
    const found = target.parse((await send('GET', reporters)).body)
    expect(found).toMatchObject({ members: 6, subjectKind: 'person', reachable: 6 })
    expect(found.reach).toEqual([{ channel: 'tracker', members: 6 }])
    expect(found.figures.values.find(({ name }) => name === 'bugs-found')).toMatchObject({
      measured: 18,
      count: { low: 18, mode: 18, high: 18, origin: 'measured' },
      hours: { mode: 3, origin: 'usual' },
    })
    expect(found.figures.values.find(({ name }) => name === 'bugs-fixed')?.measured).toBeNull()
    // 18 × 3.5 h × 81.67 × 0.2333, the means of the triangles, in cents.
    expect((found.placement.impact?.mean ?? 0) / (18 * 3.5 * 8166.7 * (0.7 / 3))).toBeCloseTo(1, 1)
    expect(found.placement).toMatchObject({ status: 'insufficient_data', raters: 0, quadrant: null })
    expect(found.placement.reasons.join()).toContain('0 of at least 2 raters')
  })

  test('needs two raters, and one person is one however the name is written', async () => {
    const rate = (rater: string, given: object) =>
      send('PUT', `${reporters}/ratings/${encodeURIComponent(rater)}`, { scores: given })
    expect((await rate('Ann', scores)).status).toBe(200)
    const twice = target.parse((await rate(' ANN ', { ...scores, fit: 3 })).body)
    expect(twice.placement).toMatchObject({ status: 'insufficient_data', raters: 1 })
    const both = target.parse((await rate('Bob', scores)).body)
    expect(both.placement.raters).toBe(2)
    expect(both.placement.probabilities).not.toBeNull()
    const sum = Object.values(both.placement.probabilities ?? {}).reduce((total, one) => total + one, 0)
    expect(sum).toBeCloseTo(1, 9)
    expect((await readAll()).items[0]?.segment).toBe('custom/bug-reporters')
    for (const [given, words] of [
      [{ fit: 4 }, 'reach and knowledge and channel lacks'],
      [{ ...scores, charm: 1 }, '“charm” is none of them'],
      [{ ...scores, fit: 5 }, 'fit'],
      [{ ...scores, fit: '4' }, 'fit'],
    ] as const)
      expect(problem.parse((await rate('Cid', given)).body).detail).toContain(words)
    expect(await refused('DELETE', `${reporters}/ratings/Cid`)).toMatch(/^404/)
    expect(await refused('PUT', `/targets/custom%2Fnobody/ratings/Cid`, { scores })).toMatch(/^404/)
  })

  test('figures are overruled one by one and taken back; a triangle out of order is refused', async () => {
    const say = (figures: object) => send('PUT', `${reporters}/economics`, { figures })
    await say({
      revenue: { low: 100_000, mode: 200_000, high: 400_000 },
      conversion: { low: 1, mode: 1, high: 1 },
    })
    const more = target.parse(
      (await say({ values: { 'bugs-found': { hours: { low: 1, mode: 1, high: 1 } } } })).body,
    )
    expect(more.figures.revenue).toMatchObject({ mode: 200_000, origin: 'said' })
    expect(more.figures.values.find(({ name }) => name === 'bugs-found')).toMatchObject({
      count: { mode: 18, origin: 'measured' },
      hours: { mode: 1, origin: 'said' },
    })
    expect((more.placement.impact?.mean ?? 0) > 6 * 200_000).toBe(true)
    expect(more.placement.tornado?.blades.map(({ factor }) => factor)).toContain('revenue')
    for (const wrong of [
      { revenue: { low: 2, mode: 1, high: 3 } },
      { conversion: { low: 0, mode: 0.5, high: 1.5 } },
      { values: { miracles: {} } },
      { profit: { low: 1, mode: 1, high: 1 } },
      { revenue: 5 },
      { supportCost: { low: -1, mode: 0, high: 0 } },
    ])
      expect((await say(wrong)).status, JSON.stringify(wrong)).toBe(422)
    const cleared = target.parse((await say({ revenue: null })).body)
    expect(cleared.figures.revenue).toEqual({ low: 0, mode: 0, high: 0, origin: 'usual' })
    const [one, two] = await Promise.all([
      say({ programCost: { low: 1, mode: 1, high: 1 } }),
      say({ supportCost: { low: 2, mode: 2, high: 2 } }),
    ])
    expect([one.status, two.status]).toEqual([200, 200])
    const after = target.parse((await send('GET', reporters)).body)
    expect([after.figures.programCost.mode, after.figures.supportCost.mode]).toEqual([1, 2])
  })

  test('too few members are nobody’s statistics', async () => {
    const found = (await readAll()).items.find((one) => one.segment === 'custom/commercial-interest')
    expect(found?.placement).toMatchObject({ status: 'insufficient_data', impact: null })
    expect(found?.placement.reasons[0]).toContain('0 known members')
  })
})

test('criteria that contradict each other are refused, and what they contradict is named', async () => {
  const say = (settings: object) => refused('PUT', '/target-settings', { settings })
  const three = ['a', 'b', 'c'].map((name) => ({ name, title: name, none: '-', full: '+' }))
  expect(await say({ criteria: three, comparisons: [[9, 1 / 9], [9]] })).toMatch(/^422 .*consistency ratio/)
  expect(await say({ criteria: three, comparisons: [[1, 1]] })).toContain('in 2 rows of 2, 1')
  expect(await say({ currency: 'euro' })).toContain('three capital letters')
  expect(await say({ segments: ['custom/none'] })).toMatch(/^404/)
  expect(await say({ segments: [7] })).toMatch(/^422/)
  expect(await say({ importanceThreshold: 2 })).toMatch(/^422/)
})

test('a snapshot keeps its thresholds: other thresholds later relabel nothing', async () => {
  const threshold = (impactThreshold: number | null) =>
    send('PUT', '/target-settings', { settings: { impactThreshold } })
  await threshold(-1)
  const taken = targetSnapshot.parse((await send('POST', '/target-snapshots', { reason: 'first' })).body)
  expect(taken).toMatchObject({ quarter: '2024-Q2', version: 1, thresholds: { impact: -1, isMedian: false } })
  const labelled = (found: typeof taken) =>
    found.targets.find((one) => one.segment === 'custom/bug-reporters')?.quadrant
  expect(labelled(taken)).toBe('strategic')
  await threshold(1_000_000_000)
  const after = (await readAll()).items.find((one) => one.segment === 'custom/bug-reporters')
  expect(after?.placement.quadrant).toBe('catalysts')
  const kept = targetSnapshot.parse((await send('GET', '/target-snapshots/2024-Q2')).body)
  expect(kept).toEqual(taken)
  const second = targetSnapshot.parse((await send('POST', '/target-snapshots', {})).body)
  expect([second.version, labelled(second)]).toEqual([2, 'catalysts'])
  const first = targetSnapshot.parse((await send('GET', '/target-snapshots/2024-Q2?version=1')).body)
  expect(first).toEqual(taken)
  expect(await refused('GET', '/target-snapshots/2024-Q9')).toMatch(/^404/)
  await threshold(null)
})

test('a hypothesis is added once, judged by somebody with a reason, and opened again', async () => {
  const said = {
    segment: 'custom/bug-reporters',
    sentence: 'They halve what we test',
    measure: 'hours of testing a release',
    target: 'at most 40',
    due: '2025-01-01',
    program: 'bug-hunt',
  }
  const added = hypothesis.parse((await send('POST', '/hypotheses', { hypothesis: said })).body)
  expect(added).toMatchObject({ ...said, verdict: null })
  expect(await refused('POST', '/hypotheses', { hypothesis: said })).toMatch(/^409/)
  expect(await refused('POST', '/hypotheses', { hypothesis: { ...said, due: 'soon' } })).toMatch(/^422/)
  const judge = (verdict: unknown) => send('POST', `/hypotheses/${added.id}/verdict`, { verdict })
  expect((await judge({ verdict: 'kept', by: '', reason: 'x' })).status).toBe(422)
  const kept = hypothesis.parse((await judge({ verdict: 'kept', by: 'Ann', reason: '38 hours' })).body)
  expect(kept.verdict).toEqual({ verdict: 'kept', by: 'Ann', reason: '38 hours', at: now.toISOString() })
  expect(hypothesis.parse((await judge(null)).body).verdict).toBeNull()
})

test('usefulness says of each test what would raise it, and a plan raises one', async () => {
  const before = target.parse((await send('GET', reporters)).body)
  const score = (found: typeof before, test: string) =>
    found.usefulness.tests.find((one) => one.test === test)
  expect(score(before, 'accessible')).toMatchObject({ score: 1, raise: '' })
  expect(score(before, 'substantial')).toMatchObject({ score: 0.3 })
  expect(score(before, 'substantial')?.raise).toContain('Find 14 more')
  expect(score(before, 'actionable')?.score).toBe(0.5)
  expect(before.plan).toMatchObject({ isWritten: false, gain: expect.stringContaining('problem') })
  const plan = { owner: 'Ann', gain: 'Fixed faster', say: 'Thanks', never: ['Close without a reason'] }
  const after = target.parse((await send('PUT', `${reporters}/plan`, { plan })).body)
  expect(score(after, 'actionable')?.score).toBe(1)
  expect(after.plan).toMatchObject({ ...plan, isWritten: true })
  expect((await send('PUT', `${reporters}/plan`, { plan: { ...plan, budget: 1 } })).status).toBe(422)
})

test('what is decided on targets makes no stage stale; taken back, the model’s own segments are retired', async () => {
  await send('POST', '/definitions', {
    definitions: { 'code-contributors': { title: 'Changed', rule: { did: { acts: ['commit.author'] } } } },
  })
  await store.write(
    `INSERT INTO stage_runs SELECT arrayJoin(['resolve', 'segment']), toDateTime64('2024-06-10', 3), now64(3), now64(3), 1`,
  )
  const stale = async () => (await readStageFreshness(store, now)).map((one) => one.stale)
  const fresh = await stale()
  await send('PUT', `${reporters}/ratings/Ann`, { scores })
  expect(await stale()).toEqual(fresh)
  const { retired, kept, jobId } = modelTakenBack.parse((await send('DELETE', '/business-model')).body)
  if (jobId !== null) await door.jobs.ended(jobId)
  expect(retired).toContain('bug-reporters')
  expect(retired).not.toContain('helpers')
  expect(kept).toEqual({ 'code-contributors': 'somebody changed it since' })
  const after = await readAll()
  expect(after.model).toBeNull()
  expect(after.missing).toEqual(['custom/bug-reporters'])
})

test('more targets than are looked at in one question are all there', async () => {
  await store.write(
    `INSERT INTO segments SELECT concat('made/', leftPad(toString(number), 2, '0')), 'made', 'Made up', 'Made up.', 0, 0, 0, now64(3) FROM numbers(60)`,
  )
  await store.write(`INSERT INTO schemes SELECT 'made', 'Made up', 'Who?', 'person', 0, 0, 0, now64(3)`)
  for (let at = 0; at < 60; at++) {
    const segment = `made/${String(at).padStart(2, '0')}`
    const hypothesis = { segment, sentence: 'They help', measure: 'answers', target: '9', due: '2027-01-01' }
    expect((await send('POST', '/hypotheses', { hypothesis })).status).toBe(200)
  }
  const { items, missing } = await readAll()
  expect(items.filter(({ segment }) => segment.startsWith('made/'))).toHaveLength(60)
  expect(missing.filter((segment) => segment.startsWith('made/'))).toEqual([])
})
