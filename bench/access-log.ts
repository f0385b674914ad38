/**
 * How long collecting an access log takes beside GoAccess on the same file in the same run: parsing, judging, hashing,
 * quarantine and appending, until all is durable. `tsx bench/access-log.ts [lines]` prints JSON; GoAccess must be installed.
 */
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { connector } from '../src/collect/connectors/access-log/index.ts'
import { ingest, openMonthlyKeys } from '../src/collect/index.ts'
import { systemClock } from '../src/core/index.ts'
import { connectStore, migrate } from '../src/store/index.ts'
import { writeLog } from './access-log-lines.ts'

const [task = 'compare', ...rest] = process.argv.slice(2)
if (task === 'collect') await collect(rest[0] ?? '', rest[1] ?? '')
else await compare(Number(task === 'compare' ? 1_000_000 : task))

async function compare(lines: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-bench-'))
  try {
    const log = join(folder, 'access.log')
    await writeLog(log, lines, 1)
    const goaccessSeconds = await timeGoAccess(log, folder)
    const started = performance.now()
    const child = fork(fileURLToPath(import.meta.url), ['collect', log, join(folder, 'workspace')])
    const [answer] = (await once(child, 'message')) as [{ seconds: number; peakRssMb: number }]
    await once(child, 'exit')
    const report = {
      lines,
      megabytes: Math.round(statSync(log).size / 1e6),
      ...answer,
      processSeconds: toSeconds(performance.now() - started),
      goaccessSeconds,
      ratio: Number((answer.seconds / goaccessSeconds).toFixed(3)),
    }
    console.log(JSON.stringify(report, null, 2))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function timeGoAccess(log: string, folder: string): Promise<number> {
  const started = performance.now()
  const report = join(folder, 'report.html')
  const child = spawn('goaccess', [log, '--log-format=COMBINED', '--no-progress', '-o', report], {
    stdio: 'ignore',
  })
  const [code] = (await once(child, 'exit')) as [number]
  if (code !== 0) throw new Error(`GoAccess ended with ${code}`)
  return toSeconds(performance.now() - started)
}

/** In a process of its own, so that its peak of memory is its own. */
async function collect(log: string, workspace: string): Promise<void> {
  const store = await connectStore({ workspace, url: undefined })
  await migrate(store)
  const { monthlyKey } = openMonthlyKeys(join(workspace, 'keys'), systemClock)
  const io = { clock: systemClock, signal: new AbortController().signal, monthlyKey }
  const started = performance.now()
  const cpu = process.cpuUsage()
  const source = { id: 'access-log:bench', connector, config: connector.config.parse({ path: log }) }
  const run = await ingest(store, source, { io })
  const seconds = toSeconds(performance.now() - started)
  const { user, system } = process.cpuUsage(cpu)
  await store.close()
  const { status, reason, outcomes } = run
  const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024)
  process.send?.({
    seconds,
    cpuSeconds: toSeconds((user + system) / 1000),
    peakRssMb,
    status,
    reason,
    outcomes,
  })
  process.disconnect()
}

function toSeconds(milliseconds: number): number {
  return Number((milliseconds / 1000).toFixed(2))
}
