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
const lines = join(fixtures, 'events.jsonl')
const later =
  '\n{"uuid":"018f0000-0000-7000-8000-000000000012","event":"opened","properties":{},"distinct_id":"u-17","timestamp":"2024-05-09T10:00:00Z"}\n'

testConnector(connector, {
  'exports of every kind, with dirt': (folder) => {
    const path = join(folder, 'exports')
    mkdirSync(path)
    for (const name of ['events.jsonl', 'events.json', 'events.csv'])
      cpSync(join(fixtures, name), join(path, name))
    return { path, records: 16, quarantined: 4, grow: () => appendFile(join(path, 'events.jsonl'), later) }
  },
})

async function readOutcomes(path: string, config: object = {}): Promise<RecordOutcome[]> {
  const known = connector.config.parse({ path, ...config })
  const io = {
    clock: { now: () => new Date() },
    signal: new AbortController().signal,
    ask: askNobody,
    monthlyKey: async () => ({ key: '' }),
  }
  const outcomes: RecordOutcome[] = []
  for await (const page of connector.read(known, undefined, io))
    outcomes.push(...page.records.map((record) => connector.toOutcome(record, known)))
  return outcomes
}

const eventsOf = (outcomes: readonly RecordOutcome[]): EventDraft[] =>
  outcomes.flatMap((outcome) => (outcome.kind === 'events' ? outcome.events : []))

const anonymous = '0190f1a2-0000-7000-8000-000000000001'

const tell = ({ type, object, visitor, actor }: EventDraft): string =>
  [
    type,
    object?.id,
    visitor === anonymous ? 'A' : (visitor ?? '-'),
    actor?.accountId ?? '-',
    ...(actor?.email === undefined ? [] : [actor.email]),
  ].join(' ')

test('a batch export tells who was anonymous and then known', async () => {
  const outcomes = await readOutcomes(lines, { events: [{ event: 'Trial Started', type: 'trial.start' }] })
  expect(eventsOf(outcomes).map(tell)).toEqual([
    'docs.visit /docs/start A -',
    'pricing.visit /pricing A -',
    'product.use $identify A posthog/u-17 ann@example.org',
    'trial.start Trial Started A posthog/u-17 ann@example.org',
    'product.use report exported - posthog/bea@example.org bea@example.org',
    'product.use opened job-7 -',
    'product.use $create_alias 0190f1a2-0000-7000-8000-000000000009 posthog/u-18',
  ])
  expect(eventsOf(outcomes)[0]).toMatchObject({
    occurredAt: Date.UTC(2024, 4, 1, 10),
    visibility: 'anonymous',
    attrs: { call: '$pageview', title: 'Start', referrer: 'search.example.net', library: 'web' },
  })
  expect(eventsOf(outcomes)[3]).toMatchObject({
    occurredAt: Date.UTC(2024, 4, 1, 8, 3),
    visibility: 'private',
    organisationHint: 'Dawn',
    quantities: { value: 12.5 },
  })
  expect(outcomes.filter(({ kind }) => kind === 'ignored').length).toBe(1)
})

test('answers of the API and CSV say the same', async () => {
  expect(eventsOf(await readOutcomes(join(fixtures, 'events.json'))).map(tell)).toEqual([
    'docs.visit /help/x A posthog/u-17 ann@example.org',
    'web.visit / A -',
  ])
  expect(eventsOf(await readOutcomes(join(fixtures, 'events.csv'), { instance: 'main' })).map(tell)).toEqual([
    'web.visit /about A -',
    'product.use saved, twice A main/u-17 ann@example.org',
  ])
})

/** An event tells its address for its network's sake; it is not kept. */
const leaveOutAddress = (key: string, value: unknown): unknown => (key === 'address' ? undefined : value)

test('neither network addresses nor what was asked of a page is kept, and nobody may be written to for it', async () => {
  const outcomes = await readOutcomes(lines)
  expect(JSON.stringify(outcomes, leaveOutAddress)).not.toMatch(/192\.0\.2|token|q=x/)
  expect(eventsOf(outcomes).some(({ contactBasis }) => contactBasis !== undefined)).toBe(false)
})
