/**
 * The whole journey of a new user: a history of 80,000 commits and an access log of 1,000,000 lines, read, resolved, segmented and
 * made ready to be shown by the built program (`npm run build`), as one line of JSON with the peak memory of its process.
 *
 *   tsx bench/journey.ts [--commits 80000] [--lines 1000000]
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeLog } from './access-log-lines.ts'
import { makeHistory } from './git-history.ts'

const { values } = parseArgs({
  options: {
    commits: { type: 'string', default: '80000' },
    lines: { type: 'string', default: '1000000' },
  },
})
const limitMegabytes = 1_500

const folder = mkdtempSync(join(tmpdir(), 'groundswell-bench-'))
try {
  const repository = join(folder, 'history.git')
  const log = join(folder, 'access.log')
  await makeHistory(repository, Number(values.commits), 7)
  await writeLog(log, Number(values.lines), 1)
  console.log(JSON.stringify(await travel([repository, log])))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Starts the program, waits until it serves, reads its peak of memory, stops it. */
async function travel(paths: readonly string[]): Promise<Record<string, unknown>> {
  const started = performance.now()
  const main = join(import.meta.dirname, '../dist/serve/cli/main.js')
  const child = spawn(
    process.execPath,
    [main, 'start', '--no-open', '--port', '0', '--workspace', join(folder, 'workspace'), ...paths],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const closed = once(child, 'close')
  const said = await untilReady(child)
  const seconds = Math.round((performance.now() - started) / 100) / 10
  const peakMegabytes = readPeakMegabytes(child.pid ?? 0)
  child.kill('SIGTERM')
  await closed
  const read = said.find((line) => line.startsWith('Read '))
  return {
    seconds,
    peakMegabytes,
    ratioToLimit: Math.round((peakMegabytes / limitMegabytes) * 100) / 100,
    read,
  }
}

/** Everything it said until it served. */
async function untilReady(child: ReturnType<typeof spawn>): Promise<string[]> {
  let text = ''
  for (const output of [child.stdout, child.stderr])
    output?.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
  while (!text.includes('is ready')) {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${text}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return text.split('\n')
}

/** The largest resident set since the process began, as Linux counts it. */
function readPeakMegabytes(pid: number): number {
  const [, kilobytes] = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmHWM:\s+(\d+) kB/m) ?? []
  return Math.round(Number(kilobytes) / 1024)
}
