import { z } from 'zod'
import { tableFields } from '../../table/index.ts'

export const supportConfig = z.object({
  ...tableFields,
  subjects: z
    .boolean()
    .default(true)
    .describe('Whether to keep the subject of a request, cut at 200 characters; its text is never kept.'),
})

export type SupportConfig = z.infer<typeof supportConfig>
