import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { askNobody } from '../../test/support/ask-nobody.ts'
import { modes, openTestStore } from '../../test/support/workspace.ts'
import { UserError } from '../core/index.ts'
import type { Store } from '../store/index.ts'
import {
  type ClaimSet,
  type Cursor,
  type Page,
  PartialRead,
  type ReadIo,
  type StreamConnector,
} from './connector.ts'
import { ingest } from './ingest.ts'
import { closeInterruptedRuns, readCursor } from './run.ts'
import type { Source } from './source.ts'

const now = new Date('2026-11-01T12:00:00Z')
const full = new UserError('The disk is full. Free some space and run the same command again.', {
  status: 507,
})

/** A connector of numbers: each page holds those given, and a number is a record. */
function numbers(pages: readonly Partial<Page>[], end?: unknown, seen: (Cursor | undefined)[] = []): Source {
  const connector: StreamConnector<object> = {
    form: 'stream',
    name: 'numbers',
    title: 'Numbers',
    reads: 'numbers',
    config: z.object({}),
    emits: ['commit.author'],
    platform: 'numbers',
    recognise: async () => undefined,
    nameSource: () => 'test',
    async *read(_config, since) {
      seen.push(since)
      for (const [index, page] of pages.entries()) yield { records: [], cursor: { page: index + 1 }, ...page }
      if (end !== undefined) throw end
    },
    toOutcome: (record) => ({
      kind: 'events',
      events: [
        {
          sourceEventId: String(record),
          type: 'commit.author',
          occurredAt: 1_700_000_000_000 + Number(record),
          visibility: 'public',
          lawfulBasis: 'public record',
        },
      ],
    }),
  }
  return { id: 'numbers:test', connector, config: {} }
}

const makeIo = (signal: AbortSignal = new AbortController().signal): ReadIo => ({
  clock: { now: () => now },
  signal,
  ask: askNobody,
  monthlyKey: () => Promise.reject(new Error('no addresses here')),
})

/** A store whose disk is full from the moment a statement matches, so many times. */
function fillDisk(store: Store, pattern: RegExp, after = 0): Store {
  let matched = 0
  const check = (text: string): void => {
    if (pattern.test(text) && ++matched > after) throw full
  }
  return {
    ...store,
    async write(text, params) {
      check(text)
      await store.write(text, params)
    },
    async append(table, bytes, format) {
      check(`INSERT INTO ${table}`)
      await store.append(table, bytes, format)
    },
  }
}

describe.each(modes)('%s', async (mode) => {
  const store = await openTestStore({ mode })
  beforeEach(async () => {
    for (const table of ['events', 'claims', 'runs']) await store.write(`TRUNCATE TABLE ${table}`)
  })
  const readRuns = () =>
    store.read({
      text: 'SELECT status, reason, cursor, records FROM runs ORDER BY updated_at DESC LIMIT 1 BY run_id',
      params: {},
      row: z.object({
        status: z.string(),
        reason: z.string(),
        cursor: z.string(),
        records: z.coerce.number(),
      }),
    })
  const countEvents = async () =>
    (
      await store.readOne({
        text: 'SELECT count() AS n FROM events',
        params: {},
        row: z.object({ n: z.coerce.number() }),
      })
    ).n

  test('a run that reads all is complete, with the notes as its reason and the last cursor', async () => {
    const told: unknown[] = []
    const run = await ingest(
      store,
      numbers([
        { records: [1, 2], notes: ['One is odd.'] },
        { records: [3], progress: { done: 3, unit: 'numbers' } },
      ]),
      {
        io: makeIo(),
        batchRecords: 1,
        onProgress: (progress) => told.push(progress),
      },
    )
    expect(run).toMatchObject({
      status: 'complete',
      reason: 'One is odd.',
      cursor: { page: 2 },
      outcomes: { records: 3, appended: 3, events: 3 },
    })
    expect(await readRuns()).toEqual([
      { status: 'complete', reason: 'One is odd.', cursor: '{"page":2}', records: 3 },
    ])
    expect(told).toEqual([{ source: 'numbers:test', done: 3, unit: 'numbers' }])
  })

  test('the next run is given the cursor of the last durable batch, though the clock stands still', async () => {
    const seen: (Cursor | undefined)[] = []
    for (let run = 0; run < 3; run++)
      await ingest(store, numbers([{ records: [run], cursor: { run } }], undefined, seen), { io: makeIo() })
    expect(seen).toEqual([undefined, { run: 0 }, { run: 1 }])
  })

  test('a large cursor is kept', async () => {
    const tips = Array.from({ length: 30_000 }, (_, index) => index.toString(16).padStart(40, '0'))
    await ingest(store, numbers([{ records: [1], cursor: { tips } }]), { io: makeIo() })
    expect(await readCursor(store, 'numbers:test')).toEqual({ tips })
  })

  test.each([
    ['partial', new PartialRead('Half of it is missing.'), 'Half of it is missing.'],
    ['failed', new UserError('This is no such thing.'), 'This is no such thing.'],
    [
      'failed',
      Object.assign(new Error('x'), { code: 'EACCES', path: '/srv/x' }),
      '/srv/x may not be read by this user. Change its permissions, or run as somebody who may.',
    ],
  ])('a source that breaks keeps what was read: %s', async (status, error, reason) => {
    const run = await ingest(store, numbers([{ records: [1, 2] }], error), { io: makeIo() })
    expect(run).toMatchObject({ status, reason, cursor: { page: 1 }, outcomes: { appended: 2 } })
    expect(await countEvents()).toBe(2)
  })

  test('a fault of ours is thrown, after what was read was appended and the run was marked', async () => {
    await expect(
      ingest(store, numbers([{ records: [1] }], new TypeError('a bug')), { io: makeIo() }),
    ).rejects.toThrow('a bug')
    expect(await readRuns()).toMatchObject([
      { status: 'failed', reason: expect.stringContaining('a bug'), records: 1 },
    ])
  })

  test('cancelled, it keeps what was read and says so', async () => {
    const abort = new AbortController()
    const run = await ingest(store, numbers([{ records: [1] }, { records: [2] }]), {
      io: makeIo(abort.signal),
      batchRecords: 1,
      onProgress: () => undefined,
    })
    expect(run.status).toBe('complete')
    abort.abort(new Error('enough'))
    const cancelled = await ingest(store, numbers([{ records: [3] }, { records: [4] }]), {
      io: makeIo(abort.signal),
    })
    expect(cancelled).toMatchObject({ status: 'cancelled', outcomes: { appended: 1 } })
  })

  const claims = (...emails: string[]): ClaimSet => ({
    kind: 'mailmap',
    claims: emails.map((aliasEmail) => ({ properName: 'Ann', properEmail: '', aliasName: '', aliasEmail })),
  })

  test.each([
    [/INSERT INTO events/, 1],
    [/INSERT INTO aliases/, 1],
    [/INSERT INTO incoming_fresh/, 1],
    [/INSERT INTO incoming$/, 1],
    [/INSERT INTO claims/, 0],
  ])(
    'a disk that is full at %s fails the run with the sentence, and nothing is skipped',
    async (statement, after) => {
      const source = numbers([
        { records: [1] },
        { records: [2] },
        { records: [3], claims: [claims('a@example.org')] },
      ])
      const io = makeIo()
      await expect(
        ingest(fillDisk(store, statement, after), source, { io, batchRecords: 1 }),
      ).rejects.toThrow(full.message)
      const [run] = await readRuns()
      expect(run).toMatchObject({ status: 'failed', reason: full.message })
      expect(['{"page":1}', '{"page":2}']).toContain(run?.cursor)
      expect(run?.records).toBe(await countEvents())
      expect(await ingest(store, source, { io })).toMatchObject({ status: 'complete' })
      expect(await countEvents()).toBe(3)
    },
  )

  test('a disk so full that not even the failure can be written leaves the run open, and the next start closes it', async () => {
    const source = numbers([{ records: [1] }, { records: [2] }])
    // The first row of the run and of its first batch can be written, nothing after.
    await expect(
      ingest(fillDisk(store, /INSERT/, 7), source, { io: makeIo(), batchRecords: 1 }),
    ).rejects.toThrow(full.message)
    expect(await readRuns()).toMatchObject([{ status: 'running' }])
    await closeInterruptedRuns(store, now)
    expect(await readRuns()).toMatchObject([
      { status: 'failed', reason: expect.stringContaining('stopped in the middle') },
    ])
  })

  test('two collections at once take turns', async () => {
    const sources = [1, 2, 3].map((first) => numbers([{ records: [first] }, { records: [first + 10] }]))
    const runs = await Promise.all(
      sources.map((source) => ingest(store, source, { io: makeIo(), batchRecords: 1 })),
    )
    expect(runs.map((run) => run.outcomes.appended)).toEqual([2, 2, 2])
    const failing = ingest(store, numbers([], new TypeError('a bug')), { io: makeIo() })
    const following = ingest(store, numbers([{ records: [99] }]), { io: makeIo() })
    await expect(failing).rejects.toThrow('a bug')
    expect((await following).outcomes.appended).toBe(1)
  })

  test('claims replace those before; the same again is no new statement; none at all takes them back', async () => {
    const state = async (set: ClaimSet) => {
      await ingest(store, numbers([{ records: [], claims: [set] }]), { io: makeIo() })
      return store.read({
        text: `SELECT alias_email FROM claims WHERE stated_at = (SELECT max(stated_at) FROM claims) ORDER BY alias_email`,
        params: {},
        row: z.object({ alias_email: z.string() }).transform((row) => row.alias_email),
      })
    }
    expect(await state(claims())).toEqual([])
    expect(await state(claims('b@example.org', 'a@example.org'))).toEqual(['a@example.org', 'b@example.org'])
    const before = await store.read({
      text: 'SELECT stated_at FROM claims ORDER BY ALL',
      params: {},
      row: z.unknown(),
    })
    await state(claims('a@example.org', 'b@example.org'))
    expect(
      await store.read({ text: 'SELECT stated_at FROM claims ORDER BY ALL', params: {}, row: z.unknown() }),
    ).toEqual(before)
    expect(await state(claims('b@example.org'))).toEqual(['b@example.org'])
    expect(await state(claims())).toEqual([''])
  })
})
