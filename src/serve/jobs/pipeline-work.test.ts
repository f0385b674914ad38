import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { openTestDoor, type TestDoor } from '../../../test/support/door.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { UserError } from '../../core/index.ts'
import { decide } from '../../store/index.ts'
import type { Job } from '../http/contract.ts'
import { decideAsOf } from './as-of.ts'
import { type PipelineRequest, planPipeline } from './pipeline-work.ts'
import { readStageFreshness } from './stage-freshness.ts'

const store = await openTestStore()
const hour = 3_600_000
let now = new Date('2026-01-01T00:00:00Z')

beforeEach(async () => {
  now = new Date('2026-01-01T00:00:00Z')
  for (const table of ['stage_runs', 'runs', 'decisions', 'people'])
    await store.write(`TRUNCATE TABLE ${table}`)
})

async function runJob(door: TestDoor, request: PipelineRequest = {}): Promise<Job> {
  const { title, work } = await planPipeline(door.pipeline, request)
  return door.jobs.ended(door.jobs.start(title, work).jobId)
}
const openDoor = (stages = {}): TestDoor => openTestDoor(store, { now, stages })
const pass = (milliseconds: number): void => {
  now = new Date(now.getTime() + milliseconds)
}
const staleness = async (): Promise<Record<string, boolean>> =>
  Object.fromEntries((await readStageFreshness(store, now)).map(({ stage, stale }) => [stage, stale]))
const appendRun = async (events: number, ...statuses: string[]): Promise<void> => {
  const run = randomUUID()
  for (const status of statuses) {
    pass(1)
    await store.write(
      `INSERT INTO runs (run_id, source, started_at, updated_at, status, events_appended) VALUES ({run:UUID}, 'git:demo', {at:DateTime64(3)}, {at:DateTime64(6)}, {status:String}, {events:UInt64})`,
      { run, at: now, status, events },
    )
  }
}

test('what never ran is stale; what ran is not, and does not run again', async () => {
  expect(await staleness()).toEqual({ resolve: true, segment: true })
  const door = openDoor()
  expect(await runJob(door)).toMatchObject({ status: 'done', message: 'resolve ran. segment ran.' })
  expect(door.ran).toEqual(['resolve', 'segment'])
  expect(await staleness()).toEqual({ resolve: false, segment: false })
  await runJob(door)
  expect(door.ran).toEqual(['resolve', 'segment'])
})

test.each([
  ['new events', () => appendRun(5, 'running', 'complete'), { resolve: true, segment: true }],
  [
    'a run that brought nothing',
    () => appendRun(0, 'running', 'complete'),
    { resolve: false, segment: false },
  ],
  ['a run that was killed', () => appendRun(0, 'running', 'failed'), { resolve: true, segment: true }],
  [
    'a decision',
    () => decideAsOf(store, now, { at: now, by: 'test', reason: '' }),
    { resolve: true, segment: true },
  ],
  [
    'a source that was only defined',
    () => decide(store, { kind: 'source', subject: 's', body: {}, at: now, by: 'test', reason: '' }),
    { resolve: false, segment: false },
  ],
])('after %s', async (_name, change, expected) => {
  await runJob(openDoor())
  pass(hour)
  await change()
  pass(hour)
  expect(await staleness()).toEqual(expected)
})

test('now moves on: a day later the stages are stale; a fixed date is not', async () => {
  await runJob(openDoor())
  pass(25 * hour)
  expect(await staleness()).toEqual({ resolve: true, segment: true })
  await decideAsOf(store, new Date('2007-10-16T00:00:00Z'), { at: now, by: 'test', reason: '' })
  pass(1)
  await runJob(openDoor())
  pass(100 * 24 * hour)
  expect(await staleness()).toEqual({ resolve: false, segment: false })
})

test('resolving anew makes segments stale', async () => {
  await runJob(openDoor())
  pass(hour)
  const door = openDoor()
  await runJob(door, { stages: ['resolve'] })
  expect(door.ran).toEqual(['resolve'])
  expect(await staleness()).toEqual({ resolve: false, segment: true })
})

test('a stage that fails leaves the tables before it and stays stale', async () => {
  await store.write(`INSERT INTO people (person_id, name, class) VALUES (1, 'Ann', 'human')`)
  await runJob(openDoor())
  pass(hour)
  await appendRun(1, 'complete')
  pass(hour)
  const fail = async (): Promise<never> => {
    throw new UserError('This question needs more memory.', { status: 422 })
  }
  const job = await runJob(openDoor({ segment: fail }))
  expect(job).toMatchObject({ status: 'failed', message: 'This question needs more memory.' })
  expect(await staleness()).toEqual({ resolve: false, segment: true })
  const response = await openDoor().app.request('http://localhost/api/v1/people')
  expect(await response.json()).toMatchObject({ total: 1 })
})

test('stages speak of the moment the workspace is set to', async () => {
  const at = new Date('2007-10-16T00:00:00Z')
  await decideAsOf(store, at, { at: now, by: 'test', reason: '' })
  const moments: Date[] = []
  const note = async (_store: unknown, options: { asOf: Date }) => {
    moments.push(options.asOf)
    return { stage: 'resolve' as const, asOf: options.asOf, rows: 0, notes: [] }
  }
  await runJob(openDoor({ resolve: note }))
  expect(moments).toEqual([at])
})

test('a source that is not there is refused before anything starts', async () => {
  await expect(planPipeline(openDoor().pipeline, { sources: ['git:nowhere'] })).rejects.toThrow(
    /no source “git:nowhere”/,
  )
})
