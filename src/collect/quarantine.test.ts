import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { modes, openTestStore } from '../../test/support/workspace.ts'
import type { Store } from '../store/index.ts'
import type { Page, PushConnector, RecordOutcome, StreamConnector } from './connector.ts'
import { Inbox, nameInbox } from './inbox.ts'
import { ingest } from './ingest.ts'
import { readCursor } from './run.ts'

interface Taste {
  readonly least: number
}

const io = {
  clock: { now: () => new Date('2026-11-01T12:00:00Z') },
  signal: new AbortController().signal,
  monthlyKey: () => Promise.reject(new Error('no addresses here')),
}

/** A number below what the settings allow cannot be read. */
function judge(number: number, { least }: Taste, position: string): RecordOutcome {
  if (number < least)
    return { kind: 'quarantined', reason: 'too small', position, record: JSON.stringify({ number }) }
  const event = {
    sourceEventId: String(number),
    type: 'chat.message',
    occurredAt: 1_700_000_000_000 + number,
    visibility: 'public',
    lawfulBasis: 'public record',
  } as const
  return { kind: 'events', events: [event] }
}

const facts = {
  name: 'numbers',
  title: 'Numbers',
  reads: 'numbers',
  config: z.object({ least: z.number() }),
  emits: ['chat.message'],
  platform: 'numbers',
  recognise: async () => undefined,
  nameSource: () => 'test',
} as const

const numbers = Array.from({ length: 20 }, (_, index) => index)
const stream: StreamConnector<Taste> = {
  ...facts,
  form: 'stream',
  async *read(_config, since): AsyncIterable<Page> {
    for (const page of [0, 1])
      if (page >= Number(since?.['page'] ?? 0))
        yield { records: numbers.slice(page * 10, page * 10 + 10), cursor: { page: page + 1 } }
  },
  toOutcome: (number, config) => judge(Number(number), config, `number ${Number(number)}`),
}

const push: PushConnector<Taste> = {
  ...facts,
  form: 'push',
  routes: ['/numbers'],
  owns: () => true,
  accept: () => ({ records: [] }),
  toOutcome: (record, config, position) =>
    judge(z.object({ number: z.number() }).parse(record).number, config, position),
}

const readQuarantine = (store: Store) =>
  store.read({
    text: 'SELECT record, position FROM quarantine FINAL ORDER BY position, record',
    params: {},
    row: z.object({ record: z.string(), position: z.string() }),
  })

const countEvents = (store: Store) =>
  store.readOne({
    text: 'SELECT count() AS events FROM events',
    params: {},
    row: z.object({ events: z.coerce.number() }),
  })

describe.each(modes)('%s', async (mode) => {
  const store = await openTestStore({ mode })
  beforeEach(async () => {
    for (const table of ['events', 'quarantine', 'runs']) await store.write(`TRUNCATE TABLE ${table}`)
  })

  test('what was quarantined gets another chance when all is read again', async () => {
    const collect = (least: number, again: boolean) =>
      ingest(
        store,
        { id: 'numbers:test', connector: stream, config: { least } },
        { io, again, batchRecords: 4 },
      )
    expect((await collect(5, false)).outcomes).toMatchObject({ appended: 15, quarantined: 5 })
    expect(await readQuarantine(store)).toHaveLength(5)
    // Without more, there is nothing new to read.
    expect((await collect(2, false)).outcomes).toMatchObject({ records: 0 })
    expect(await readQuarantine(store)).toHaveLength(5)

    expect((await collect(2, true)).outcomes).toMatchObject({
      records: 20,
      appended: 3,
      duplicate: 15,
      quarantined: 2,
    })
    expect((await readQuarantine(store)).map(({ position }) => position)).toEqual(['number 0', 'number 1'])
    expect((await collect(2, true)).outcomes).toMatchObject({ appended: 0, duplicate: 18, quarantined: 2 })
    expect(await readQuarantine(store)).toHaveLength(2)
    expect(await countEvents(store)).toEqual({ events: 18 })
    expect(await readCursor(store, 'numbers:test')).toEqual({ page: 2 })
  })

  test('a reading from the start that breaks takes nothing out of the quarantine, and the next does', async () => {
    const source = (config: Taste, connector = stream) => ({ id: 'numbers:test', connector, config })
    await ingest(store, source({ least: 5 }), { io })
    const breaking: StreamConnector<Taste> = {
      ...stream,
      async *read(config, since) {
        for await (const page of stream.read(config, since, {
          ...io,
          ask: () => Promise.reject(new Error('nobody')),
        })) {
          yield page
          throw Object.assign(new Error('gone'), { code: 'ENOENT', path: '/numbers' })
        }
      },
    }
    expect((await ingest(store, source({ least: 0 }, breaking), { io, again: true })).status).toBe('failed')
    expect(await readQuarantine(store)).toHaveLength(5)
    expect((await ingest(store, source({ least: 0 }), { io, again: true })).status).toBe('complete')
    expect(await readQuarantine(store)).toEqual([])
    expect(await countEvents(store)).toEqual({ events: 20 })
  })

  test('what was pushed is tried again from the quarantine, and what comes meanwhile is not lost', async () => {
    const collect = (least: number, again: boolean) =>
      ingest(store, { id: 'numbers:pushed', connector: push, config: { least } }, { io, again })
    const inbox = await Inbox.open(nameInbox(store.workspace, 'numbers:pushed'), undefined)
    await inbox.append(numbers.slice(0, 10).map((number) => ({ number })))
    expect((await collect(5, false)).outcomes).toMatchObject({ appended: 5, quarantined: 5 })
    await inbox.append(numbers.slice(10).map((number) => ({ number })))
    await store.write(
      `INSERT INTO quarantine SELECT 7, source, 'inbox 0:99', '{"number": 1', 'cut', run_id, quarantined_at FROM quarantine LIMIT 1`,
    )

    expect((await collect(2, true)).outcomes).toMatchObject({ records: 6, appended: 3, quarantined: 3 })
    const kept = (await readQuarantine(store)).map(({ record }) => record)
    expect(new Set(kept)).toEqual(new Set(['{"number":0}', '{"number":1}', '{"number": 1']))
    await collect(2, false)
    expect(await countEvents(store)).toEqual({ events: 18 })
    await inbox.close()
  })
})
