import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { modes, openTestStore } from '../../test/support/workspace.ts'
import type { Store } from '../store/index.ts'
import { appendBatch, Batch, type Outcomes } from './batch.ts'
import type { EventDraft, RecordOutcome } from './connector.ts'

const at = new Date('2026-11-01T12:00:00Z')
const runId = '00000000-0000-0000-0000-000000000001'

const wrote = (id: string, more: Partial<EventDraft> = {}): EventDraft => ({
  sourceEventId: id,
  type: 'commit.author',
  occurredAt: 1_700_000_000_000,
  actor: { name: 'Ann', email: 'ann@example.org' },
  visibility: 'public',
  lawfulBasis: 'public record',
  ...more,
})
const events = (...list: EventDraft[]): RecordOutcome => ({ kind: 'events', events: list })
const held: RecordOutcome = { kind: 'quarantined', reason: 'odd', position: 'line 3', record: '???' }

describe.each(modes)('%s', async (mode) => {
  const store: Store = await openTestStore({ mode })
  beforeEach(async () => {
    for (const table of ['events', 'aliases', 'quarantine']) await store.write(`TRUNCATE TABLE ${table}`)
  })
  const append = (...outcomes: readonly RecordOutcome[]): Promise<Outcomes> => {
    const batch = new Batch('git:test', 'git')
    for (const outcome of outcomes) batch.add(outcome)
    return appendBatch(store, batch, { source: 'git:test', runId, at })
  }
  const count = async (table: string): Promise<number> =>
    (
      await store.readOne({
        text: `SELECT count() AS n FROM ${table}`,
        params: {},
        row: z.object({ n: z.coerce.number() }),
      })
    ).n

  test('each record is counted once under its outcome, with the reasons', async () => {
    const outcomes = await append(
      events(wrote('a'), wrote('a:2')),
      events(wrote('a')),
      events(wrote('b')),
      held,
      { kind: 'ignored', reason: 'boring' },
      events(),
    )
    expect(outcomes).toEqual({
      records: 6,
      appended: 2,
      duplicate: 1,
      quarantined: 1,
      ignored: 2,
      events: 3,
      quarantinedBy: { odd: 1 },
      ignoredBy: { boring: 1, 'it tells of no act': 1 },
    })
    expect([await count('events'), await count('aliases'), await count('quarantine')]).toEqual([3, 1, 1])
  })

  test('a record that is set aside holds no network address, wherever it was cut', async () => {
    const record = `${'x'.repeat(4_090)} 192.0.2.123 and 2001:db8::7:8, at 10:05:03`
    await append({ ...held, record }, { ...held, position: 'line 4', record: record.slice(4_000) })
    const row = z.object({ record: z.string() })
    const kept = await store.read({
      text: 'SELECT record FROM quarantine ORDER BY position',
      params: {},
      row,
    })
    expect(kept.map((one) => one.record.slice(-40))).toEqual([
      `${'x'.repeat(34)} [addr`,
      expect.stringMatching(/ \[address\] and \[address\], at 10:05:03$/),
    ])
  })

  test('why somebody may be contacted is kept with the act that says so', async () => {
    await append(events(wrote('a'), wrote('b', { contactBasis: 'newsletter opt-in' })))
    const row = z.object({ source_event_id: z.string(), contact_basis: z.string() })
    const text = 'SELECT source_event_id, contact_basis FROM events ORDER BY source_event_id'
    expect(await store.read({ text, params: {}, row })).toEqual([
      { source_event_id: 'a', contact_basis: '' },
      { source_event_id: 'b', contact_basis: 'newsletter opt-in' },
    ])
  })

  test('the same name in two spaces is two aliases', async () => {
    const ann = { name: '', email: '', username: 'ann' }
    const rooms = ['irc:libera', 'irc:oftc', 'irc:oftc', undefined]
    await append(
      ...rooms.map((platform, at) =>
        events(wrote(`a:${at}`, { actor: platform === undefined ? ann : { ...ann, platform } })),
      ),
    )
    const text = 'SELECT platform FROM aliases ORDER BY platform'
    const spaces = await store.read({ text, params: {}, row: z.object({ platform: z.string() }) })
    expect(spaces.map(({ platform }) => platform)).toEqual(['git', 'irc:libera', 'irc:oftc'])
  })

  test('again it is all duplicates, and a record with something new is appended in part', async () => {
    await append(events(wrote('a')), held)
    expect(await append(events(wrote('a')), held)).toMatchObject({
      appended: 0,
      duplicate: 1,
      quarantined: 1,
      events: 0,
    })
    expect(await append(events(wrote('a'), wrote('a:new')))).toMatchObject({
      appended: 1,
      duplicate: 0,
      events: 1,
    })
    expect([await count('events'), await count('quarantine')]).toEqual([2, 1])
  })

  test('the same act at another time is another act; of another source as well', async () => {
    await append(events(wrote('a')))
    expect(await append(events(wrote('a', { occurredAt: 1_700_000_000_001 })))).toMatchObject({ appended: 1 })
    const other = new Batch('git:other', 'git')
    other.add(events(wrote('a')))
    expect(await appendBatch(store, other, { source: 'git:other', runId, at })).toMatchObject({ appended: 1 })
    // One way of naming somebody on one platform is one alias, told by two sources.
    expect(await count('aliases')).toBe(2)
  })

  test('everything an event says comes back as it was said, whatever it holds', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(`'); DROP TABLE events; --`, '\\N', '\0', '\u202E<b>', '{name:String}'),
    )
    // Half a character cannot be written; it is replaced, as everywhere in UTF-8.
    const whole = text.map((value) => Buffer.from(value).toString())
    await fc.assert(
      fc.asyncProperty(
        whole,
        whole,
        whole,
        fc.integer({ min: -2e12, max: 9e12 }),
        fc.option(fc.integer({ min: -900, max: 900 })),
        async (name, subject, path, occurredAt, offset) => {
          await store.write('TRUNCATE TABLE events')
          const draft = wrote('x', {
            actor: { name, username: subject },
            occurredAt,
            ...(offset === null ? {} : { tzOffsetMin: offset }),
            attrs: { subject, '': name },
            quantities: { 'added.source': 12.5, files: 3 },
            touched: [path, ''],
            flags: ['odd'],
            object: { kind: 'commit', id: path, version: subject },
          })
          await append(events(draft))
          const row = await store.readOne({
            text: `SELECT toUnixTimestamp64Milli(occurred_at) AS at, tz_offset_min, attrs, quantities, touched, flags, object_id, object_version,
            (SELECT any((name, username)) FROM aliases WHERE alias_id = events.alias_id) AS actor FROM events
            SETTINGS allow_experimental_correlated_subqueries = 1`,
            params: {},
            row: z.looseObject({ at: z.coerce.number() }),
          })
          expect(row).toMatchObject({
            at: occurredAt,
            tz_offset_min: offset,
            attrs: { subject, '': name },
            touched: [path, ''],
            flags: ['odd'],
            object_id: path,
            object_version: subject,
          })
        },
      ),
      { numRuns: 25, seed: 7 },
    )
  })
})
