/**
 * How long the segment stage takes on a made-up community, and how much memory the process peaks at, as one line of JSON.
 *
 *     npx tsx bench/segment.ts [people] [events] [years]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { segment } from '../src/segment/index.ts'
import { connectStore, migrate } from '../src/store/index.ts'
import { communityStart, fillCommunity } from './synthetic-community.ts'

const [people = 1_000_000, events = 10_000_000, years = 10] = process.argv.slice(2).map(Number)

const workspace = mkdtempSync(join(tmpdir(), 'groundswell-bench-'))
try {
  process.stdout.write(`${JSON.stringify(await measureSegment(workspace))}\n`)
} finally {
  rmSync(workspace, { recursive: true, force: true })
}

async function measureSegment(folder: string): Promise<unknown> {
  const store = await connectStore({ workspace: folder, url: undefined })
  try {
    await migrate(store)
    await fillCommunity(store, { people, events, years, seed: 1 })
    const filledMb = readPeakMb()
    const asOf = new Date(communityStart)
    asOf.setUTCFullYear(asOf.getUTCFullYear() + years, 2, 10)
    const clock = startClock()
    const report = await segment(store, {
      asOf,
      signal: new AbortController().signal,
      onStep: (step) => clock.next(step),
    })
    return {
      people,
      events,
      years,
      memberships: report.rows,
      seconds: clock.stop(),
      filledMb,
      peakMb: readPeakMb(),
    }
  } finally {
    await store.close()
  }
}

/** Seconds each step took, and all together; `cpu` are the seconds of all processors. */
function startClock(): { next(step: string): void; stop(): Record<string, number> } {
  const seconds: Record<string, number> = {}
  const cpu = process.cpuUsage()
  const started = performance.now()
  let current: { step: string; at: number } | undefined
  const close = (now: number): void => {
    if (current !== undefined) seconds[current.step] = Math.round((now - current.at) / 10) / 100
  }
  return {
    next(step) {
      const now = performance.now()
      close(now)
      current = { step, at: now }
    },
    stop() {
      const now = performance.now()
      close(now)
      const used = process.cpuUsage(cpu)
      const cpuSeconds = Math.round((used.user + used.system) / 10_000) / 100
      return { ...seconds, all: Math.round((now - started) / 10) / 100, cpu: cpuSeconds }
    },
  }
}

function readPeakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024)
}
