import { z } from 'zod'
import { question } from '../../store/index.ts'

/** The last run of each derived stage. */
export const lastStageRuns = question({
  text: `SELECT stage, as_of, started_at, finished_at FROM stage_runs ORDER BY finished_at DESC LIMIT 1 BY stage`,
  params: () => ({}),
  row: z.object({
    stage: z.string(),
    as_of: z.coerce.date(),
    started_at: z.coerce.date(),
    finished_at: z.coerce.date(),
  }),
  examples: [undefined],
})

/**
 * When what the stages read last changed. A run that was stopped in the middle counts although it reports no events:
 * its last batch may have become durable without being counted. Defining a source changes nothing until it is read, and what is decided on
 * targets or webhooks is not read by them.
 */
export const lastChange = question({
  text: `SELECT greatest(
      (SELECT max(updated_at) FROM (SELECT * FROM runs ORDER BY updated_at DESC LIMIT 1 BY source, run_id)
       WHERE events_appended > 0 OR status IN ('running', 'failed', 'cancelled')),
      (SELECT max(told_at) FROM network_sightings),
      (SELECT max(decided_at) FROM decisions WHERE kind != 'source' AND NOT match(kind, '^(target|act)-'))) AS changed_at`,
  params: () => ({}),
  row: z.object({ changed_at: z.coerce.date() }),
  examples: [undefined],
})
