import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { collectLog, countEvents, forgetAll, readRows } from '../../../test/support/collect-log.ts'
import { writeMmdb } from '../../../test/support/mmdb.ts'
import { makeTestFolder, openTestStore } from '../../../test/support/workspace.ts'
import { forgetSource } from '../forget-source.ts'
import { ingest } from '../ingest.ts'
import { connectors } from '../registry.gen.ts'
import { openNetworkTeller } from './network-file.ts'

const store = await openTestStore()
beforeEach(() => forgetAll(store))

const acme = { asn: 'AS64500', name: 'Acme', domain: 'acme.example', type: 'business' }
const telecom = { asn: 'AS64501', name: 'Example Telecom', domain: 'telecom.example', type: 'isp' }
const known = { '192.0.2.0/24': acme, '2001:db8:5::/48': acme, '198.51.100.0/24': telecom }

const line = (address: string, second: number, agent = 'Mozilla/5.0 Firefox/128.0'): string =>
  `${address} - - [05/Nov/2026:10:00:${String(second).padStart(2, '0')} +0000] "GET /docs/${second} HTTP/1.1" 200 99 "-" "${agent}"`

const lines = [
  line('192.0.2.1', 1),
  line('192.0.2.1', 2),
  line('192.0.2.2', 3),
  line('2001:db8:5::9', 4),
  line('198.51.100.7', 5),
  line('203.0.113.7', 6),
  line('-', 7),
  line('proxy.internal', 8),
  line('192.0.2.77', 9, 'Googlebot/2.1 (+http://www.google.com/bot.html)'),
]

function place(content: Buffer | undefined, logLines = lines) {
  const folder = makeTestFolder()
  const [log, file] = [join(folder, 'access.log'), join(folder, 'networks.mmdb')]
  writeFileSync(log, `${logLines.join('\n')}\n`)
  if (content !== undefined) writeFileSync(file, content)
  return { log, file, networks: openNetworkTeller({ path: file, isNamed: false }) }
}

const readSightings = () =>
  readRows(
    store,
    `SELECT trace, number, name, domain, class, count() AS traces, uniqExact(trace_id) AS distinct
      FROM network_sightings GROUP BY trace, number, name, domain, class ORDER BY number, name`,
    z.object({
      trace: z.string(),
      number: z.number(),
      name: z.string(),
      domain: z.string(),
      class: z.string(),
      traces: z.coerce.number(),
      distinct: z.coerce.number(),
    }),
  )

const ofAcme = { trace: 'visitor', number: 64500, name: 'Acme', domain: 'acme.example', class: 'business' }
const ofTelecom = {
  trace: 'visitor',
  number: 64501,
  name: 'Example Telecom',
  domain: 'telecom.example',
  class: 'isp',
}
const expected = [
  { ...ofAcme, traces: 3, distinct: 3 },
  { ...ofTelecom, traces: 1, distinct: 1 },
]

test('visits of a log keep the networks of their visitors, each once; crawlers are not looked up', async () => {
  const { log, networks } = place(writeMmdb({ networks: known }))
  const run = await collectLog(store, log, { networks })
  expect([run.status, run.reason]).toEqual(['complete', ''])
  expect(await countEvents(store)).toBe(8)
  expect(await readSightings()).toEqual(expected)
  await collectLog(store, log, { networks, again: true })
  expect(await readSightings()).toEqual(expected)
})

test('without a file nothing is told, and all is collected', async () => {
  const { log, networks } = place(undefined)
  const run = await collectLog(store, log, { networks })
  expect([run.status, run.reason, run.outcomes.events]).toEqual(['complete', '', 8])
  expect(await readSightings()).toEqual([])
})

test('a file set later tells the networks of what was collected before, once it is read from the start', async () => {
  const { log, networks, file } = place(undefined)
  await collectLog(store, log, { networks })
  writeFileSync(file, writeMmdb({ networks: known }))
  await collectLog(store, log, { networks })
  expect(await readSightings()).toEqual([])
  const run = await collectLog(store, log, { networks, again: true })
  expect(run.outcomes).toMatchObject({ events: 0, duplicate: 8 })
  expect(await readSightings()).toEqual(expected)
})

test('pages that were parsed before are looked up with a new file, and not with the same', async () => {
  const many = Array.from({ length: 9000 }, (_, index) =>
    line(`192.0.2.${index % 250}`, index % 60).replace('/docs/', `/docs/${index}-`),
  )
  const { log, networks, file } = place(undefined, many)
  await collectLog(store, log, { networks })
  writeFileSync(file, writeMmdb({ networks: known }))
  await collectLog(store, log, { networks, again: true })
  expect(await readSightings()).toEqual([{ ...ofAcme, traces: 250, distinct: 250 }])
  writeFileSync(file, writeMmdb({ networks: { '192.0.2.0/25': acme, '192.0.2.128/25': telecom } }))
  await collectLog(store, log, { networks, again: true })
  const told = 'SELECT name, count() AS traces FROM network_sightings FINAL GROUP BY name ORDER BY name'
  expect(await readRows(store, told, z.object({ name: z.string(), traces: z.coerce.number() }))).toEqual([
    { name: 'Acme', traces: 128 },
    { name: 'Example Telecom', traces: 122 },
  ])
})

test('a damaged file is said in the run; all lines are collected', async () => {
  const { log, networks } = place(writeMmdb({ networks: known }).subarray(0, 300))
  const run = await collectLog(store, log, { networks })
  expect(run.status).toBe('complete')
  expect(run.outcomes.events).toBe(8)
  expect(run.reason).toMatch(/^networks\.mmdb is no MMDB file, .* so no networks were looked up\./)
  expect(await readSightings()).toEqual([])
})

test('forgetting a source forgets its networks', async () => {
  const { log, networks } = place(writeMmdb({ networks: known }))
  await collectLog(store, log, { networks })
  await forgetSource(store, 'access-log:test')
  expect(await readSightings()).toEqual([])
})

test('events of a stream keep their network one by one, also when they were there before', async () => {
  const folder = makeTestFolder()
  const path = join(folder, 'events.jsonl')
  const capture = (id: string, ip: string) =>
    JSON.stringify({
      uuid: id,
      event: '$pageview',
      distinct_id: 'x',
      timestamp: '2026-05-01T10:00:00Z',
      properties: { $ip: ip, $current_url: 'https://lantern.example.org/' },
    })
  writeFileSync(
    path,
    `${[capture('a1', '192.0.2.9'), capture('a2', '203.0.113.1'), capture('a3', '')].join('\n')}\n`,
  )
  const connector = connectors.find(({ name }) => name === 'posthog')
  if (connector === undefined) throw new Error('no such connector')
  const source = { id: 'posthog:test', connector, config: connector.config.parse({ path }) as unknown }
  const file = join(folder, 'networks.mmdb')
  const collect = (again: boolean) =>
    ingest(store, source, {
      io: {
        clock: { now: () => new Date('2026-11-20T12:00:00Z') },
        signal: new AbortController().signal,
        monthlyKey: () => Promise.reject(new Error('no key is needed')),
      },
      networks: openNetworkTeller({ path: file, isNamed: false }),
      again,
    })
  expect((await collect(false)).outcomes.events).toBe(3)
  writeFileSync(file, writeMmdb({ networks: known }))
  expect((await collect(true)).outcomes).toMatchObject({ events: 0, duplicate: 3 })
  await collect(true)
  expect(await readSightings()).toEqual([{ ...ofAcme, trace: 'event', traces: 1, distinct: 1 }])
  const kept = await readRows(
    store,
    `SELECT toString(tuple(*)) AS whole FROM events`,
    z.object({ whole: z.string() }),
  )
  expect(kept.map(({ whole }) => whole).join()).not.toContain('192.0.2')
})
