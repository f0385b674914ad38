/**
 * How long collecting a file of GH Archive takes beside the engine alone reading the same fields of the same file's JSON and
 * keeping nothing; by turns in one run, the middle of the ratios as one line of JSON. Let nothing else run.
 *
 *   tsx bench/gh-archive.ts [--events 200000] [--seed 1] [--rounds 3]
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { connector } from '../src/collect/connectors/gh-archive/index.ts'
import { ingest } from '../src/collect/index.ts'
import { connectStore, migrate, type Store } from '../src/store/index.ts'
import { writeArchive } from './gh-archive-lines.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    events: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
  },
})
const [task, archive = '', workspace = ''] = positionals
if (task === undefined) await compare()
else {
  const answer = await measure(workspace, task === 'collect' ? collect : parseAlone)
  process.send?.(answer)
  process.disconnect()
}

interface Measured {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakRssMb: number
  readonly kept?: number
}

async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-bench-'))
  try {
    const path = join(folder, '2024-01-15-10.json')
    const events = Number(values.events)
    await writeArchive(path, events, Number(values.seed))
    const rounds = []
    for (let round = 0; round < Number(values.rounds); round++) {
      const alone = await runApart('parse', path, join(folder, `alone-${round}`))
      const ours = await runApart('collect', path, join(folder, `workspace-${round}`))
      rounds.push({ alone, ours, ratio: ours.seconds / alone.seconds })
      console.error(JSON.stringify(rounds.at(-1)))
    }
    const middle = rounds.sort((left, right) => left.ratio - right.ratio)[rounds.length >> 1]
    if (middle === undefined) throw new Error('No rounds, no ratio')
    console.log(
      JSON.stringify({
        events,
        megabytes: Math.round(statSync(path).size / 1e6),
        ...middle.ours,
        eventsPerSecond: Math.round(events / middle.ours.seconds),
        engineSeconds: middle.alone.seconds,
        ratio: Number(middle.ratio.toFixed(2)),
        ratios: rounds.map(({ ratio }) => Number(ratio.toFixed(2))),
      }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** In a process of its own, so that its peak of memory is its own. */
async function runApart(what: string, path: string, place: string): Promise<Measured> {
  const child = fork(fileURLToPath(import.meta.url), [what, path, place])
  const [answer] = (await once(child, 'message')) as [Measured]
  await once(child, 'exit')
  rmSync(place, { recursive: true, force: true })
  return answer
}

async function measure(place: string, work: (store: Store) => Promise<number>): Promise<Measured> {
  const store = await connectStore({ workspace: place, url: undefined })
  try {
    await migrate(store)
    const cpu = process.cpuUsage()
    const started = performance.now()
    const kept = await work(store)
    const seconds = (performance.now() - started) / 1000
    const { user, system } = process.cpuUsage(cpu)
    return {
      seconds: Number(seconds.toFixed(3)),
      cpuSeconds: Number(((user + system) / 1e6).toFixed(2)),
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
      kept,
    }
  } finally {
    await store.close()
  }
}

async function collect(store: Store): Promise<number> {
  const run = await ingest(
    store,
    { id: 'gh-archive:bench', connector, config: connector.config.parse({ path: archive }) },
    {
      io: {
        clock: { now: () => new Date() },
        signal: new AbortController().signal,
        monthlyKey: () => Promise.reject(new Error('no addresses in an archive')),
      },
    },
  )
  if (run.status !== 'complete') throw new Error(`The collection is ${run.status}: ${run.reason}`)
  return run.outcomes.events
}

/** The engine reads the fields the connector needs and adds up a hash of each row, so that it cannot skip one. */
async function parseAlone(store: Store): Promise<number> {
  const models = new URL('../src/collect/connectors/gh-archive/models/', import.meta.url)
  const shape =
    readFileSync(new URL('read-events.sql', models), 'utf8').match(/'Tuple\(([^']+)\)'/)?.[1] ?? ''
  const { rows } = await store.readOne({
    text: `SELECT count() AS rows, sum(cityHash64(*)) AS hash FROM file({path:String}, 'JSONEachRow', {shape:String})`,
    params: { path: archive, shape },
    row: z.object({ rows: z.coerce.number() }),
  })
  return rows
}
