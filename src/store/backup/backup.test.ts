import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  copyEmptyWorkspace,
  type Mode,
  makeTestFolder,
  modes,
  openTestServer,
} from '../../../test/support/workspace.ts'
import { decide, readVersions } from '../decision.ts'
import type { Store } from '../store.ts'
import { openWorkspace, type Workspace } from '../workspace.ts'
import { backup } from './backup.ts'
import { readContent, readKeptTables } from './content.ts'
import { restore } from './restore.ts'

const root = makeTestFolder()
const server = await openTestServer()
const clock = { now: () => new Date('2024-03-04T05:06:07Z') }
let made = 0
const nameOne = (): string => {
  made += 1
  return `b${made}`
}

interface Place {
  readonly folder: string
  readonly url?: string | undefined
}
const choosePlace = (mode: Mode): Place => {
  const name = nameOne()
  return { folder: join(root, name), url: mode === 'server' ? `${server}/${name}` : undefined }
}
async function makeSource(mode: Mode): Promise<Place> {
  const place = choosePlace(mode)
  if (mode === 'embedded') await copyEmptyWorkspace(place.folder)
  return place
}
const open = (place: Place): Promise<Workspace> =>
  openWorkspace({ ...place, clock, program: 'groundswell test' })
/** The engine takes one folder at a time in a process. */
async function visit<T>(place: Place, ask: (store: Store) => Promise<T>): Promise<T> {
  const workspace = await open(place)
  try {
    return await ask(workspace.store)
  } finally {
    await workspace.close()
  }
}

const kept = [
  'aliases',
  'claims',
  'decisions',
  'events',
  'membership_changes',
  'network_sightings',
  'quarantine',
  'retold_events',
  'runs',
  'segment_looks',
  'webhook_attempts',
]
const hostile = "it's \\ \n\n<b>\u202E\0 😀"

/** A community of every kind of value, with rows written twice. */
async function fill(store: Store): Promise<void> {
  for (const _twice of [1, 2]) {
    await store.write(
      `INSERT INTO events SELECT reinterpretAsUInt128(sipHash128(number)), 'source', toString(number), 'commit.author',
        toDateTime64('1969-12-31 23:59:59.999', 3, 'UTC') + number * 1000, if(number % 2 = 0, NULL, toInt16(number - 300)), number, 0, 0, {text:String}, 'commit',
        toString(number), '', 'public', 'x', '', map({text:String}, ''), map('added', 1 / (number + 1), 'none', nan), ['a', {text:String}], [],
        toUUID('61f0c404-5cb3-11e7-907b-a6006ad3dba0'), toDateTime64('2024-01-01 00:00:00', 3, 'UTC') FROM numbers(3000)`,
      { text: hostile },
    )
    await store.write(
      `INSERT INTO aliases SELECT number, 'source', 'git', {text:String}, '', '', '', generateUUIDv4(), toDateTime64('2024-01-01 00:00:00', 3, 'UTC') FROM numbers(50)`,
      { text: hostile },
    )
  }
  for (const body of [{ value: hostile }, null, [1, 2.5]])
    await decide(store, {
      kind: 'setting',
      subject: hostile,
      body,
      at: new Date('2024-01-01T00:00:00.123Z'),
      by: 'tester',
      reason: '',
    })
}

async function readAll(store: Store): Promise<unknown> {
  const tables = await readKeptTables(store)
  const contents = await Promise.all(tables.map(async (table) => [table, await readContent(store, table)]))
  return [contents, await readVersions(store, 'setting', hostile)]
}

describe.each(modes)('a backup, %s', (mode) => {
  test('restored, everything that was observed and decided is as it was', async () => {
    const place = await makeSource(mode)
    const target = join(root, nameOne())
    const before = await visit(place, async (store) => {
      await fill(store)
      const report = await backup(store, target, { clock })
      expect(report.tables.map(({ table }) => table)).toEqual(kept)
      expect(report.tables).toContainEqual({ table: 'events', rows: 3000 })
      expect(report.notes.join(' ')).toContain('groundswell run')
      return readAll(store)
    })
    for (const other of modes) {
      const restored = choosePlace(other)
      const steps: string[] = []
      const report = await restore(target, {
        ...restored,
        clock,
        program: 'groundswell restore',
        onStep: (table) => steps.push(table),
      })
      expect(report.tables).toContainEqual({ table: 'aliases', rows: 50 })
      expect(steps).toEqual(kept)
      expect(await visit(restored, readAll)).toEqual(before)
    }
  })

  test('holds no keys, only for its owner, and says what it leaves out', async () => {
    const place = await makeSource(mode)
    const target = join(root, nameOne(), 'below')
    mkdirSync(join(place.folder, 'keys'), { recursive: true })
    writeFileSync(join(place.folder, 'keys', '2024-03'), 'a secret key')
    await visit(place, (store) => backup(store, target, { clock }))
    const names = ['manifest.json', ...kept.map((table) => `${table}.native.gz`)]
    expect(readdirSync(target).sort()).toEqual(names.sort())
    const modesOfFiles = readdirSync(target).map((name) => statSync(join(target, name)).mode & 0o077)
    expect([statSync(target).mode & 0o077, ...modesOfFiles].every((bits) => bits === 0)).toBe(true)
    const manifest = readFileSync(join(target, 'manifest.json'), 'utf8')
    expect(manifest).toContain('monthly keys')
    expect(JSON.parse(manifest)).toMatchObject({ format: 1, madeAt: '2024-03-04T05:06:07.000Z' })
  })

  test('made while rows arrive, each table is as it was at one moment', async () => {
    const place = await makeSource(mode)
    const target = join(root, nameOne())
    await visit(place, async (store) => {
      await fill(store)
      let done = false
      const writing = (async () => {
        for (let version = 0; !done; version += 1)
          await store.write(
            `INSERT INTO aliases (alias_id, source) SELECT {from:UInt64} + number, 'later' FROM numbers(10)`,
            {
              from: 1000 + version * 10,
            },
          )
      })()
      const report = await backup(store, target, { clock })
      done = true
      await writing
      const rows = report.tables.find(({ table }) => table === 'aliases')?.rows ?? 0
      expect(rows % 10).toBe(0)
      expect(rows).toBeGreaterThanOrEqual(50)
      const leftovers = await store.read({
        text: `SELECT name FROM system.tables WHERE database = currentDatabase() AND endsWith(name, '_backup')`,
        params: {},
        row: z.unknown(),
      })
      expect(leftovers).toEqual([])
    })
    await restore(target, { ...choosePlace(mode), clock, program: 'test' })
  })

  test('never overwrites, neither when made nor when restored', async () => {
    const place = await makeSource(mode)
    const target = join(root, nameOne())
    mkdirSync(target)
    await visit(place, async (store) => {
      await fill(store)
      await expect(backup(store, target, { clock })).rejects.toThrow(
        `${target} exists already, and a backup never overwrites. Choose a new name.`,
      )
      await backup(store, `${target}-2`, { clock })
    })
    await expect(restore(`${target}-2`, { ...place, clock, program: 'test' })).rejects.toThrow(
      /is not empty.*restoring never overwrites/,
    )
    expect(await visit(place, (store) => readContent(store, 'events'))).toMatchObject({ rows: 3000 })
  })

  test('of which something does not fit is refused, and nothing is left of the attempt', async () => {
    const target = join(root, nameOne())
    await visit(await makeSource(mode), async (store) => {
      await fill(store)
      await backup(store, target, { clock })
    })
    const manifestPath = join(target, 'manifest.json')
    const manifest = readFileSync(manifestPath, 'utf8')
    const place = choosePlace(mode)
    const attempt = (): Promise<unknown> => restore(target, { ...place, clock, program: 'test' })
    const around = readdirSync(root)

    writeFileSync(manifestPath, manifest.replace(/("table": "events"[\s\S]*?"content": ")\d/, '$17'))
    await expect(attempt()).rejects.toThrow('The backup of events does not say what its manifest says')
    writeFileSync(manifestPath, manifest.replace('"object_id"', '"object_ix"'))
    await expect(attempt()).rejects.toThrow('The backup of events has other columns than its schema')
    writeFileSync(manifestPath, manifest.replace(/("checksum": ")\w/, '$1x'))
    await expect(attempt()).rejects.toThrow('was made by a different build: schema step 1 “observations”')
    writeFileSync(manifestPath, manifest.replace('"format": 1', '"format": 2'))
    await expect(attempt()).rejects.toThrow('was made by a newer Groundswell')
    writeFileSync(manifestPath, manifest.slice(0, 100))
    await expect(attempt()).rejects.toThrow('manifest.json is damaged')
    writeFileSync(manifestPath, manifest)
    const file = join(target, 'events.native.gz')
    const bytes = readFileSync(file)
    truncateSync(file, bytes.length - 10)
    await expect(attempt()).rejects.toThrow(`${file} is damaged`)
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1
    writeFileSync(file, bytes)
    await expect(attempt()).rejects.toThrow(`${file} is damaged`)

    expect(
      readdirSync(root).filter((name) => !around.includes(name) && !place.folder.endsWith(name)),
    ).toEqual([])
    expect(await visit(place, (store) => readContent(store, 'events'))).toMatchObject({ rows: 0 })
  })
})

test('a folder that is no backup, or an unfinished one, is a sentence', async () => {
  const options = { folder: join(root, nameOne()), clock, program: 'test' }
  await expect(restore(root, options)).rejects.toThrow('is not a backup of Groundswell')
  await expect(restore(join(root, 'none'), options)).rejects.toThrow('is not a backup of Groundswell')
  await expect(restore(join(root, 'x.partial'), options)).rejects.toThrow('a backup that was not finished')
})
