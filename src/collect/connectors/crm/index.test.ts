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
const copyAll = (folder: string, prefix: string, ...names: string[]): string => {
  const path = join(folder, prefix)
  mkdirSync(path)
  for (const name of names) cpSync(join(fixtures, `${prefix}-${name}.csv`), join(path, `${name}.csv`))
  return path
}

testConnector(connector, {
  'an export of HubSpot': (folder) => {
    const path = copyAll(folder, 'hubspot', 'contacts', 'companies', 'deals')
    return {
      path,
      records: 14,
      quarantined: 6,
      grow: () =>
        appendFile(join(path, 'contacts.csv'), '3006,New,,new@example.org,,,,,,Lead,,2024-01-06 10:00,,,,\n'),
    }
  },
  'an export of Salesforce': (folder) => ({
    path: copyAll(folder, 'salesforce', 'accounts', 'contacts', 'contracts', 'opportunities'),
    records: 9,
    quarantined: 1,
  }),
})

async function readEvents(path: string, config: object = {}): Promise<EventDraft[]> {
  const known = connector.config.parse({ path, ...config })
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
  return events
}

const tell = (event: EventDraft): string =>
  [
    event.object?.id ?? event.actor?.email,
    event.type,
    new Date(event.occurredAt).toISOString().slice(0, 10),
    event.organisationHint ?? '-',
    event.attrs?.['stage'] ?? '-',
    event.quantities?.['amount'] ?? '-',
    ...(event.flags ?? []),
  ].join(' | ')

test('HubSpot: contacts without a basis to write to them, deals that were won are contracts', async () => {
  const contacts = await readEvents(join(fixtures, 'hubspot-contacts.csv'))
  expect(contacts.map(tell)).toEqual([
    'ada@example.org | crm.contact | 2023-01-02 | Harbour, Ltd. | - | -',
    'bea@example.com | crm.contact | 2023-01-05 | Example Works | - | -',
  ])
  expect(contacts.every((event) => event.contactBasis === undefined)).toBe(true)
  expect((await readEvents(join(fixtures, 'hubspot-deals.csv'))).map(tell)).toEqual([
    '7001 | crm.stage_change | 2023-02-10 | Harbour, Ltd. | opened | -',
    '7001 | contract.sign | 2023-04-01 | Harbour, Ltd. | Closed Won | 12000.5',
    '7002 | crm.stage_change | 2024-02-10 | Harbour, Ltd. | opened | -',
    '7002 | contract.renew | 2024-04-01 | Harbour, Ltd. | Closed Won | 12000',
    '7003 | crm.stage_change | 2024-01-10 | Example Works | opened | -',
    '7003 | crm.stage_change | 2024-03-01 | Example Works | Closed Lost | -',
    '7004 | crm.stage_change | 2024-05-10 | Example Works | Appointment Scheduled | 500 | time-estimated',
  ])
})

test('companies with what the CRM says they are like', async () => {
  const [harbour] = await readEvents(join(fixtures, 'hubspot-companies.csv'))
  expect(harbour?.attrs).toEqual({
    stage: 'Customer',
    domain: 'harbour.example',
    industry: 'Shipping',
    country: 'Norway',
  })
})

test('Salesforce: numbers of accounts are names where the table of accounts lies beside', async () => {
  const events = await readEvents(fixtures, {})
  const told = events.map(tell)
  expect(told).toContain(
    '001A0000001 | crm.stage_change | 2022-04-01 | Harbour, Ltd. | Customer | - | time-estimated',
  )
  expect(told).toContain('hal@harbour.example | crm.contact | 2022-05-01 | Harbour, Ltd. | - | -')
  expect(told).toContain('00000100 | contract.sign | 2022-09-10 | Harbour, Ltd. | - | -')
  expect(told).toContain('006A0000002 | contract.renew | 2023-09-01 | Harbour, Ltd. | Closed Won | 9000')
  expect(told.join()).not.toMatch(/gil@|00000101/)
})
