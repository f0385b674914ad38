import { cpSync, mkdirSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import { testConnector } from '../../conformance.ts'
import type { EventDraft, RecordOutcome } from '../../connector.ts'
import { connector } from './index.ts'

const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url))
const copy = (folder: string, name: string): string => {
  const path = join(folder, name)
  cpSync(join(fixtures, name), path)
  return path
}

testConnector(connector, {
  'exports of several desks': (folder) => {
    const path = join(folder, 'desks')
    mkdirSync(path)
    for (const name of ['zendesk-tickets.csv', 'zendesk-tickets.json', 'jira-service.csv', 'help-desk.csv'])
      copy(path, name)
    return {
      path,
      records: 16,
      quarantined: 6,
      grow: () =>
        appendFile(join(path, 'help-desk.csv'), 'T-4;02.02.2024 08:00;New;new@example.org;;;;More\n'),
    }
  },
})

async function readOutcomes(name: string, config: object = {}): Promise<RecordOutcome[]> {
  const known = connector.config.parse({ path: join(fixtures, name), ...config })
  const signal = new AbortController().signal
  const io = {
    clock: { now: () => new Date() },
    signal,
    ask: askNobody,
    monthlyKey: async () => ({ key: '' }),
  }
  const outcomes: RecordOutcome[] = []
  for await (const page of connector.read(known, undefined, io))
    outcomes.push(...page.records.map((record) => connector.toOutcome(record, known)))
  return outcomes
}

const tell = ({ type, actor, occurredAt, object, flags = [] }: EventDraft): string =>
  [
    object?.id,
    type.replace('support.', ''),
    new Date(occurredAt).toISOString().slice(0, 16),
    actor?.name ?? '-',
    actor?.email ?? '-',
    actor?.accountId ?? '-',
    ...flags,
  ].join(' ')

const readEvents = async (name: string, config: object = {}): Promise<EventDraft[]> =>
  (await readOutcomes(name, config)).flatMap((outcome) => (outcome.kind === 'events' ? outcome.events : []))

test('Zendesk CSV: the first reply is the answer of whoever was assigned', async () => {
  const events = await readEvents('zendesk-tickets.csv')
  expect(events.slice(0, 3).map(tell)).toEqual([
    '501 ticket 2024-03-01T10:00 Ada Ott ada@example.org -',
    '501 answer 2024-03-01T10:35 Hal Moss hal@example.com -',
    '502 ticket 2024-03-02T10:00 Bea bea@example.org -',
  ])
  expect(events[0]).toMatchObject({
    organisationHint: 'Harbour, Ltd.',
    attrs: { subject: 'Cannot install, help', via: 'web' },
    visibility: 'private',
  })
})

test('Zendesk JSON: public comments of others are answers, no text is kept', async () => {
  const outcomes = await readOutcomes('zendesk-tickets.json')
  const events = outcomes.flatMap((outcome) => (outcome.kind === 'events' ? outcome.events : []))
  expect(events.map(tell)).toEqual([
    '601 ticket 2024-04-01T10:00 Ada Ott ada@example.org 9001',
    '601 answer 2024-04-01T11:00 Hal Moss hal@example.com 9002',
    '601 answer 2024-04-01T13:00 Pia pia@example.net 9003',
    '602 ticket 2024-04-02T10:00 - - 9004',
  ])
  expect(JSON.stringify(outcomes)).not.toMatch(/It crashes|Which version|Same here|192\.0\.2/)
})

test('Jira: comments are answers with their authors, one that cannot be dated is flagged', async () => {
  const outcomes = await readOutcomes('jira-service.csv')
  const events = outcomes.flatMap((outcome) => (outcome.kind === 'events' ? outcome.events : []))
  expect(events.map(tell)).toEqual([
    'SUP-1 ticket 2024-05-03T09:15 Ada Ott - qm:0001 answer-unreadable',
    'SUP-1 answer 2024-05-03T09:45 Hal Moss - 5b10a2:0001',
    'SUP-2 ticket 2024-05-05T14:15 Bea - qm:0002',
  ])
  expect(JSON.stringify(outcomes)).not.toMatch(/floor|third/)
})

test('another desk: dates of Europe, and subjects only if wanted', async () => {
  const events = await readEvents('help-desk.csv', { subjects: false, timeZone: 'Europe/Berlin' })
  expect(events.map(tell).slice(0, 2)).toEqual([
    'T-1 ticket 2023-12-31T22:50 Ada Ott ada@example.org -',
    'T-1 answer 2023-12-31T23:10 Pia pia@example.net -',
  ])
  expect(JSON.stringify(events)).not.toContain('Happy')
})
