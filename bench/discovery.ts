/**
 * How long a search for groups takes in a made-up community, and how much memory the process peaks at, as one line of JSON.
 *
 *     npx tsx bench/discovery.ts [people] [events] [years] [method]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { discoverGroups, segment } from '../src/segment/index.ts'
import { connectStore, migrate } from '../src/store/index.ts'
import { communityStart, fillCommunity } from './synthetic-community.ts'

const [people = 1_000_000, events = 10_000_000, years = 10] = process.argv.slice(2, 5).map(Number)
const method = process.argv[5]

const workspace = mkdtempSync(join(tmpdir(), 'groundswell-bench-'))
try {
  process.stdout.write(`${JSON.stringify(await measureDiscovery(workspace))}\n`)
} finally {
  rmSync(workspace, { recursive: true, force: true })
}

async function measureDiscovery(folder: string): Promise<unknown> {
  const store = await connectStore({ workspace: folder, url: undefined })
  try {
    await migrate(store)
    await fillCommunity(store, { people, events, years, seed: 1 })
    const asOf = new Date(communityStart)
    asOf.setUTCFullYear(asOf.getUTCFullYear() + years, 2, 10)
    const { signal } = new AbortController()
    await segment(store, { asOf, signal, onStep: () => undefined })
    const beforeMb = readPeakMb()
    const steps: Record<string, number> = {}
    const started = performance.now()
    let current = { step: '', at: started }
    const onStep = (step: string): void => {
      const now = performance.now()
      if (step === current.step) return
      if (current.step !== '') steps[current.step] = Math.round((now - current.at) / 10) / 100
      current = { step, at: now }
    }
    const found = await discoverGroups(store, { method }, { asOf, madeAt: asOf, signal, onStep })
    onStep('')
    return {
      people,
      events,
      method: found.method,
      groups: found.clusters.map(({ share, steadiness, canPublish }) => ({ share, steadiness, canPublish })),
      fidelity: found.fidelity,
      seconds: { ...steps, all: Math.round((performance.now() - started) / 10) / 100 },
      beforeMb,
      peakMb: readPeakMb(),
    }
  } finally {
    await store.close()
  }
}

function readPeakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024)
}
