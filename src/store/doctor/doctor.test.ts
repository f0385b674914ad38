import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startChild } from '../../../test/support/child.ts'
import {
  copyEmptyWorkspace,
  type Mode,
  makeTestFolder,
  modes,
  openTestServer,
} from '../../../test/support/workspace.ts'
import { connectStore, type Store } from '../store.ts'
import { openWorkspace } from '../workspace.ts'
import { type ExaminationOptions, examineWorkspace, type Finding } from './index.ts'

const root = makeTestFolder()
const server = await openTestServer()
const clock = { now: () => new Date() }
let made = 0

interface Place {
  readonly folder: string
  readonly url?: string | undefined
}

/** A workspace with some events, closed, after something was done to it. */
async function make(mode: Mode = 'embedded', spoil?: (store: Store) => Promise<unknown>): Promise<Place> {
  made += 1
  const place = { folder: join(root, `d${made}`), url: mode === 'server' ? `${server}/d${made}` : undefined }
  if (mode === 'embedded') await copyEmptyWorkspace(place.folder)
  const workspace = await openWorkspace({ ...place, clock, program: 'test' })
  await workspace.store.write(
    `INSERT INTO events (event_id, source_event_id, ingested_at) SELECT number, hex(sipHash128(number)), now64(3) FROM numbers(1000)`,
  )
  await spoil?.(workspace.store)
  await workspace.close()
  return place
}
const examine = (place: Place, more: Partial<ExaminationOptions> = {}): Promise<Finding[]> =>
  examineWorkspace({ ...place, clock, ...more })
const notWell = (findings: Finding[]): Finding[] => findings.filter(({ status }) => status !== 'ok')

describe.each(modes)('a workspace, %s', (mode) => {
  test('that is well: every look says so, and nothing is changed', async () => {
    const place = await make(mode)
    const before = readdirSync(place.folder, { recursive: true }).filter(
      (path) => !String(path).includes('engine'),
    )
    const findings = await examine(place)
    expect(notWell(findings)).toEqual([])
    expect(new Set(findings.map(({ check }) => check))).toEqual(
      new Set([
        'git',
        'clock',
        'folder',
        'disk',
        'holder',
        'keys',
        'left files',
        'engine',
        'schema',
        'tables',
        'left tables',
        'times',
      ]),
    )
    expect(
      readdirSync(place.folder, { recursive: true }).filter((path) => !String(path).includes('engine')),
    ).toEqual(before)
  })

  test('behind, ahead, or without a table', async () => {
    const behind = await make(mode, (store) => store.write('DELETE FROM migrations WHERE number >= 5'))
    expect(notWell(await examine(behind))).toMatchObject([
      { check: 'schema', status: 'warn', sentence: expect.stringContaining('at step 4 of') },
    ])
    const ahead = await make(mode, (store) =>
      store.write(`INSERT INTO migrations (number, name, checksum) VALUES (9999, 'later', '')`),
    )
    expect(notWell(await examine(ahead))).toMatchObject([
      { check: 'schema', status: 'fail', sentence: expect.stringContaining('newer Groundswell') },
    ])
    const without = await make(mode, (store) => store.write('DROP TABLE people SYNC'))
    expect(notWell(await examine(without))).toMatchObject([
      { check: 'schema', status: 'fail', sentence: expect.stringContaining('The tables people are missing') },
    ])
  })

  test('with what a killed program left, and times later than now', async () => {
    const place = await make(mode, async (store) => {
      await store.write('CREATE TABLE people_next AS people')
      await store.write(`INSERT INTO decisions SELECT 1, 'k', 's', 1, '', now64(6) + INTERVAL 1 DAY, '', ''`)
    })
    writeFileSync(join(place.folder, 'x.csv.partial'), '')
    expect(notWell(await examine(place)).map(({ check, status }) => `${check} ${status}`)).toEqual([
      'left files warn',
      'left tables warn',
      'times warn',
    ])
  })

  test('open in this process: its store answers', async () => {
    const place = await make(mode)
    const workspace = await openWorkspace({ ...place, clock, program: 'groundswell serve' })
    const findings = await examine(place, { store: workspace.store })
    await workspace.close()
    expect(notWell(findings)).toEqual([])
    expect(findings).toContainEqual({
      check: 'holder',
      status: 'ok',
      sentence: `Process ${process.pid} (groundswell serve) uses the workspace.`,
    })
  })
})

describe('a folder', () => {
  test('others can read, also its keys', async () => {
    const place = await make()
    chmodSync(place.folder, 0o755)
    mkdirSync(join(place.folder, 'keys'), { mode: 0o700 })
    writeFileSync(join(place.folder, 'keys', '2024-03'), 'secret', { mode: 0o644 })
    expect(notWell(await examine(place))).toEqual([
      {
        check: 'folder',
        status: 'warn',
        sentence: `${place.folder} is open to other users of this machine (mode 755). Close it with: chmod 700 ${place.folder}`,
      },
      {
        check: 'keys',
        status: 'warn',
        sentence: `Other users of this machine can read ${join(place.folder, 'keys', '2024-03')}. Close it with: chmod -R go= ${join(place.folder, 'keys')}`,
      },
    ])
  })

  test('that is none, or holds no workspace: the engine is not made there', async () => {
    const empty = join(root, "an empty one; it's")
    expect(notWell(await examine({ folder: empty }))).toMatchObject([
      {
        check: 'folder',
        sentence: expect.stringContaining(
          `does not exist. Make a workspace with: groundswell init '${root}/an empty one; it'\\''s'`,
        ),
      },
    ])
    mkdirSync(empty, { mode: 0o700 })
    expect(notWell(await examine({ folder: empty }))).toMatchObject([
      { check: 'folder', sentence: expect.stringContaining('holds no workspace') },
    ])
    expect(readdirSync(empty)).toEqual([])
  })

  test('in use by another process, then left by its crash', async () => {
    const place = await make()
    const child = startChild('open-workspace.ts', [place.folder, 'http://127.0.0.1:4747'])
    await child.waitFor(/opened/)
    const findings = await examine(place)
    await child.kill('SIGKILL')
    expect(notWell(findings)).toEqual([])
    expect(findings).toContainEqual({
      check: 'engine',
      status: 'ok',
      sentence: `Process ${child.pid} has the engine, so the tables were not looked at. Ask it at http://127.0.0.1:4747, or stop it and look again.`,
    })
    expect(notWell(await examine(place))).toMatchObject([{ check: 'holder', status: 'warn' }])
  })
})

describe('damage', () => {
  test('of a part is found and named', async () => {
    const place = await make()
    const data = findFile(join(place.folder, 'engine'), /data\.bin$/, 20_000)
    const bytes = readFileSync(data)
    bytes.fill(0, bytes.length >> 1, (bytes.length >> 1) + 100)
    writeFileSync(data, bytes)
    expect(notWell(await examine(place))).toMatchObject([
      {
        check: 'tables',
        status: 'fail',
        sentence: expect.stringMatching(/^Part all_1_1_\d of events cannot be read/),
      },
    ])
  })

  test('that keeps the engine from opening: the rest is looked at all the same', async () => {
    const place = await make()
    writeFileSync(findFile(join(place.folder, 'engine'), /people\.sql$/, 1), 'not a definition')
    const child = startChild('examine.ts', [place.folder])
    await child.end()
    const findings = JSON.parse(child.lines.find((line) => line.startsWith('[')) ?? '[]') as Finding[]
    expect(notWell(findings)).toMatchObject([
      { check: 'engine', status: 'fail', sentence: expect.stringContaining('it may be damaged') },
    ])
    expect(findings.map(({ check }) => check)).toContain('disk')
  })
})

describe('the machine', () => {
  test('without git, or with its clock in the past', async () => {
    const path = process.env['PATH']
    process.env['PATH'] = '/nowhere'
    const findings = await examine({ folder: root }, { clock: { now: () => new Date(0) } })
    process.env['PATH'] = path
    expect(findings).toContainEqual({
      check: 'git',
      status: 'warn',
      sentence: expect.stringContaining('Install git'),
    })
    expect(findings).toContainEqual({
      check: 'clock',
      status: 'fail',
      sentence: expect.stringContaining('1970'),
    })
  })
})

test('a workspace that was examined opens as before', async () => {
  const place = await make()
  await examine(place)
  const store = await connectStore({ workspace: place.folder, url: undefined })
  await store.close()
  rmSync(place.folder, { recursive: true })
})

function findFile(folder: string, name: RegExp, atLeast: number): string {
  const found = readdirSync(folder, { recursive: true })
    .map((path) => join(folder, String(path)))
    .find(
      (path) => name.test(path) && !path.includes('metadata_dropped') && readFileSync(path).length >= atLeast,
    )
  if (found === undefined) throw new Error(`No ${name} in ${folder}`)
  return found
}
