import { z } from 'zod'
import { question } from '../../../store/index.ts'
import { run, source } from '../contract.ts'

const shape = source.shape

/** How many events each source gave, and from when to when. */
export const sourceEvents = question({
  text: `SELECT source, count() AS events, min(occurred_at) AS firstEvent, max(occurred_at) AS lastEvent
    FROM events GROUP BY source SETTINGS optimize_aggregation_in_order = 1`,
  params: () => ({}),
  row: z.object({
    source: z.string(),
    events: shape.events,
    firstEvent: shape.firstEvent,
    lastEvent: shape.lastEvent,
  }),
  examples: [undefined],
})

/** How many events there are; the engine knows without looking. */
export const eventTotal = question({
  text: 'SELECT count() AS total FROM events',
  params: () => ({}),
  row: z.object({ total: z.coerce.number() }),
  examples: [undefined],
})

/** How many ways of naming somebody each source knows. */
export const sourceAliases = question({
  text: 'SELECT source, count() AS aliases FROM aliases GROUP BY source',
  params: () => ({}),
  row: z.object({ source: z.string(), aliases: shape.aliases }),
  examples: [undefined],
})

/** How many records of each source wait in quarantine. */
export const sourceQuarantine = question({
  text: 'SELECT source, uniqExact(quarantine_id) AS quarantined FROM quarantine GROUP BY source',
  params: () => ({}),
  row: z.object({ source: z.string(), quarantined: shape.quarantined }),
  examples: [undefined],
})

export const runColumns = `toString(run_id) AS runId, source, started_at AS startedAt, updated_at AS updatedAt, status, reason,
  records, appended, duplicate, quarantined, ignored, events_appended AS events, quarantined_by AS quarantinedBy, ignored_by AS ignoredBy`

/** A row of `runs` with its outcomes gathered. */
export const runRow = run
  .omit({ outcomes: true })
  .extend(run.shape.outcomes.shape)
  .transform(
    ({ records, appended, duplicate, quarantined, ignored, events, quarantinedBy, ignoredBy, ...row }) => ({
      ...row,
      outcomes: { records, appended, duplicate, quarantined, ignored, events, quarantinedBy, ignoredBy },
    }),
  )

/** The last run of each source as it stands. */
export const lastRuns = question({
  text: `SELECT ${runColumns} FROM runs ORDER BY runs.started_at DESC, runs.updated_at DESC LIMIT 1 BY runs.source`,
  params: () => ({}),
  row: runRow,
  examples: [undefined],
})
