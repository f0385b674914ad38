import { z } from 'zod'
import type { Store } from '../store/index.ts'
import type { Cursor, Page } from './connector.ts'
import { inboxStart } from './inbox.ts'
import type { Run } from './run.ts'

const pageRecords = 1000

/**
 * What was pushed and quarantined, to be tried again: it cannot be read anew from where it came. What was cut when it was kept
 * is no JSON any more and stays a text.
 */
export async function* readQuarantined(
  store: Store,
  source: string,
  since: Cursor | undefined,
): AsyncIterable<Page> {
  for (let after = '0'; ; ) {
    const rows = await store.read({
      text: `SELECT toString(quarantine_id) AS id, position, record FROM quarantine
        WHERE source = {source:String} AND quarantine_id > toUInt128({after:String})
        ORDER BY quarantine_id LIMIT 1 BY quarantine_id LIMIT {limit:UInt32}`,
      params: { source, after, limit: pageRecords },
      row: z.object({ id: z.string(), position: z.string(), record: z.string() }),
    })
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
    const records = rows.map(({ record, position }) => ({ record: parseKept(record), position }))
    // Where the inbox goes on does not change by this.
    yield { records, cursor: since ?? inboxStart }
  }
}

/** Whole JSON as it was; else the text, which its connector is not asked about. */
function parseKept(text: string): object | string {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : text
  } catch {
    return text
  }
}

/**
 * Takes out of the quarantine what a reading from the start did not quarantine again. Stopped before this, a record may stand there
 * although it was read by now; the next reading from the start takes it out.
 */
export async function settleQuarantine(
  store: Store,
  { source, runId }: Run,
  reused: ReadonlySet<string>,
): Promise<void> {
  await store.write(
    'ALTER TABLE quarantine DELETE WHERE source = {source:String} AND NOT has({runs:Array(UUID)}, run_id)',
    { source, runs: [runId, ...reused] },
  )
}
