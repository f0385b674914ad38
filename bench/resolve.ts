/**
 * How long resolve takes and how much memory, as one line of JSON.
 *
 *   tsx bench/resolve.ts [--aliases 126000] [--events 1000000]   a made-up community, the same every time
 *   tsx bench/resolve.ts --data DIR                              histories: DIR/<name>.commits.tsv.gz with DIR/<name>.mailmap
 *   --keep DIR                                                   keeps the workspace; a second run resolves it again
 *   --more 1000                                                  then so many aliases come, each with five acts, and all is resolved again:
 *                                                                `ratio` is what that costs of the first time, `idle` what a third time
 *                                                                without any news does
 *
 * A history has one line per commit: hash, author name, address, seconds, committer name, address, seconds, parents.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { resolve } from '../src/resolve/index.ts'
import { connectStore, migrate, type Store } from '../src/store/index.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    aliases: { type: 'string', default: '126000' },
    events: { type: 'string', default: '1000000' },
    keep: { type: 'string' },
    more: { type: 'string' },
  },
})
const [aliases, events] = [Number(values.aliases), Number(values.events)]

const step = 500_000
const insertEvents = `INSERT INTO events (event_id, source, source_event_id, type, occurred_at, alias_id, quantities, ingested_at)
  SELECT reinterpretAsUInt128(sipHash128(acts.number)), 'git:made-up', toString(acts.number),
    ['commit.author', 'commit.commit', 'commit.trailer.signed_off_by'][1 + acts.number % 3],
    toDateTime64('2005-01-01 00:00:00', 3, 'UTC') + toIntervalSecond(intDiv(acts.number * 600000000, {events:UInt64})),
    sipHash64('alias', actor), if(acts.number % 3 = 0, map('source.added', acts.number % 100), map()), now64(3)`

const asOf = new Date('2030-01-01')
const workspace = values.keep ?? mkdtempSync(join(tmpdir(), 'groundswell-bench-'))
const store = await connectStore({ workspace, url: undefined })
try {
  await migrate(store)
  const { loaded } = await store.readOne({
    text: 'SELECT count() > 0 AS loaded FROM events',
    params: {},
    row: z.object({ loaded: z.coerce.boolean() }),
  })
  if (loaded) console.error('The kept workspace has events already; they are used as they are.')
  else if (values.data === undefined) await makeCommunity(store)
  else await loadHistories(store, values.data)
  const first = await measure(store)
  console.log(
    JSON.stringify(
      values.more === undefined
        ? first
        : { first, ...(await measureMore(store, first, Number(values.more))) },
    ),
  )
} finally {
  await store.close()
  if (values.keep === undefined) rmSync(workspace, { recursive: true, force: true })
}

async function measureMore(store: Store, first: Lap, more: number): Promise<Record<string, unknown>> {
  await appendAliases(store, aliases, more)
  await store.write(
    `${insertEvents} FROM (SELECT {from:UInt64} + number AS number, {aliases:UInt64} + number % {more:UInt64} AS actor
    FROM numbers({more:UInt64} * 5)) AS acts`,
    { aliases, events, from: events, more },
  )
  const second = await measure(store)
  const idle = await measure(store)
  const compare = (lap: Lap) => ({
    ratio: Math.round((lap.seconds / first.seconds) * 1000) / 1000,
    cpuRatio: Math.round((lap.cpuSeconds / first.cpuSeconds) * 1000) / 1000,
  })
  return { more, ...compare(second), idle: compare(idle), peakMegabytes: peakMegabytes(), second }
}

interface Lap {
  readonly seconds: number
  readonly cpuSeconds: number
}

async function measure(store: Store): Promise<Lap & Record<string, unknown>> {
  const steps: Record<string, Lap> = {}
  let lap = startLap()
  let current = ''
  const endStep = (): void => {
    if (current !== '') steps[current] = lap()
    lap = startLap()
  }
  const loadedMegabytes = peakMegabytes()
  const whole = startLap()
  const report = await resolve(store, {
    asOf,
    signal: new AbortController().signal,
    onStep(step) {
      endStep()
      current = step
    },
  })
  endStep()
  const time = whole()
  const counts = await store.readOne({
    text: `SELECT (SELECT count() FROM person_aliases) AS aliases, (SELECT count() FROM events) AS events,
      (SELECT count() FROM people) AS people, (SELECT count() FROM organisations) AS organisations,
      (SELECT countIf(verdict = 'blocked') FROM alias_links) AS blocked`,
    params: {},
    row: z.record(z.string(), z.coerce.number()),
  })
  return {
    ...time,
    ...counts,
    peakMegabytes: peakMegabytes(),
    loadedMegabytes,
    steps,
    notes: report.notes,
  }
}

/** Seconds by the clock and of processor time over all threads, which on a busy machine is the fairer figure. */
function startLap(): () => Lap {
  const started = performance.now()
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return {
      seconds: Math.round(performance.now() - started) / 1000,
      cpuSeconds: Math.round((user + system) / 1000) / 1000,
    }
  }
}

/** The most memory this process ever had resident. */
function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024)
}

async function loadHistories(store: Store, folder: string): Promise<void> {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.commits.tsv.gz'))) {
    const name = basename(file, '.commits.tsv.gz')
    const acts = gunzipSync(readFileSync(join(folder, file)))
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .flatMap(parseCommit)
    await appendActs(store, `git:${name}`, acts)
    await appendMailmap(store, `git:${name}`, readFileSync(join(folder, `${name}.mailmap`), 'utf8'))
  }
}

interface Act {
  readonly id: string
  readonly type: string
  readonly name: string
  readonly email: string
  readonly at: number
}

function parseCommit(line: string): Act[] {
  const [id = '', author = '', email = '', at = '', committer = '', address = '', committed = ''] =
    line.split('\t')
  const act = { id: `${id}:author`, type: 'commit.author', name: author, email, at: Number(at) * 1000 }
  if (author === committer && email === address) return [act]
  const commit = { id: `${id}:commit`, type: 'commit.commit', name: committer, email: address }
  return [act, { ...commit, at: Number(committed) * 1000 }]
}

async function appendActs(store: Store, source: string, acts: readonly Act[]): Promise<void> {
  await store.write('TRUNCATE TABLE incoming')
  const rows = acts.map((act, record) =>
    JSON.stringify({
      record,
      outcome: 'event',
      source,
      source_event_id: act.id,
      type: act.type,
      occurred_at: new Date(act.at).toISOString(),
      platform: 'git',
      alias_name: act.name,
      alias_email: act.email,
      visibility: 'public',
      lawful_basis: 'public record',
    }),
  )
  await store.append('incoming', [Buffer.from(rows.join('\n'))], 'JSONEachRow')
  await store.write(`INSERT INTO events (event_id, source, source_event_id, type, occurred_at, alias_id, visibility, lawful_basis, ingested_at)
    SELECT event_id, source, source_event_id, type, occurred_at, alias_id, visibility, lawful_basis, now64(3) FROM incoming`)
  await store.write(`INSERT INTO aliases (alias_id, source, platform, name, email, recorded_at)
    SELECT DISTINCT alias_id, source, platform, alias_name, alias_email, now64(3) FROM incoming WHERE alias_id != 0`)
}

async function appendMailmap(store: Store, source: string, text: string): Promise<void> {
  const rows = text.split('\n').flatMap((line, ordinal) => {
    const match = line.match(/^([^<#]*)<([^>]*)>\s*(?:([^<]*)<([^>]*)>)?/)
    if (match === null) return []
    const [, first = '', email = '', second = '', old] = match
    return JSON.stringify({
      source,
      kind: 'mailmap',
      stated_at: 1,
      ordinal,
      proper_name: first.trim(),
      proper_email: old === undefined ? '' : email,
      alias_name: second.trim(),
      alias_email: old ?? email,
    })
  })
  await store.append('claims', [Buffer.from(rows.join('\n'))], 'JSONEachRow')
}

/** People with one to five aliases each; about 40 % of aliases share an address, 5 % are GitHub's, 1 % are in a .mailmap. */
async function makeCommunity(store: Store): Promise<void> {
  await appendAliases(store, 0, aliases)
  for (let from = 0; from < events; from += step)
    await store.write(
      `${insertEvents} FROM (SELECT number, toUInt64(pow({aliases:UInt64}, sipHash64('actor', number) % 1000000 / 1000000)) - 1 AS place, toUInt64(place) AS actor
         FROM numbers({from:UInt64}, {rows:UInt64})) AS acts`,
      { aliases, events, from, rows: Math.min(step, events - from) },
    )
}

/** Aliases of the made-up people, by their numbers; those of a number are the same whenever they come. */
async function appendAliases(store: Store, start: number, count: number): Promise<void> {
  const rows = `SELECT
      number,
      sipHash64('person', number) % toUInt64({aliases:UInt64} * 0.7) AS person,
      sipHash64('form', number) % 20 AS form,
      sipHash64(person) AS luck,
      concat(char(65 + luck % 26), lower(base58Encode(toString(luck % 9973)))) AS first,
      concat(char(65 + luck % 23), lower(base58Encode(toString(luck % 1000003)))) AS last,
      ['gmail.com', 'gmx.de', 'example.com', concat('company', toString(luck % 20011), '.com'), concat(lower(last), '.org')][1 + luck % 5] AS home,
      concat('company', toString(sipHash64('work', person) % 5003), '.com') AS work,
      multiIf(form = 0, lower(last), form = 1, concat(last, ', ', first), concat(first, ' ', last)) AS name,
      multiIf(
        form = 2, concat(toString(person), '+', lower(last), '@users.noreply.github.com'),
        form = 3, concat(lower(last), '@localhost'),
        form = 4, concat('info@', work),
        form < 9, concat(lower(first), '.', lower(last), '@', work),
        form < 12, concat(toString(number), '@', home),
        concat(lower(first), '.', lower(last), toString(person), '@', home)) AS email
    FROM numbers({from:UInt64}, {rows:UInt64})`
  for (let from = start; from < start + count; from += step) {
    const params = { aliases, from, rows: Math.min(step, start + count - from) }
    await store.write(
      `INSERT INTO aliases (alias_id, source, platform, name, email, recorded_at)
       SELECT sipHash64('alias', number), 'git:made-up', 'git', name, email, now64(3) FROM (${rows})`,
      params,
    )
    await store.write(
      `INSERT INTO claims (source, kind, stated_at, ordinal, proper_name, proper_email, alias_email)
       SELECT 'git:made-up', 'mailmap', toDateTime64(1, 3), number, concat(first, ' ', last), concat(lower(first), '.', lower(last), '@', work), email
       FROM (${rows}) WHERE number % 100 = 0`,
      params,
    )
  }
}
