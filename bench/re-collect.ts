/**
 * How long it takes to collect mixed events once more from the start: an access log, files of GH Archive and a table, made up and the same
 * for the same seed, collected into a workspace, then again with every cursor forgotten, which must append nothing. One line of
 * JSON. Ten million events take some 5 GB of disk and ten minutes.
 *
 *   tsx bench/re-collect.ts [--events 10000000] [--seed 1]
 */
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { connector as accessLog } from '../src/collect/connectors/access-log/index.ts'
import { connector as ghArchive } from '../src/collect/connectors/gh-archive/index.ts'
import { connector as table } from '../src/collect/connectors/table/index.ts'
import { ingest, openMonthlyKeys } from '../src/collect/index.ts'
import { systemClock } from '../src/core/index.ts'
import { connectStore, migrate, type Store } from '../src/store/index.ts'
import { writeLog } from './access-log-lines.ts'
import { writeArchive } from './gh-archive-lines.ts'
import { makeRandom } from './random.ts'

const { values } = parseArgs({
  options: { events: { type: 'string', default: '10000000' }, seed: { type: 'string', default: '1' } },
})
const events = Number(values.events)
const seed = Number(values.seed)
/** What comes in such numbers is logs and archives; of tables there are fewer rows. */
const shares = { log: 0.85, archive: 0.12, table: 0.03 }
const types = ['forum.reply', 'chat.message', 'issue.comment', 'event.attend', 'docs.contribute']
const folder = mkdtempSync(join(tmpdir(), 'groundswell-bench-'))
const files = {
  log: join(folder, 'access.log'),
  archive: join(folder, '2024-01-15-10.json'),
  table: join(folder, 'acts.csv'),
}

try {
  await writeLog(files.log, Math.round(events * shares.log), seed)
  await writeArchive(files.archive, Math.round(events * shares.archive), seed)
  await writeTable(files.table, Math.round(events * shares.table))
  await compare(join(folder, 'workspace'))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function compare(workspace: string): Promise<void> {
  const store = await connectStore({ workspace, url: undefined })
  try {
    await migrate(store)
    const first = await collectAll(store, workspace)
    await store.write('TRUNCATE TABLE runs')
    const second = await collectAll(store, workspace)
    const ratios = Object.keys(first.seconds).map((name): [string, number] => [
      name,
      Number(((second.seconds[name] ?? 0) / (first.seconds[name] ?? 1)).toFixed(3)),
    ])
    const megabytes = Object.values(files).map((path) => Math.round(statSync(path).size / 1e6))
    console.log(
      JSON.stringify({
        events,
        megabytes: megabytes.reduce((sum, size) => sum + size),
        first,
        second,
        ratios: Object.fromEntries(ratios),
        peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
      }),
    )
  } finally {
    await store.close()
  }
}

interface Collected {
  readonly records: number
  readonly appended: number
  readonly duplicate: number
  readonly seconds: Record<string, number>
}

async function collectAll(store: Store, workspace: string): Promise<Collected> {
  const { monthlyKey } = openMonthlyKeys(join(workspace, 'keys'), systemClock)
  const sources = [
    { id: 'access-log:bench', connector: accessLog, config: accessLog.config.parse({ path: files.log }) },
    { id: 'gh-archive:bench', connector: ghArchive, config: ghArchive.config.parse({ path: files.archive }) },
    { id: 'table:bench', connector: table, config: table.config.parse({ path: files.table }) },
  ]
  const seconds: Record<string, number> = {}
  let [records, appended, duplicate] = [0, 0, 0]
  for (const source of sources) {
    const started = performance.now()
    const run = await ingest(store, source, {
      io: { clock: systemClock, signal: new AbortController().signal, monthlyKey },
    })
    if (run.status !== 'complete') throw new Error(`${source.id} is ${run.status}: ${run.reason}`)
    seconds[source.id] = Number(((performance.now() - started) / 1000).toFixed(2))
    records += run.outcomes.records
    appended += run.outcomes.appended
    duplicate += run.outcomes.duplicate
    console.error(JSON.stringify({ source: source.id, seconds: seconds[source.id], ...run.outcomes }))
  }
  const all = Object.values(seconds).reduce((sum, part) => sum + part)
  return { records, appended, duplicate, seconds: { ...seconds, all: Number(all.toFixed(2)) } }
}

/** Acts of some thousands of people over ten years, in order of time. */
async function writeTable(path: string, rows: number): Promise<void> {
  const random = makeRandom(seed)
  const file = createWriteStream(path)
  file.write('id,occurred_at,type,name,email,object_id\n')
  const start = Date.UTC(2015, 0, 1)
  const step = (10 * 365 * 86_400_000) / rows
  let block: string[] = []
  for (let index = 0; index < rows; index++) {
    const person = Math.floor(20_000 ** random())
    const at = new Date(start + index * step).toISOString()
    const type = types[Math.floor(random() * types.length)]
    block.push(
      `act-${index},${at},${type},Person ${person},person-${person}@example.org,thread-${Math.floor(index / 7)}`,
    )
    if (block.length < 20_000 && index + 1 < rows) continue
    if (!file.write(`${block.join('\n')}\n`)) await once(file, 'drain')
    block = []
  }
  file.end()
  await once(file, 'finish')
}
