import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { openTestDoor, type TestDoor } from '../../../test/support/door.ts'
import { makeTestFolder, openTestStore } from '../../../test/support/workspace.ts'
import { addSource, changeSource, findConnector, readSources } from '../../collect/index.ts'
import { readNextReadings } from './next-reading.ts'
import { openScheduler, type Scheduler } from './scheduler.ts'

const store = await openTestStore()
// A month later for each test, because rows of runs are never written back in time.
let month = 0
let now = new Date(2027, month, 1, 12, 0)
const on = (day: number, hour: number, minute = 0) => new Date(2027, month, day, hour, minute)
let door: TestDoor
let scheduler: Scheduler
let path = ''
const header = 'name,email,joined\n'

beforeEach(async () => {
  for (const table of ['decisions', 'runs', 'events', 'aliases', 'quarantine'])
    await store.write(`TRUNCATE TABLE ${table}`)
  month += 2
  now = on(1, 12)
  door = openTestDoor(store, { now: () => now })
  scheduler = openScheduler(door.pipeline, door.jobs, (error) => door.faults.push(error))
  path = join(makeTestFolder(), 'joined.csv')
  writeFileSync(path, `${header}Ann,ann@example.org,2024-01-01\n`)
  return async () => {
    scheduler.close()
    await door.jobs.close()
    expect(door.faults).toEqual([])
  }
})

async function schedule(when: string): Promise<void> {
  const author = { at: now, by: 'test', secrets: door.pipeline.secrets }
  const table = findConnector('table')
  const config = { path, type: 'chat.join', timeColumn: 'joined' }
  const { source } = await addSource(store, table, config, author)
  await changeSource(store, source, { schedule: when }, { ...author, at: new Date(now.getTime() + 1) })
}

const readRuns = () =>
  door.jobs
    .list()
    .map(({ title, status }) => `${title}: ${status}`)
    .reverse()
const nextReading = async () =>
  [...(await readNextReadings(store, await readSources(store), now)).values()].at(0)

test('a source without a schedule is left alone', async () => {
  await schedule('off')
  await scheduler.check()
  expect(readRuns()).toEqual([])
  expect(await nextReading()).toBeUndefined()
})

test('a source is read at once when it never was, then at its times', async () => {
  await schedule('0 6 * * *')
  await scheduler.check()
  expect(readRuns()).toEqual(['Collect table:joined, as scheduled: done'])
  expect(await nextReading()).toEqual(on(2, 6))
  await scheduler.check()
  expect(readRuns()).toHaveLength(1)
  now = on(2, 6, 1)
  await scheduler.check()
  expect(readRuns()).toHaveLength(2)
})

test('two checks at once start one job', async () => {
  await schedule('hourly')
  await Promise.all([scheduler.check(), scheduler.check()])
  expect(readRuns()).toHaveLength(1)
})

test('a source that breaks is tried again, later each time, and goes back to its times when it is mended', async () => {
  await schedule('0 6 * * *')
  rmSync(path)
  for (const minutes of [5, 10, 20]) {
    await scheduler.check()
    const next = (await nextReading()) ?? now
    expect(Math.round((next.getTime() - now.getTime()) / 60_000)).toBe(minutes)
    now = next
  }
  writeFileSync(path, `${header}Ann,ann@example.org,2024-01-01\n`)
  await scheduler.check()
  expect(await nextReading()).toEqual(on(2, 6))
})

test('what was missed while nothing ran is read once', async () => {
  await schedule('0 6 * * *')
  await scheduler.check()
  now = on(9, 12)
  expect(await nextReading()).toEqual(now)
  await scheduler.check()
  await scheduler.check()
  expect(readRuns()).toHaveLength(2)
})
