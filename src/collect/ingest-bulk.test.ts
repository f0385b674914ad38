import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { collectLog, countEvents, forgetAll, readRows } from '../../test/support/collect-log.ts'
import { modes, openTestStore } from '../../test/support/workspace.ts'
import type { Outcomes } from './batch.ts'
import type { VisitConnector, VisitPage } from './connector.ts'
import { ingest } from './ingest.ts'

const fixture = join(import.meta.dirname, 'connectors', 'access-log', 'fixtures', 'combined.log')

/** Lines `<month> <word>`; a line that does not begin with a digit cannot be read. */
const wordLog = (pages: readonly string[], asked: string[]): VisitConnector<object> => ({
  form: 'bulk',
  rows: 'visits',
  name: 'word-log',
  title: 'Words',
  reads: 'words',
  config: z.object({}),
  emits: ['web.visit'],
  platform: 'web',
  lawfulBasis: 'a test',
  edition: 1,
  nameSource: () => 'words',
  recognise: async () => undefined,
  async *read() {
    let firstLine = 1
    for (const [index, text] of pages.entries()) {
      yield { ...page, lines: Buffer.from(text), firstLine, cursor: { index }, notes: [`Page ${index}.`] }
      firstLine += text.split('\n').length - 1
    }
  },
  explainWord(word) {
    asked.push(word)
    return word.startsWith('no')
      ? { ignored: 'unwanted' }
      : { attrs: { length: String(word.length) }, flags: ['seen'] }
  },
})

const page: Omit<VisitPage, 'lines' | 'firstLine' | 'cursor'> = {
  file: 'words.txt',
  fileKey: 'words',
  months: [],
  select: `WITH toUInt32OrZero(substring(line, 1, 6)) AS month, indexOf({months:Array(UInt32)}, month) AS known,
      indexOf({destroyed_months:Array(UInt32)}, month) AS destroyed
    SELECT line_number, multiIf(month = 0, 2, known > 0, 1, destroyed > 0, 3, 4) AS outcome,
      multiIf(month = 0, 'no month', destroyed > 0, arrayElement({destroyed_reasons:Array(String)}, destroyed), '') AS reason,
      if(month = 0, line, '') AS raw,
      toUInt128(sipHash64(line, arrayElement({month_keys:Array(String)}, known))) AS event_id, 'web.visit' AS type,
      addMonths(toDateTime64('2026-01-01 00:00:00', 3, 'UTC'), month % 100 - 1) AS occurred_at, NULL AS tz_offset_min,
      1 AS visitor, 2 AS network, 'word' AS object_kind, line AS object_id, map('own', 'yes') AS attrs, substring(line, 8) AS word
    FROM incoming_lines`,
  params: {},
  conceal: { pattern: 'secret', by: 'concealed' },
}

describe.each(modes)('%s', async (mode) => {
  const store = await openTestStore({ mode })

  test('lines read under a key that was lost since are not read again under the next', async () => {
    await forgetAll(store)
    const read = async (day: string, key: string, madeAt: string, lines: string): Promise<Outcomes> => {
      await store.write('TRUNCATE TABLE runs')
      const io = {
        clock: { now: () => new Date(day) },
        signal: new AbortController().signal,
        monthlyKey: async () => ({ key: key.repeat(32), madeAt: new Date(madeAt) }),
      }
      const source = { id: 'word-log:words', connector: wordLog([lines], []), config: {} }
      return (await ingest(store, source, { io })).outcomes
    }
    const before = '202601 ann\n202601 bob\n202602 ann\n'
    expect(await read('2026-03-01', '0', '2026-02-28', before)).toMatchObject({ appended: 3, duplicate: 0 })
    expect(await read('2026-03-02', '0', '2026-02-28', before)).toMatchObject({ appended: 0, duplicate: 3 })
    const after = `${before}202603 ann\n`
    expect(await read('2026-03-03', '1', '2026-03-02', after)).toMatchObject({ appended: 1, duplicate: 3 })
    expect(await read('2026-03-04', '1', '2026-03-02', after)).toMatchObject({ appended: 0, duplicate: 4 })
    expect(await countEvents(store)).toBe(4)
  })

  test('an access log comes to the same', async () => {
    await forgetAll(store)
    const { outcomes } = await collectLog(store, fixture)
    expect(outcomes).toMatchObject({ records: 30, appended: 11, duplicate: 1, quarantined: 6, ignored: 12 })
    await store.write('TRUNCATE TABLE runs')
    expect((await collectLog(store, fixture)).outcomes).toMatchObject({
      appended: 0,
      duplicate: 12,
      quarantined: 6,
    })
    expect(await countEvents(store)).toBe(11)
  })

  test('keys are asked for once a month, words explained once, and every line has its outcome', async () => {
    await forgetAll(store)
    const asked: string[] = []
    const months: string[] = []
    const pages = ['202601 ann\n202601 no\nsecret of 192.0.2.1\n', '202602 ann\n202603 bob\n202601 ann\n']
    const progress: string[] = []
    const run = await ingest(
      store,
      { id: 'word-log:words', connector: wordLog(pages, asked), config: {} },
      {
        io: {
          clock: { now: () => new Date('2026-11-01') },
          signal: new AbortController().signal,
          monthlyKey: async (month) => {
            months.push(month)
            return month === '2026-03' ? { destroyedOn: '2026-05-06' } : { key: '0'.repeat(32) }
          },
        },
        onProgress: ({ done }) => progress.push(String(done)),
      },
    )
    expect(months).toEqual(['2026-01', '2026-02', '2026-03'])
    expect(asked.sort()).toEqual(['ann', 'no'])
    expect(run).toMatchObject({ status: 'complete', reason: 'Page 0. Page 1.', cursor: { index: 1 } })
    expect(run.outcomes).toEqual({
      records: 6,
      appended: 2,
      duplicate: 1,
      quarantined: 1,
      ignored: 2,
      events: 2,
      quarantinedBy: { 'no month': 1 },
      ignoredBy: {
        unwanted: 1,
        'of 2026-03, whose key was destroyed on 2026-05-06: its visitors can no longer be told apart': 1,
      },
    })
    const events = await readRows(
      store,
      'SELECT object_id, attrs, flags, lawful_basis FROM events ORDER BY object_id',
      z.unknown(),
    )
    const kept = { attrs: { length: '3', own: 'yes' }, flags: ['seen'], lawful_basis: 'a test' }
    expect(events).toEqual([
      { object_id: '202601 ann', ...kept },
      { object_id: '202602 ann', ...kept },
    ])
    const held = await readRows(store, 'SELECT position, record FROM quarantine', z.unknown())
    expect(held).toEqual([{ position: 'words.txt:3', record: 'concealed of [address]' }])
    for (const table of ['incoming_rows', 'incoming_words'])
      expect(await readRows(store, `SELECT 1 FROM ${table}`, z.unknown())).toEqual([])
  })

  test('an error of the engine does not tell the keys', async () => {
    await forgetAll(store)
    const broken = wordLog(['202601 ann\n'], [])
    const read: typeof broken.read = async function* (...args) {
      for await (const each of broken.read(...args))
        yield {
          ...each,
          months: ['2026-01'],
          select: `SELECT nothing({month_keys:Array(String)}) FROM (${each.select})`,
        }
    }
    const failed = ingest(
      store,
      { id: 'word-log:words', connector: { ...broken, read }, config: {} },
      {
        io: {
          clock: { now: () => new Date('2026-11-01') },
          signal: new AbortController().signal,
          monthlyKey: async () => ({ key: 'feed'.repeat(8) }),
        },
      },
    )
    const error = await failed.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(inspect(error, { depth: 9 })).toMatch(/nothing/)
    expect(inspect(error, { depth: 9 })).not.toContain('feedfeed')
    const runs = await readRows(store, 'SELECT reason FROM runs FINAL', z.object({ reason: z.string() }))
    expect(runs[0]?.reason).toMatch(/nothing/)
    expect(runs[0]?.reason).not.toContain('feedfeed')
  })
})
