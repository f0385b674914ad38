import { z } from 'zod'
import { question } from '../../../store/index.ts'

/** Events by source. */
export const eventCounts = question({
  text: 'SELECT source, count() AS count FROM events GROUP BY source ORDER BY source',
  params: () => ({}),
  row: z.object({ source: z.string(), count: z.coerce.number() }),
  examples: [undefined],
})

/** Runs by how they ended. */
export const runCounts = question({
  text: `SELECT status, count() AS count FROM (SELECT status FROM runs ORDER BY updated_at DESC LIMIT 1 BY source, run_id)
    GROUP BY status ORDER BY status`,
  params: () => ({}),
  row: z.object({ status: z.string(), count: z.coerce.number() }),
  examples: [undefined],
})
