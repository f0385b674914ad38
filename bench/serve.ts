/**
 * How fast every page's API call answers with ten million events, as a table and one line of JSON.
 *
 *   tsx bench/serve.ts [--events 10000000] [--acts 0.3] [--aliases 200000] [--rounds 40]
 *   --keep DIR    keeps the workspace; a second run measures it again
 *
 * Three tenths of the events are acts of named people over nineteen years (a few of them very active), the rest visits without a name.
 * The engine makes them, the same every time; then the stages run, and a real server is asked over HTTP.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { openAsker, openReceiver, openSecretBox } from '../src/collect/index.ts'
import { systemClock } from '../src/core/index.ts'
import { resolve } from '../src/resolve/index.ts'
import { segment } from '../src/segment/index.ts'
import { createApp } from '../src/serve/http/app.ts'
import { listen } from '../src/serve/http/listen.ts'
import { decideAsOf } from '../src/serve/jobs/as-of.ts'
import { openJobs } from '../src/serve/jobs/jobs.ts'
import { type Pipeline, planPipeline } from '../src/serve/jobs/pipeline-work.ts'
import { connectStore, migrate, type Store } from '../src/store/index.ts'

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '10000000' },
    acts: { type: 'string', default: '0.3' },
    aliases: { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '40' },
    keep: { type: 'string' },
  },
})
const limitMilliseconds = 300
const asOf = new Date('2026-01-01T00:00:00Z')
const workspace = values.keep ?? mkdtempSync(join(tmpdir(), 'groundswell-bench-'))
const store = await connectStore({ workspace, url: undefined })
try {
  await migrate(store)
  const jobs = openJobs({ clock: systemClock, onFault: (error) => console.error(error) })
  const pipeline: Pipeline = {
    store,
    clock: systemClock,
    stages: { resolve, segment },
    asker: openAsker({ clock: systemClock, privateHosts: [] }),
    secrets: openSecretBox({ given: '7'.repeat(64) }),
    monthlyKey: async () => ({ key: '0'.repeat(32) }),
  }
  if ((await count('person_cards')) === 0) await prepare(pipeline, jobs)
  const { url, close } = await listen(
    createApp({
      pipeline,
      jobs,
      receiver: openReceiver({ ...pipeline, onFault: (error) => console.error(error) }),
      log: { info: () => undefined, error: (facts) => console.error(facts) },
      version: 'bench',
      assets: '/nonexistent',
      preparing: () => undefined,
    }),
    { firstPort: 14_747, host: '127.0.0.1' },
  )
  await measure(url)
  await close()
} finally {
  await store.close()
  if (values.keep === undefined) rmSync(workspace, { recursive: true, force: true })
}

async function count(table: string): Promise<number> {
  const row = z.object({ rows: z.coerce.number() })
  return (await store.readOne({ text: `SELECT count() AS rows FROM ${table}`, params: {}, row })).rows
}

async function prepare(pipeline: Pipeline, jobs: ReturnType<typeof openJobs>): Promise<void> {
  const started = performance.now()
  if ((await count('events')) === 0) await makeCommunity(store, Number(values.events), Number(values.aliases))
  await decideAsOf(store, asOf, { at: new Date(), by: 'bench', reason: 'the same every time' })
  const made = performance.now()
  const { title, work } = await planPipeline(pipeline, { stages: ['resolve', 'segment'] })
  const { jobId } = jobs.start(title, work)
  const job = await jobs.ended(jobId)
  const seconds = (from: number, to: number): string => ((to - from) / 1000).toFixed(1)
  console.error(
    `made in ${seconds(started, made)} s, worked out in ${seconds(made, performance.now())} s: ${job.status} ${job.message}`,
  )
  if (job.status !== 'done') throw new Error(`It broke at “${job.step}”.`)
}

/** Acts of people over nineteen years, Zipf-like, in a big and a small repository; visits of the last year. */
async function makeCommunity(target: Store, events: number, aliases: number): Promise<void> {
  const share = Number(values.acts)
  const params = { aliases, acts: Math.floor(events * share), visits: Math.floor(events * (1 - share)) }
  await target.write(
    `INSERT INTO aliases (alias_id, source, platform, name, email, recorded_at)
     SELECT sipHash64('alias', number), if(number % 4 = 0, 'git:small', 'git:big'), 'git', concat('Person ', lower(base58Encode(toString(number * 7919)))),
       concat('p', toString(number), '@', if(number % 3 = 0, 'example.org', concat('company', toString(number % 5000), '.example'))), now64(3)
     FROM numbers({aliases:UInt64})`,
    { aliases },
  )
  await target.write(
    `INSERT INTO events (event_id, source, source_event_id, type, occurred_at, alias_id, visibility, lawful_basis, object_kind, object_id, attrs, quantities, ingested_at)
     SELECT number, if(alias % 4 = 0, 'git:small', 'git:big'), toString(number),
       ['commit.author', 'commit.author', 'commit.commit', 'commit.trailer.reviewed_by', 'translation.submit'][1 + sipHash64('type', number) % 5],
       toDateTime64('2007-01-01 00:00:00', 3, 'UTC') + toIntervalSecond(intDiv(number * 599000000, {acts:UInt64})),
       sipHash64('alias', alias), 'public', 'public record', 'commit', lower(hex(sipHash64(number))), map('subject', concat('Change ', toString(number))),
       map('files', 3, concat('added.', ['source', 'docs', 'translation'][1 + number % 3]), number % 50, 'removed.source', number % 20), now64(3)
     FROM (SELECT number, toUInt64(floor(pow({aliases:Float64}, sipHash64('who', number) / 18446744073709551615.))) - 1 AS alias FROM numbers({acts:UInt64}))`,
    { aliases: params.aliases, acts: params.acts },
  )
  await target.write(
    `INSERT INTO events (event_id, source, source_event_id, type, occurred_at, visitor, network, visibility, lawful_basis, object_kind, object_id, attrs, ingested_at)
     SELECT 1000000000 + number, 'access-log:web', toString(number), ['web.visit', 'docs.visit', 'software.download'][1 + number % 3],
       toDateTime64('2025-01-01 00:00:00', 3, 'UTC') + toIntervalSecond(intDiv(number * 31000000, {visits:UInt64})),
       1 + sipHash64('visitor', number) % 400000, 1 + number % 30000, 'anonymous', 'legitimate interest', 'page', concat('/docs/', toString(number % 5000)),
       map('agent_class', ['browser', 'browser', 'crawler', 'package-manager'][1 + number % 4]), now64(3)
     FROM numbers({visits:UInt64})`,
    { visits: params.visits },
  )
}

async function measure(url: string): Promise<void> {
  const figures: Record<string, { p50: number; p95: number }> = {}
  for (const [name, path] of Object.entries(await listRoutes(url))) {
    const times: number[] = []
    for (let round = 0; round < Number(values.rounds); round++) times.push(await time(`${url}${path(round)}`))
    times.sort((left, right) => left - right)
    const quantile = (share: number): number => Math.round(times[Math.ceil(share * times.length) - 1] ?? 0)
    const figure = { p50: quantile(0.5), p95: quantile(0.95) }
    figures[name] = figure
    const mark = figure.p95 > limitMilliseconds ? '  OVER' : ''
    const [p50, p95] = [figure.p50, figure.p95].map((value) => String(value).padStart(5))
    console.error(`${name.padEnd(36)} p50 ${p50} ms   p95 ${p95} ms${mark}`)
  }
  const slowest = Math.max(...Object.values(figures).map((figure) => figure.p95))
  console.log(
    JSON.stringify({
      events: await count('events'),
      people: await count('people'),
      slowestP95: slowest,
      ratioToLimit: Math.round((slowest / limitMilliseconds) * 100) / 100,
      peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
      figures,
    }),
  )
}

/** What the pages ask, with other people, segments and pages in each round. */
async function listRoutes(url: string): Promise<Record<string, (round: number) => string>> {
  const json = async (path: string): Promise<{ items: Record<string, string>[] }> =>
    (await (await fetch(`${url}${path}`)).json()) as { items: Record<string, string>[] }
  const people = (await json('/api/v1/people?limit=200')).items.map((item) => item['personId'])
  const rare = (await json('/api/v1/people?order=asc&limit=200')).items.map((item) => item['personId'])
  const organisations = (await json('/api/v1/organisations?limit=200')).items.map(
    (item) => item['organisationId'],
  )
  const schemes = (await json('/api/v1/schemes')).items as unknown as {
    segments: { segment: string; members: number }[]
  }[]
  const segments = schemes
    .flatMap((scheme) => scheme.segments)
    .sort((left, right) => right.members - left.members)
    .map((entry) => encodeURIComponent(entry.segment))
  const at = (list: readonly (string | undefined)[], round: number): string => list[round % list.length] ?? ''
  return {
    home: () => '/api/v1/home',
    sources: () => '/api/v1/sources',
    people: (round) => `/api/v1/people?offset=${round * 50}`,
    'people by name': (round) => `/api/v1/people?sort=name&order=asc&offset=${round * 50}`,
    'people by rung': () => '/api/v1/people?sort=state',
    'people, deep page': (round) => `/api/v1/people?sort=last_seen&offset=${100_000 + round * 50}`,
    'people searched': (round) => `/api/v1/people?search=${encodeURIComponent(`PERSÓN ${round % 10}`)}`,
    'people of a segment': (round) => `/api/v1/people?segment=${at(segments, round % 5)}`,
    'person, very active': (round) => `/api/v1/people/${at(people, round)}`,
    'person, seen once': (round) => `/api/v1/people/${at(rare, round)}`,
    'events, very active': (round) => `/api/v1/people/${at(people, round)}/events`,
    'events, seen once': (round) => `/api/v1/people/${at(rare, round)}/events`,
    organisations: (round) => `/api/v1/organisations?offset=${round * 50}`,
    'organisations searched': (round) => `/api/v1/organisations?search=company${round}`,
    organisation: (round) => `/api/v1/organisations/${at(organisations, round)}`,
    'organisation, largest': () => `/api/v1/organisations/${at(organisations, 0)}`,
    'people of the largest organisation': () => `/api/v1/organisations/${at(organisations, 0)}/people`,
    schemes: () => '/api/v1/schemes',
    'segment, largest': (round) => `/api/v1/segments/${at(segments, round % 4)}`,
    'members, largest': (round) => `/api/v1/segments/${at(segments, round % 4)}/members?offset=${round * 50}`,
    'members by name': (round) => `/api/v1/segments/${at(segments, round % 4)}/members?sort=name&order=asc`,
    'members searched, as of': (round) =>
      `/api/v1/segments/${at(segments, round % 4)}/members?search=person%20a&asOf=2025-06-01T00:00:00Z`,
    search: (round) =>
      `/api/v1/search?q=${encodeURIComponent(`person ${String.fromCharCode(97 + (round % 26))}`)}`,
  }
}

async function time(url: string): Promise<number> {
  const started = performance.now()
  const response = await fetch(url)
  await response.text()
  if (!response.ok) throw new Error(`${response.status} ${url}`)
  return performance.now() - started
}
