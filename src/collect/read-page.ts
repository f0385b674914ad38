import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Store } from '../store/index.ts'
import type { Outcomes } from './batch.ts'
import type { BulkConnector, BulkPage } from './connector.ts'

/** Pages of lines that were parsed before: the same bytes give the same outcomes, and nothing new. */
export interface ReadPages {
  /** What became of a page when it was parsed, all of it there by now; undefined for one that was not. */
  find(digest: string): Outcomes | undefined
  /** To be called when the page is durable. */
  remember(digest: string, outcomes: Outcomes, at: Date): Promise<void>
  /** The runs that parsed the pages found: what they quarantined stays. */
  readonly runs: ReadonlySet<string>
}

const row = z.object({ digest: z.string(), outcomes: z.string(), run_id: z.string() })
const counts = z.record(z.string(), z.number())
const known = z.object({
  records: z.number(),
  appended: z.number(),
  duplicate: z.number(),
  quarantined: z.number(),
  ignored: z.number(),
  events: z.number(),
  quarantinedBy: counts,
  ignoredBy: counts,
})

export async function openReadPages(store: Store, source: string, runId: string): Promise<ReadPages> {
  const rows = await store.read({
    text: 'SELECT digest, outcomes, run_id FROM read_pages FINAL WHERE source = {source:String}',
    params: { source },
    row,
  })
  const pages = new Map(rows.map((page) => [page.digest, page]))
  const runs = new Set<string>()
  return {
    runs,
    find(digest) {
      const page = pages.get(digest)
      if (page === undefined) return undefined
      runs.add(page.run_id)
      const then = known.parse(JSON.parse(page.outcomes))
      return { ...then, appended: 0, duplicate: then.appended + then.duplicate, events: 0 }
    },
    async remember(digest, outcomes, at) {
      // What is dated in the future gets another chance when its day has come.
      if (Object.keys(outcomes.quarantinedBy).some((reason) => reason.includes('future'))) return
      const page = {
        source,
        digest,
        outcomes: JSON.stringify(outcomes),
        run_id: runId,
        read_at: at.toISOString(),
      }
      await store.append('read_pages', [Buffer.from(JSON.stringify(page))], 'JSONEachRow')
    },
  }
}

/** Of fewer bytes a digest might be guessed back to an address; and parsing them costs little. */
export const leastBytes = 1 << 20

/** How a page is parsed, as far as it decides what becomes of a line, and with which file of networks. The moment after which nothing is believed does not. */
export function describeParsing(
  connector: BulkConnector<unknown>,
  { select, params }: BulkPage,
  networks: string,
): string {
  const { latest: _moment, ...rest } = params
  const parsing = [connector.name, connector.edition, connector.rows, select, rest]
  // Without a file of networks a page is known as it was before there were any.
  if (networks !== '') parsing.push(networks)
  return createHash('sha256').update(JSON.stringify(parsing)).digest('hex')
}
