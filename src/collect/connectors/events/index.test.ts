import { cpSync, mkdirSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import { testConnector } from '../../conformance.ts'
import type { EventDraft } from '../../connector.ts'
import { connector } from './index.ts'

const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url))
const copy = (folder: string, name: string): string => {
  const path = join(folder, name)
  cpSync(join(fixtures, name), path)
  return path
}

testConnector(connector, {
  'lists of guests of several tools': (folder) => {
    const path = join(folder, 'meetings')
    mkdirSync(path)
    const names = ['luma-guests.csv', 'zoom-attendees.csv', 'meetup-attendees.xls', 'pretix-checkin.csv']
    for (const name of names) copy(path, name)
    return {
      path,
      records: 24,
      quarantined: 6,
      grow: () =>
        appendFile(
          join(path, 'luma-guests.csv'),
          'gst-0007,New,New,,new@example.net,,2024-04-25T08:00:00.000Z,approved,,,,,,,,,,,,,t1,General,\n',
        ),
    }
  },
  'a calendar': (folder) => {
    const path = copy(folder, 'calendar.ics')
    return { path, records: 4, quarantined: 1 }
  },
})

async function readEvents(name: string, config: object = {}): Promise<string[]> {
  const known = connector.config.parse({ path: join(fixtures, name), ...config })
  const signal = new AbortController().signal
  const io = {
    clock: { now: () => new Date() },
    signal,
    ask: askNobody,
    monthlyKey: async () => ({ key: '' }),
  }
  const events: EventDraft[] = []
  for await (const page of connector.read(known, undefined, io))
    for (const record of page.records) {
      const outcome = connector.toOutcome(record, known)
      if (outcome.kind === 'events') events.push(...outcome.events)
    }
  return events.map(({ type, actor, occurredAt, object, flags = [] }) => {
    const who = [actor?.name ?? '-', actor?.email ?? actor?.accountId ?? '-'].join(' ')
    return [who, type.slice(6), new Date(occurredAt).toISOString().slice(0, 16), object?.id, ...flags].join(
      ', ',
    )
  })
}

test('Luma: who was approved registered, who was checked in came, a speaker spoke', async () => {
  expect(await readEvents('luma-guests.csv', { event: 'Meeting', startsAt: '2024-05-01 16:00' })).toEqual([
    'Ada Ott ada@example.org, register, 2024-04-20T08:00, Meeting',
    'Ada Ott ada@example.org, attend, 2024-05-01T16:02, Meeting',
    'Bea BEA@example.org, register, 2024-04-21T08:00, Meeting',
    'Bea BEA@example.org, speak, 2024-05-01T16:00, Meeting',
  ])
})

test('Zoom: the tables below their titles, in the clock of the account', async () => {
  const webinar = 'zoom:81234567890@2024-05-01T13:57Z'
  expect(await readEvents('zoom-attendees.csv', { timeZone: 'Europe/Berlin' })).toEqual([
    `Hal Moss hal@example.org, organise, 2024-05-01T13:57, ${webinar}`,
    `Pia Reed (pia) pia@example.org, speak, 2024-05-01T13:57, ${webinar}`,
    `Ada Ott ada@example.org, register, 2024-04-20T08:11, ${webinar}`,
    `Ada Ott ada@example.org, attend, 2024-05-01T13:57, ${webinar}`,
    `Ada Ott ada@example.org, register, 2024-04-20T08:11, ${webinar}`,
    `Ada Ott ada@example.org, attend, 2024-05-01T13:57, ${webinar}`,
    `Bea bea@example.org, register, 2024-04-21T08:11, ${webinar}`,
  ])
})

test('Meetup: a table of Excel in UTF-16, whose one date shows the order of all', async () => {
  expect(await readEvents('meetup-attendees.xls')).toEqual([
    'Ada Ott meetup:4001, register, 2024-04-25T19:30, meetup-attendees',
    'Ada Ott meetup:4001, organise, 2024-04-25T19:30, meetup-attendees, time-estimated',
    'Łucja meetup:4002, register, 2024-05-03T08:00, meetup-attendees',
  ])
})

test('pretix: the address of an order for two is neither one’s', async () => {
  expect(await readEvents('pretix-checkin.csv', { event: 'Conference' })).toEqual([
    'Ada Ott ada@example.org, register, 2024-05-03T10:11, Conference',
    'Ada Ott ada@example.org, attend, 2024-06-08T09:01, Conference',
    'Mia Reed -, register, 2024-05-04T10:11, Conference',
    'Mia Reed -, speak, 2024-06-08T09:05, Conference',
    'Ned Reed -, register, 2024-05-04T10:11, Conference',
  ])
})

test('a calendar: who organised and who accepted, rooms and refusals left out', async () => {
  expect(await readEvents('calendar.ics')).toEqual([
    'Hal Moss, host hal@example.org, organise, 2024-06-01T17:00, release-party@example.org',
    'Ada Ott ada@example.org, register, 2024-06-01T17:00, release-party@example.org, time-estimated',
  ])
})
