import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import { testConnector } from '../../conformance.ts'
import type { EventDraft, RecordOutcome } from '../../connector.ts'
import { readPathFacts } from '../../detect.ts'
import { connector } from './index.ts'

const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url))

const copy = (folder: string, ...names: string[]): string => {
  const path = join(folder, 'numbers')
  mkdirSync(path)
  for (const name of names) cpSync(join(fixtures, name), join(path, name))
  return path
}

testConnector(connector, {
  'numbers of each day, with dirt': (folder) => {
    const path = join(folder, 'packages.csv')
    copyFileSync(join(fixtures, 'packages.csv'), path)
    return {
      path,
      records: 11,
      quarantined: 5,
      grow: () => appendFile(path, '2024-05-04,lantern,1.2.0,140\n'),
    }
  },
  'totals of images, and answers of package indexes': (folder) => {
    const path = copy(folder, 'images.jsonl', 'overall.json', 'system.json', 'range.json', 'wick.json')
    const next = '\n{"name":"server","namespace":"lantern","pull_count":1000,"date":"2024-05-08T06:00:00Z"}\n'
    return {
      path,
      records: 20,
      quarantined: 3,
      grow: () => appendFile(join(path, 'images.jsonl'), next),
    }
  },
})

async function readOutcomes(
  files: Record<string, string | Buffer>,
  config: object = {},
  outcomes: RecordOutcome[] = [],
): Promise<RecordOutcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-counts-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const known = connector.config.parse({ path: folder, ...config })
  const io = {
    clock: { now: () => new Date('2024-06-01T12:00:00Z') },
    signal: new AbortController().signal,
    ask: askNobody,
    monthlyKey: async () => ({ key: '' }),
  }
  for await (const page of connector.read(known, undefined, io))
    outcomes.push(...page.records.map((record) => connector.toOutcome(record, known)))
  return outcomes
}

const readFixture = (name: string): Record<string, string> => ({
  [name]: readFileSync(join(fixtures, name), 'utf8'),
})

const eventsOf = (outcomes: readonly RecordOutcome[]): EventDraft[] =>
  outcomes.flatMap((outcome) => (outcome.kind === 'events' ? outcome.events : []))

const tell = ({ type, occurredAt, object, quantities, attrs, flags }: EventDraft): string =>
  [
    type,
    new Date(occurredAt).toISOString().slice(0, 10),
    object?.id,
    object?.version ?? '-',
    attrs?.['category'] ?? '-',
    quantities?.['count'],
    ...(flags ?? []),
  ].join(' ')

test('of totals the differences are told, by time, and a counter that fell is no negative number', async () => {
  expect(
    eventsOf(await readOutcomes(readFixture('images.jsonl')))
      .map(tell)
      .sort(),
  ).toEqual([
    'image.pull 2024-05-02 lantern/server - - 100',
    'image.pull 2024-05-03 lantern/server - - 150',
    'image.pull 2024-05-05 lantern/server - - 0 counter-fell',
    'image.pull 2024-05-06 lantern/server - - 10',
  ])
})

test('nothing is counted twice: neither mirrors nor another breakdown of the same day', async () => {
  const files = { ...readFixture('overall.json'), ...readFixture('system.json') }
  expect(eventsOf(await readOutcomes(files)).map(tell)).toEqual([
    'package.pull 2024-05-01 lantern - without_mirrors 50',
    'package.pull 2024-05-02 lantern - without_mirrors 61',
  ])
})

test('several packages, versions and lists in one document are all found, and nobody is named', async () => {
  const events = eventsOf(await readOutcomes({ ...readFixture('range.json'), ...readFixture('wick.json') }))
  expect(events.map(tell)).toEqual([
    'package.pull 2024-05-01 lantern - - 5',
    'package.pull 2024-05-01 @wick/core - - 8',
    'package.pull 2024-05-01 wick 11 - 4',
    'package.pull 2024-05-01 wick 12 - 9',
    'package.pull 2024-05-01 wick - - 2',
  ])
  expect(events.every((event) => event.actor === undefined && event.visibility === 'anonymous')).toBe(true)
})

test('days that are names of fields are read', async () => {
  const document = { total_downloads: 12, id: 'lantern', downloads: { '2024-05-01': { '1.0': 5, '1.1': 7 } } }
  expect(eventsOf(await readOutcomes({ 'x.json': JSON.stringify(document) })).map(tell)).toEqual([
    'package.pull 2024-05-01 lantern 1.0 - 5',
    'package.pull 2024-05-01 lantern 1.1 - 7',
  ])
})

test('snapshots without a date take it from the name of the file', async () => {
  const hub = (pulls: number): string =>
    JSON.stringify({ count: 1, results: [{ name: 'server', namespace: 'lantern', pull_count: pulls }] })
  const files = { 'pulls-2024-05-01.json': hub(10), 'pulls-2024-05-08.json': hub(45) }
  expect(eventsOf(await readOutcomes(files)).map(tell)).toEqual([
    'image.pull 2024-05-08 lantern/server - - 35',
  ])
  expect(await readOutcomes({ 'pulls.json': hub(10) })).toMatchObject([
    { kind: 'quarantined', reason: expect.stringMatching(/takenAt/) },
  ])
})

test('a day that is not over waits', async () => {
  const rows = 'date,package,downloads\n2024-05-31,lantern,4\n2024-06-01,lantern,1\n'
  expect(await readOutcomes({ 'a.csv': rows })).toMatchObject([
    { kind: 'events' },
    { kind: 'ignored', reason: 'the day is not over yet' },
  ])
})

test('of an archive that breaks off the rows before are kept', async () => {
  const rows = Array.from({ length: 40_000 }, (_, index) => `2024-05-01,p${index},1,${(index * 7919) % 1009}`)
  const packed = gzipSync(`date,package,version,downloads\n${rows.join('\n')}\n`)
  const outcomes: RecordOutcome[] = []
  await expect(readOutcomes({ 'a.csv.gz': packed.subarray(0, 20_000) }, {}, outcomes)).rejects.toThrow(
    'a.csv.gz ends in the middle. The rows before that are kept.',
  )
  expect(outcomes.length).toBeGreaterThan(1000)
  expect(eventsOf(outcomes).slice(0, 2).map(tell)).toEqual([
    'package.pull 2024-05-01 p1 1 - 856',
    'package.pull 2024-05-01 p2 1 - 703',
  ])
})

test('what a number is can be declared', async () => {
  const rows = 'date,package,downloads\n2024-05-01,lantern,100\n2024-05-02,lantern,140\n'
  const events = eventsOf(await readOutcomes({ 'a.csv': rows }, { counts: 'total so far', pulls: 'images' }))
  expect(events.map(tell)).toEqual(['image.pull 2024-05-02 lantern - - 40'])
})

test.each([
  ['people', 'date,package,email,downloads\n2024-05-01,lantern,ann@example.org,1\n'],
  ['visits', '{"path":"/x","date":"2024-05-01","name":"x","downloads":3}\n'],
  ['stars', '{"name":"lantern","stars":3,"date":"2024-05-01"}\n'],
  ['a manifest', '{"name":"lantern","version":"1.0.0","dependencies":{"wick":"1"}}'],
])('does not claim %s', async (_what, text) => {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-counts-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'stranger')
  writeFileSync(path, text)
  expect(await connector.recognise(await readPathFacts(path))).toBeUndefined()
})
