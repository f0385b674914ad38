import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import type { EventDraft, ReadIo } from '../../connector.ts'
import { IdMap } from './id-map.ts'
import { connector } from './index.ts'
import { RowSplitter } from './row-splitter.ts'

const fixtures = fileURLToPath(new URL('./fixtures/crochet.example.org', import.meta.url))
const io: ReadIo = {
  clock: { now: () => new Date('2026-11-01T12:00:00Z') },
  signal: new AbortController().signal,
  ask: askNobody,
  monthlyKey: async () => ({ key: '' }),
}

async function tell(path: string): Promise<Map<string, EventDraft>> {
  const config = connector.config.parse({ path, site: 'crochet.example.org' })
  const told = new Map<string, EventDraft>()
  for await (const page of connector.read(config, undefined, io))
    for (const record of page.records) {
      const outcome = connector.toOutcome(record, config)
      if (outcome.kind === 'events') for (const event of outcome.events) told.set(event.sourceEventId, event)
    }
  return told
}

describe('a dump', () => {
  test('who asked', async () => {
    expect((await tell(fixtures)).get('post:1')).toEqual({
      sourceEventId: 'post:1',
      type: 'qa.question',
      occurredAt: Date.UTC(2019, 2, 1, 10, 2, 11, 250),
      actor: { accountId: '5001' },
      object: { kind: 'thread', id: '1' },
      visibility: 'public',
      lawfulBasis: 'public record',
      attrs: { subject: 'Why does my first row curl & twist?', tags: 'foundation-row tension', solved: '1' },
      quantities: { score: 9, characters: 40, views: 812, answers: 2 },
    })
  })

  test('who answered, whose answer helped, and who is gone', async () => {
    const told = await tell(fixtures)
    expect(told.get('post:3')).toMatchObject({
      type: 'qa.answer',
      actor: { accountId: '5002' },
      object: { id: '1' },
      attrs: { parent: '1', accepted: '1' },
    })
    expect(told.get('post:2')?.actor).toEqual({ name: 'user77' })
    expect(told.get('post:2')?.attrs).toEqual({ parent: '1' })
  })

  test('comments lie in the thread of the question, also those on answers', async () => {
    const told = await tell(fixtures)
    const comments = [...told.values()].filter((event) => event.type === 'qa.comment')
    expect(comments.map((event) => [event.object?.id, event.attrs?.['parent']])).toEqual([
      ['1', '1'],
      ['1', '3'],
      ['1', '3'],
    ])
  })

  test('who joined, also without ever writing', async () => {
    const told = await tell(fixtures)
    const joined = [...told.values()].filter((event) => event.type === 'forum.join')
    expect(joined.map((event) => event.actor)).toEqual([
      { accountId: '5001', name: 'Ann Ott' },
      { accountId: '5002', name: 'bob_boe' },
      { accountId: '5003', name: 'Cyd "Loop" Carr' },
      { accountId: '5004', name: '明 & Söhne' },
    ])
    expect(joined[0]?.contactBasis).toBeUndefined()
  })

  test('without Users.xml a person is her number on the site', async () => {
    const told = await tell(join(fixtures, 'Posts.xml'))
    expect(told.get('post:1')?.actor).toEqual({ platform: 'crochet.example.org', accountId: '1' })
  })

  test('the order of rows does not matter to what was accepted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'groundswell-questions-'))
    try {
      const at = 'CreationDate="2021-05-01T10:00:00.000"'
      const rows = `<row Id="8" PostTypeId="2" ParentId="9" ${at} /><row Id="9" PostTypeId="1" AcceptedAnswerId="8" ${at} />`
      writeFileSync(join(folder, 'Posts.xml'), `<posts>${rows}</posts>`)
      expect((await tell(folder)).get('post:8')?.attrs).toEqual({ parent: '9', accepted: '1' })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('splitting', () => {
  const text = '\uFEFF<?xml?>\n<posts>\n<row Id="1" T="ä" />\n<row Id="2"></row><row Id="3"/>\n</posts>'
  test.each([1, 2, 3, 7, 1000])('in chunks of %i bytes', (size) => {
    const bytes = Buffer.from(text)
    const splitter = new RowSplitter(0)
    const rows = []
    for (let at = 0; at < bytes.length; at += size) rows.push(...splitter.take(bytes.subarray(at, at + size)))
    rows.push(...splitter.finish())
    expect(rows.map((row) => row.text)).toEqual([
      '<row Id="1" T="ä" />',
      '<row Id="2"></row>',
      '<row Id="3"/>',
    ])
    expect(rows.map((row) => bytes.toString('utf8', row.offset, row.offset + 11))).toEqual(
      ['1', '2', '3'].map((id) => `<row Id="${id}"`),
    )
    expect(splitter.isEnded).toBe(true)
  })

  test('a row without end is cut, and those behind it are read', () => {
    const splitter = new RowSplitter(0)
    const rows = [...splitter.take(Buffer.from('<posts><row Id="1" Body="'))]
    for (let chunk = 0; chunk < 6; chunk++) rows.push(...splitter.take(Buffer.alloc(1 << 20, 'x')))
    rows.push(...splitter.take(Buffer.from('" /><row Id="2" /></posts>')))
    expect(rows.map((row) => [row.isCut, row.text.slice(0, 11)])).toEqual([
      [true, '<row Id="1"'],
      [false, '<row Id="2"'],
    ])
  })
})

test('numbers by number', () => {
  const map = new IdMap()
  for (const [id, value] of [
    [1, 5],
    [256, 7],
    [4_294_967_295, 4_294_967_295],
  ] as const)
    map.set(id, value)
  map.set(-1, 3)
  map.set(2, 4_294_967_296)
  expect([1, 2, 256, 257, 4_294_967_295, -1].map((id) => map.find(id))).toEqual([
    5,
    undefined,
    7,
    undefined,
    4_294_967_295,
    undefined,
  ])
})
