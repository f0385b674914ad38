import { z } from 'zod'
import { detect, ingest } from '../../src/collect/index.ts'
import { connectStore, migrate } from '../../src/store/index.ts'

/** Collects a path into a workspace in small batches, tells of each page, and at the end what the workspace holds. */
const [workspace = '', path = '', batchRecords = '50'] = process.argv.slice(2)
const store = await connectStore({ workspace, url: undefined })
await migrate(store)
const source = { id: 'git:killed', ...(await detect(path)) }
const io = {
  clock: { now: () => new Date() },
  signal: new AbortController().signal,
  monthlyKey: () => Promise.reject(new Error('no addresses here')),
}
const run = await ingest(store, source, {
  io,
  batchRecords: Number(batchRecords),
  onProgress: (progress) => console.log(`read ${progress.done}`),
})
const kept = await store.readOne({
  text: `SELECT count() AS events, uniqExact(event_id) AS ids, toString(groupBitXor(cityHash64(event_id, type, occurred_at, alias_id, attrs, quantities, touched))) AS fingerprint,
    (SELECT count() FROM aliases) AS aliases, (SELECT uniqExact(alias_id) FROM aliases) AS alias_ids FROM events`,
  params: {},
  row: z.record(z.string(), z.coerce.string()),
})
console.log(`kept ${JSON.stringify({ status: run.status, ...kept })}`)
console.log(`appended ${run.outcomes.appended}`)
await store.close()
