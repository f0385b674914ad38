/**
 * Segments made of rules over a made-up community, as one line of JSON: how long a look at all of them takes against SQL written by hand
 * for the same answers, and how long previews of rules of three levels take.
 *
 *     npx tsx bench/rules.ts [--peers PYTHON] [people] [acts] [segments] [nested]
 *
 * With a Python that has duckdb, pandas and pyarrow both are asked the same in the same run.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { publishDefinitions } from '../src/segment/index.ts'
import { placeInSegments } from '../src/segment/place.ts'
import { readRulePreview } from '../src/serve/http/rules/read-rule.ts'
import { connectStore, migrate, type Store } from '../src/store/index.ts'
import { fillActs, lookedAt, tellActs, types } from './rule-community.ts'
import { describeRules, writeByHand, writeRules } from './rule-set.ts'

const { values: options, positionals } = parseArgs({
  options: { peers: { type: 'string' } },
  allowPositionals: true,
})
const [people = 1_000_000, acts = 100_000_000, segments = 100, nested = 30] = positionals.map(Number)
const signal = new AbortController().signal
const hour = 3_600_000
const day = 24 * hour
const started = Date.now()

const workspace = mkdtempSync(join(tmpdir(), 'groundswell-bench-'))
try {
  const store = await connectStore({ workspace, url: undefined })
  try {
    await migrate(store)
    process.stdout.write(`${JSON.stringify(await measure(store))}\n`)
  } finally {
    await store.close()
  }
} finally {
  rmSync(workspace, { recursive: true, force: true })
}

async function measure(store: Store): Promise<unknown> {
  const fill = await time(() => fillActs(store, { people, acts }))
  await store.write(
    'CREATE TABLE by_hand (segment UInt16, person_id UInt64) ENGINE = MergeTree ORDER BY (segment, person_id)',
  )
  await publishDefinitions(store, writeRules(segments, nested), { by: 'bench', at: lookedAt, reason: '' })
  await passOverHistory(store)
  const first = await time(() => place(store, lookedAt, 0))
  const full: number[] = []
  const hand: number[] = []
  // Everybody is looked at once a week.
  for (const round of [1, 2, 3]) {
    const asOf = new Date(lookedAt.getTime() + round * 8 * day)
    full.push(await time(() => place(store, asOf, round)))
    await store.write('TRUNCATE TABLE by_hand')
    hand.push(await time(() => store.write(writeByHand(segments, nested, asOf))))
  }
  const same = await compareWithHand(store)
  const peers = options.peers === undefined ? {} : { peers: await askPeers(store, options.peers) }
  const refresh: number[] = []
  for (const round of [4, 5, 6]) refresh.push(await measureRefresh(store, round))
  // Last, when the engine has put in order what was just written.
  const preview = await measurePreviews(store)
  const size = { people, acts, segments, nested }
  return { ...size, fill, preview, first, full, hand, refresh, ...same, ...peers, peakMb: readPeakMb() }
}

/** Seconds until 10,000 acts of as many people drawn by chance, told within the last hour, are seen in all segments. */
async function measureRefresh(store: Store, round: number): Promise<number> {
  const asOf = new Date(lookedAt.getTime() + 24 * day + round * hour)
  await tellActs(store, { people, count: 10_000, asOf, toldAt: beginOf(round), round })
  return time(() => place(store, asOf, round))
}

/** As the segment stage does, when the steps before it are done. */
function place(store: Store, asOf: Date, round: number): Promise<void> {
  return placeInSegments(store, { schemes: [], asOf, beganAt: beginOf(round), signal, parts: [] })
}

/** Runs lie an hour apart, although here they follow each other at once. */
function beginOf(round: number): Date {
  return new Date(started + (round + 1) * hour)
}

/** Twelve month ends before the first look would be looked at, too; they are measured by no one. */
async function passOverHistory(store: Store): Promise<void> {
  await store.write(
    `INSERT INTO segment_looks (segment, version, at, members, unknown, milliseconds, whole, recorded_at)
    SELECT concat('custom/segment-', toString(number)), 0, {as_of:DateTime64(3)} - INTERVAL 1 DAY, 0, 0, 0, true, now64(6)
    FROM numbers({segments:UInt64})`,
    { as_of: lookedAt, segments },
  )
}

/** How many are in segments by either way, and how many only by one. */
function compareWithHand(store: Store): Promise<{ members: number; differing: number }> {
  return store.readOne({
    text: `SELECT count() AS members, countIf(times != 2) AS differing FROM (
      SELECT segment, person_id, count() AS times FROM (
        SELECT concat('custom/segment-', toString(segment)) AS segment, person_id FROM by_hand
        UNION ALL SELECT toString(segment), subject_id FROM memberships WHERE left_at IS NULL AND scheme = 'custom'
      ) GROUP BY segment, person_id)`,
    params: {},
    row: z.object({ members: z.coerce.number(), differing: z.coerce.number() }),
  })
}

/** What DuckDB and pandas take for the last of the full looks. */
async function askPeers(store: Store, python: string): Promise<unknown> {
  const asOf = new Date(lookedAt.getTime() + 3 * 8 * day)
  const from = `person_id AS person, toString(type) AS type, occurred_at AS happened FROM human_acts`
  await store.exportTo(join(workspace, 'acts.parquet'), `SELECT ${from}`, {}, 'Parquet')
  const rungs = 'SELECT person_id AS person, toUInt8(substring(toString(state), 2)) AS rung FROM states'
  await store.exportTo(join(workspace, 'rungs.parquet'), rungs, {}, 'Parquet')
  writeFileSync(join(workspace, 'rules.json'), JSON.stringify(describeRules(segments, nested)))
  const script = fileURLToPath(new URL('./rules_with_peers.py', import.meta.url))
  const moment = asOf.toISOString().slice(0, 19)
  const printed = execFileSync(python, [script, workspace, moment], { encoding: 'utf8' })
  return JSON.parse(printed.trim().split('\n').at(-1) ?? '')
}

/** Seconds of previews, each of another rule of three levels; `p95` is the slowest but one of twenty. */
async function measurePreviews(store: Store): Promise<unknown> {
  const seconds: number[] = []
  for (let at = 0; at < 20; at++) {
    const written = {
      all: [
        { did: { acts: [types[at % 6]], within: `${30 * (1 + at)} days`, at_least: 1 + (at % 3) } },
        { any: [{ stands: { at_least: 'P3' } }, { attribute: { name: 'purpose', is: 'business' } }] },
        {
          not: {
            all: [
              { did: { acts: [types[(at + 1) % 6]], within: '1 year' } },
              { did: { acts: 'contribution', at_most: 3 } },
            ],
          },
        },
      ],
    }
    seconds.push(
      await time(() =>
        readRulePreview(store, { written, of: 'people', asOf: lookedAt, limit: 50, offset: 0 }),
      ),
    )
  }
  seconds.sort((one, next) => one - next)
  return { median: seconds[10], p95: seconds[18] }
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return Math.round(performance.now() - started) / 1000
}

function readPeakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024)
}
