import { rm } from 'node:fs/promises'
import type { Store } from '../store/index.ts'
import { eventColumns } from './batch.ts'
import { nameInbox } from './inbox.ts'
import { inTurn } from './ingest.ts'

const tables = [
  'events',
  'retold_events',
  'aliases',
  'claims',
  'quarantine',
  'network_sightings',
  'runs',
] as const

/**
 * Deletes everything that only one source said, from the disk too, and waits while something is collected. What other sources said
 * of the same people stays. Killed half-way it is asked for again, and goes on. People and segments are worked out anew afterwards.
 */
export function forgetSource(store: Store, source: string): Promise<void> {
  return inTurn(store, async () => {
    await rm(nameInbox(store.workspace, source), { recursive: true, force: true })
    // What is deleted here may have kept another source's copy of it from being appended.
    await store.write('TRUNCATE TABLE read_pages')
    for (const table of tables)
      await store.write(`ALTER TABLE ${table} DELETE WHERE source = {source:String}`, { source })
    await appendRetold(store)
  })
}

/** What only the forgotten source told before others did is now as the first of those told it. */
async function appendRetold(store: Store): Promise<void> {
  const appended = 'SELECT event_id FROM events WHERE event_id IN (SELECT event_id FROM retold_events)'
  await store.write(
    `INSERT INTO events (${eventColumns}) SELECT ${eventColumns} FROM retold_events WHERE (event_id, source) IN (
      SELECT event_id, argMin(source, (ingested_at, source)) FROM retold_events
      WHERE event_id NOT IN (${appended}) GROUP BY event_id)`,
  )
  await store.write(
    `ALTER TABLE retold_events DELETE WHERE (source, event_id) IN (
      SELECT source, event_id FROM events WHERE event_id IN (SELECT event_id FROM retold_events))`,
  )
}
