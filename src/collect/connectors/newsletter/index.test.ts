import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import { testConnector } from '../../conformance.ts'
import type { EventDraft, Page } from '../../connector.ts'
import { connector } from './index.ts'

const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url))
const copy = (folder: string, name: string): string => {
  const path = join(folder, name)
  cpSync(join(fixtures, name), path)
  return path
}

testConnector(connector, {
  'a whole export of Mailchimp in a folder': (folder) => {
    const path = join(folder, 'export')
    mkdirSync(path)
    for (const status of ['subscribed', 'unsubscribed', 'cleaned']) copy(path, `${status}_members_export.csv`)
    const row =
      'new@example.org,New,,,1,"2024-08-02 10:00:00",,"2024-08-02 10:01:00",,,,,,,,,"2024-08-02 10:01:00",108,f00d000008,,\n'
    return {
      path,
      records: 13,
      quarantined: 5,
      grow: () => appendFile(join(path, 'subscribed_members_export.csv'), row),
    }
  },
  'subscribers and bounces of Listmonk': (folder) => {
    const path = join(folder, 'listmonk')
    mkdirSync(path)
    for (const name of ['subscribers.csv', 'subscribers.json', 'bounces.json']) copy(path, `listmonk-${name}`)
    return { path, records: 10, quarantined: 3 }
  },
  'a packed export that breaks off': (folder) => {
    const [header = ''] = readFileSync(join(fixtures, 'unsubscribed_members_export.csv'), 'utf8').split('\n')
    const row = `hal@example.org,Hal,Moss,2,,,"2022-01-05 10:05:00",,,,,,,,,"2024-03-01 06:12:44","March news",c4m9,NORMAL,,1,f00d,,,"2024-03-01 06:12:44"\n`
    const path = join(folder, 'broken.csv.gz')
    const packed = gzipSync(`${header}\n${row.repeat(3)}hal@example.org`, { level: 0 })
    writeFileSync(path, packed.subarray(0, packed.length - 16))
    return { path, records: 3, quarantined: 0, status: 'partial' }
  },
})

async function readEvents(name: string, config: object = {}): Promise<EventDraft[]> {
  const known = connector.config.parse({ path: join(fixtures, name), ...config })
  const io = {
    clock: { now: () => new Date() },
    signal: new AbortController().signal,
    ask: askNobody,
    monthlyKey: async () => ({ key: '' }),
  }
  const pages: Page[] = []
  for await (const page of connector.read(known, undefined, io)) pages.push(page)
  return pages
    .flatMap((page) => page.records)
    .map((record) => connector.toOutcome(record, known))
    .flatMap((outcome) => (outcome.kind === 'events' ? outcome.events : []))
}

const tell = ({ type, actor, occurredAt, contactBasis, attrs, object }: EventDraft): string =>
  [
    actor?.email,
    type.replace('newsletter.', ''),
    new Date(occurredAt).toISOString().slice(0, 16),
    contactBasis ?? '-',
    attrs?.['contact_proof'] ?? '-',
    attrs?.['contact_withdrawn'] ?? '-',
    object?.id,
  ].join(' ')

test('who agreed may be written to, with how and when; who was added by others may not', async () => {
  const events = await readEvents('subscribed_members_export.csv')
  expect(events.map(tell)).toEqual([
    'ada@example.org subscribe 2023-05-01T12:41 newsletter opt-in double opt-in - newsletter',
    'BEA@Example.ORG subscribe 2023-06-11T07:00 newsletter opt-in single opt-in - newsletter',
    'cy@example.com subscribe 2023-07-01T09:15 - - - newsletter',
    'ada@example.org subscribe 2023-05-01T12:41 newsletter opt-in double opt-in - newsletter',
  ])
  expect(events[0]?.attrs?.['contact_date']).toBe('2023-05-01T12:41:09.000Z')
  expect(events[2]?.flags).toEqual(['opt-in-not-shown'])
  expect(JSON.stringify(events)).not.toMatch(/192\.0\.2|198\.51|203\.0\.113/)
  const [, , added] = await readEvents('subscribed_members_export.csv', { optIn: 'single opt-in' })
  expect(added?.contactBasis).toBe('newsletter opt-in')
})

test('whoever left, complained or could not be reached took it back', async () => {
  const left = await readEvents('unsubscribed_members_export.csv')
  expect(left.map(tell)).toEqual([
    'hal@example.org subscribe 2022-01-05T10:05 newsletter opt-in double opt-in - newsletter',
    'hal@example.org unsubscribe 2024-03-01T06:12 - - unsubscribed newsletter',
    'ida@example.org subscribe 2022-01-06T10:05 newsletter opt-in double opt-in - newsletter',
    'ida@example.org unsubscribe 2024-03-02T06:12 - - complained newsletter',
    'joe@example.org unsubscribe 2024-04-01T00:00 - - unsubscribed newsletter',
  ])
  const cleaned = await readEvents('cleaned_members_export.csv')
  expect(cleaned.map(tell)[1]).toBe('lea@example.org bounce 2024-05-05T05:05 - - bounced newsletter')
  const lists = await readEvents('listmonk-subscribers.json')
  expect(lists.map(tell)).toEqual([
    'mia@example.org subscribe 2023-01-02T10:00 newsletter opt-in double opt-in - Release news',
    'mia@example.org subscribe 2023-01-02T10:00 - - - Events',
    'mia@example.org unsubscribe 2023-09-02T11:00 - - unsubscribed Events',
    'ned@example.org subscribe 2023-01-03T10:00 - - - Release news',
    'ned@example.org unsubscribe 2024-05-31T22:00 - - blocked Release news',
  ])
  const bounces = await readEvents('listmonk-bounces.json')
  expect(bounces.map(tell)).toEqual([
    'mia@example.org bounce 2024-05-20T10:00 - - bounced newsletter',
    'ned@example.org bounce 2024-05-21T10:00 - - - newsletter',
  ])
})
