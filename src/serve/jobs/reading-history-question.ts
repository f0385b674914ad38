import { z } from 'zod'
import { question } from '../../store/index.ts'

/** When each source was last read, and how many of its runs broke since one that did not. */
export const readingHistories = question({
  text: `SELECT source, max(updated_at) AS ended_at, max(started_at) AS begun_at,
      countIf(status IN ('failed', 'partial') AND started_at > last_whole) AS broken
    FROM (
      SELECT *, max(if(status IN ('failed', 'partial'), toDateTime64(0, 3), started_at)) OVER (PARTITION BY source) AS last_whole
      FROM (SELECT source, run_id, started_at, updated_at, status FROM runs ORDER BY updated_at DESC LIMIT 1 BY source, run_id))
    GROUP BY source`,
  params: () => ({}),
  row: z.object({
    source: z.string(),
    ended_at: z.coerce.date(),
    begun_at: z.coerce.date(),
    broken: z.coerce.number(),
  }),
  examples: [undefined],
})
