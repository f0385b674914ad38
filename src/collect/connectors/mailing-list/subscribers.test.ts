import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import type { ReadIo } from '../../connector.ts'
import type { SubscribersCursor } from './cursor.ts'
import type { MailingListRecord } from './record.ts'
import { readSubscribers } from './subscribers.ts'

const io: ReadIo = {
  clock: { now: () => new Date('2026-11-01T12:00:00Z') },
  signal: new AbortController().signal,
  ask: askNobody,
  monthlyKey: async () => ({ key: '' }),
}
const written = new Date('2020-05-01T00:00:00Z')

async function read(
  path: string,
  since?: SubscribersCursor,
): Promise<{ records: MailingListRecord[]; cursor: SubscribersCursor | undefined }> {
  const records: MailingListRecord[] = []
  let cursor = since
  for await (const page of readSubscribers(path, since, io)) {
    records.push(...page.records)
    cursor = page.cursor
  }
  return { records, cursor }
}
function write(content: string | Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-subscribers-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'members.txt')
  writeFileSync(path, content)
  utimesSync(path, written, written)
  return path
}
const undated = { kind: 'subscriber', at: written.getTime(), flags: ['dated-by-list'] }

test('one address a line, as list managers print them', async () => {
  const path = write(
    '# members\r\nann@example.org\r\nBob Boe <bob@example.org>\n\ncyd at example.org\n"Ott, Dee" <dee@example.org>\nnobody\n',
  )
  expect((await read(path)).records).toEqual([
    { ...undated, name: '', email: 'ann@example.org' },
    { ...undated, name: 'Bob Boe', email: 'bob@example.org' },
    { ...undated, name: '', email: 'cyd@example.org' },
    { ...undated, name: 'Ott, Dee', email: 'dee@example.org' },
    {
      kind: 'unreadable',
      reason: 'it names no mail address',
      position: 'members.txt, line 7',
      record: 'nobody',
    },
  ])
})

test('a table with dates, names in quotes, and some who left', async () => {
  const path = fileURLToPath(new URL('./fixtures/subscribers.csv', import.meta.url))
  const { records } = await read(path)
  expect(records).toMatchObject([
    { name: 'Ann Ott', email: 'ann@example.org', at: Date.UTC(2006, 1, 1), flags: [] },
    { name: 'Foss, Fay', email: 'fay@example.net', at: Date.UTC(2006, 10, 30), flags: [] },
    { kind: 'passed-over' },
    { kind: 'unreadable' },
    { name: 'Hal', email: 'hal@example.org', flags: ['dated-by-list'] },
  ])
})

test('a table in another charset, with semicolons', async () => {
  const path = write(Buffer.from('Name;E-Mail;Since\nJ\xfcrgen;j@example.org;2019-01-02\n', 'latin1'))
  expect((await read(path)).records).toMatchObject([
    { name: 'Jürgen', email: 'j@example.org', at: Date.UTC(2019, 0, 2) },
  ])
})

test('a later export lets nobody subscribe again, and the same one is not read again', async () => {
  const path = write('ann@example.org\n')
  const first = await read(path)
  expect((await read(path, first.cursor)).records).toEqual([])
  writeFileSync(path, 'ann@example.org\nbob@example.org\n')
  const second = await read(path, first.cursor)
  expect(second.records).toMatchObject([
    { email: 'ann@example.org', at: written.getTime() },
    { email: 'bob@example.org', at: written.getTime() },
  ])
})
