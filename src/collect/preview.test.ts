import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { makeTestFolder, openTestStore } from '../../test/support/workspace.ts'
import { type AnyConnector, PartialRead, type StreamConnector } from './connector.ts'
import { detectAs } from './detect.ts'
import { previewSource } from './preview.ts'
import type { Preview } from './previewed.ts'
import { findConnector } from './source.ts'

const store = await openTestStore()
const folder = makeTestFolder()
const io = { clock: { now: () => new Date('2024-06-01T12:00:00Z') }, signal: new AbortController().signal }

async function preview(connector: AnyConnector, config: unknown, mostRecords = 50): Promise<Preview> {
  return previewSource(store, connector, config, { io, mostRecords })
}

async function countRows(): Promise<number[]> {
  const row = z.object({ rows: z.coerce.number() })
  const tables = [
    'events',
    'aliases',
    'quarantine',
    'runs',
    'decisions',
    'incoming',
    'incoming_rows',
    'incoming_words',
  ]
  return Promise.all(
    tables.map(
      async (table) =>
        (await store.readOne({ text: `SELECT count() AS rows FROM ${table}`, params: {}, row })).rows,
    ),
  )
}

test('a table shows what each of its rows becomes, by the mapping given, and nothing is kept', async () => {
  const path = join(folder, 'wiki.csv')
  writeFileSync(
    path,
    'Who,Mail,When,Plan\nAda Ott,ada@example.org,2024-01-01,gold\nBea,,someday 192.0.2.7,x\nCy,cy@example.org,2024-01-03,y\n',
  )
  const before = await countRows()
  const config = { path, nameColumn: 'Who', emailColumn: 'Mail', timeColumn: 'When', type: 'docs.contribute' }
  const found = await preview(findConnector('table'), config, 2)
  expect(found).toMatchObject({
    isWhole: false,
    records: [
      {
        becomes: 'events',
        events: [
          {
            type: 'docs.contribute',
            actor: { name: 'Ada Ott', email: 'ada@example.org' },
            occurredAt: new Date('2024-01-01'),
          },
        ],
      },
      { becomes: 'quarantined', position: 'wiki.csv:3', reason: expect.stringContaining('no date') },
    ],
  })
  expect(JSON.stringify(found)).not.toContain('192.0.2.7')
  expect((await preview(findConnector('table'), config)).isWhole).toBe(true)
  expect(await countRows()).toEqual(before)
})

const logLine = (number: number, path: string, agent = 'Mozilla/5.0 (X11; Linux) Firefox/126.0'): string =>
  `192.0.2.${number} - - [0${number}/May/2024:10:00:00 +0000] "GET ${path} HTTP/1.1" 200 512 "-" "${agent}"\n`

test('lines that the engine parses show what they become, in their order, without an address', async () => {
  const path = join(folder, 'access.log')
  writeFileSync(path, logLine(1, '/docs/start') + logLine(2, '/releases/tool-1.0.tar.gz'))
  appendFileSync(path, 'alice.example.org - alice what is this 192.0.2.9\n')
  for (let number = 3; number < 9; number++) appendFileSync(path, logLine(number, `/page-${number}`))
  const before = await countRows()
  const { connector, config } = await detectAs(path, 'access-log')
  const found = await preview(connector, config, 4)
  expect(
    found.records.map(({ becomes, events }) => [becomes, events[0]?.type, events[0]?.hasVisitor]),
  ).toEqual([
    ['events', 'docs.visit', true],
    ['events', 'software.download', true],
    ['quarantined', undefined, undefined],
    ['events', 'web.visit', true],
  ])
  expect(found.records[0]?.events[0]).toMatchObject({
    occurredAt: new Date('2024-05-01T10:00:00Z'),
    object: { id: '/docs/start' },
  })
  expect(found.records[2]).toMatchObject({ position: 'access.log:3' })
  expect(found.isWhole).toBe(false)
  expect(JSON.stringify(found)).not.toMatch(/192\.0\.2/)
  expect((await preview(connector, config)).records.length).toBe(9)
  expect(await countRows()).toEqual(before)
})

test('what programs send to has nothing to show, and a wrong setting is named', async () => {
  await expect(preview(findConnector('tracking'), { name: 'site' })).rejects.toThrow(/programs send to it/)
  await expect(preview(findConnector('table'), { path: 7 })).rejects.toThrow(/cannot be set up: path/)
  await expect(preview(findConnector('table'), { path: join(folder, 'missing.csv') })).rejects.toThrow(
    /There is nothing at/,
  )
})

const slow = (read: StreamConnector<object>['read']): StreamConnector<object> => ({
  form: 'stream',
  name: 'slow',
  title: 'Slow',
  reads: 'nothing soon',
  config: z.object({}),
  emits: ['web.visit'],
  platform: 'slow',
  recognise: async () => undefined,
  nameSource: () => 'slow',
  read,
  toOutcome: () => ({ kind: 'ignored', reason: 'it is only a trial' }),
})

test('a source that takes too long shows what came, and is told to stop', async () => {
  let stopped = false
  const connector = slow(async function* (_config, _since, { signal }) {
    yield { records: [1, 2], cursor: {} }
    signal.addEventListener('abort', () => {
      stopped = true
    })
    await sleep(60_000, undefined, { ref: false, signal })
  })
  const found = await previewSource(store, connector, {}, { io, mostRecords: 9, mostMilliseconds: 200 })
  expect(found.records.length).toBe(2)
  expect(found.notes.join()).toMatch(/takes its time/)
  expect(stopped).toBe(true)
})

test('of a damaged source what is before the damage is shown, with the reason', async () => {
  const connector = slow(async function* () {
    yield { records: [1], cursor: {}, notes: ['One file was left out.'] }
    throw new PartialRead('It ends in the middle.')
  })
  expect(await preview(connector, {})).toEqual({
    records: [{ becomes: 'ignored', reason: 'it is only a trial', position: '', record: '', events: [] }],
    isWhole: false,
    notes: ['One file was left out.', 'It ends in the middle.'],
  })
})
