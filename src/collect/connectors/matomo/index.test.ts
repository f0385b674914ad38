import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import { testConnector } from '../../conformance.ts'
import type { EventDraft, RecordOutcome } from '../../connector.ts'
import { readPathFacts } from '../../detect.ts'
import { connector } from './index.ts'

const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url))
const json = join(fixtures, 'visits.json')
const csv = join(fixtures, 'visits.csv')

testConnector(connector, {
  'visits as JSON': (folder) => {
    const path = join(folder, 'visits.json')
    copyFileSync(json, path)
    const later =
      '{"idSite":"1","idVisit":"107","visitorId":"0a","serverTimestamp":1714600000,"actionDetails":[{"type":"action","url":"https://lantern.example.org/docs/x","timestamp":1714600000}]}]'
    return {
      path,
      records: 6,
      quarantined: 2,
      grow: () => writeFileSync(path, readFileSync(json, 'utf8').trim().replace(/\]$/, `,${later}`)),
    }
  },
  'the log of visits as CSV of UTF-16': (folder) => {
    const path = join(folder, 'visits.csv')
    copyFileSync(csv, path)
    return { path, records: 3, quarantined: 1 }
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

const tell = ({ type, object, visitor, actor, flags }: EventDraft): string =>
  [type, object?.id, visitor, actor?.accountId ?? '-', ...(flags ?? [])].join(' ')

test('a visit tells what was read and fetched; who signed in later is the visitor from before', async () => {
  const outcomes = await readOutcomes(json, { events: [{ event: 'Trial Started', type: 'trial.start' }] })
  const ann = 'a1b2c3d4e5f60718 matomo/ann@example.org'
  expect(eventsOf(outcomes).map(tell)).toEqual([
    'web.visit / a1b2c3d4e5f60718 -',
    'docs.visit /docs/start a1b2c3d4e5f60718 -',
    'software.download /files/lantern-1.2.tar.gz a1b2c3d4e5f60718 -',
    `pricing.visit /pricing ${ann}`,
    `trial.start Trial Started ${ann}`,
    `product.use Opened ${ann}`,
    `product.use Opened ${ann}`,
    'web.visit /about 8899aabbccddeeff - time-estimated',
  ])
  const [first] = eventsOf(outcomes)
  expect(first).toMatchObject({
    occurredAt: 1714546800_000,
    visibility: 'anonymous',
    attrs: { title: 'Lantern', referrer: 'search.example.net', site: '1' },
    quantities: { seconds: 30 },
  })
  const ids = new Set(eventsOf(outcomes).map(({ sourceEventId }) => sourceEventId))
  expect(ids.size).toBe(8)
})

test('the log of visits as CSV says the same', async () => {
  expect(eventsOf(await readOutcomes(csv, { instance: 'main' })).map(tell)).toEqual([
    'docs.visit /docs/ a1b2c3d4e5f60718 -',
    'software.download /files/l.zip a1b2c3d4e5f60718 -',
    'web.visit / ffeeddccbbaa0099 main/u-17',
  ])
})

/** An event tells its address for its network's sake; it is not kept. */
const leaveOutAddress = (key: string, value: unknown): unknown => (key === 'address' ? undefined : value)

test('neither addresses of the network nor what was asked of a page is kept, also in the quarantine', async () => {
  const kept = JSON.stringify([...(await readOutcomes(json)), ...(await readOutcomes(csv))], leaveOutAddress)
  expect(kept).not.toMatch(/192\.0\.2|2001:db8|utm|token|q=lantern/)
})

test('a goal means something only where that is said', async () => {
  const events = [{ event: 'Newsletter', type: 'newsletter.subscribe' }]
  const types = eventsOf(await readOutcomes(json, { events })).map(({ type }) => type)
  expect(types.filter((type) => type === 'newsletter.subscribe').length).toBe(1)
})

test('visits of others are not claimed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-matomo-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'visits.csv')
  writeFileSync(path, 'visitorId,page,time\na,/x,1714546800\n')
  expect(await connector.recognise(await readPathFacts(path))).toBeUndefined()
})
