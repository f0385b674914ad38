import { z } from 'zod'
import { question } from '../../../store/index.ts'
import { quarantined } from '../contract.ts'
import { firstPage, type Page, pageOf } from '../filter.ts'

type Quarantine = Page & { readonly source: string }

/** One page of what a source said that could not be read, the latest first. */
export const quarantinePage = question({
  text: `SELECT toString(quarantine_id) AS quarantineId, position, reason, record, quarantined_at AS quarantinedAt
    FROM quarantine WHERE source = {source:String}
    ORDER BY quarantined_at DESC, quarantine_id LIMIT 1 BY quarantine_id ${pageOf}`,
  params: ({ source, limit, offset }: Quarantine) => ({ source, limit, offset }),
  row: quarantined,
  examples: [{ source: 'git:example', ...firstPage }],
})

/** How many records of a source could not be read. */
export const quarantineTotal = question({
  text: 'SELECT uniqExact(quarantine_id) AS total FROM quarantine WHERE source = {source:String}',
  params: ({ source }: { source: string }) => ({ source }),
  row: z.object({ total: z.coerce.number() }),
  examples: [{ source: 'git:example' }],
})
