import { z } from 'zod'
import { question } from '../../../store/index.ts'
import { firstPage, type Page, pageOf } from '../filter.ts'
import { runColumns, runRow } from './sources.ts'

type SourceRuns = Page & { readonly source: string }

/** One page of the runs of a source as they stand, the latest first. */
export const sourceRuns = question({
  text: `SELECT ${runColumns} FROM (SELECT * FROM runs WHERE source = {source:String} ORDER BY updated_at DESC LIMIT 1 BY run_id) AS runs
    ORDER BY runs.started_at DESC, runs.run_id ${pageOf}`,
  params: ({ source, limit, offset }: SourceRuns) => ({ source, limit, offset }),
  row: runRow,
  examples: [{ source: 'git:example', ...firstPage }],
})

/** How often a source was read. */
export const sourceRunsTotal = question({
  text: 'SELECT uniqExact(run_id) AS total FROM runs WHERE source = {source:String}',
  params: ({ source }: { source: string }) => ({ source }),
  row: z.object({ total: z.coerce.number() }),
  examples: [{ source: 'git:example' }],
})
