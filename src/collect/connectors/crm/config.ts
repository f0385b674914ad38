import { z } from 'zod'
import { tableFields } from '../../table/index.ts'

export const crmConfig = z.object({
  ...tableFields,
  won: z
    .array(z.string().min(1))
    .default(['closed won', 'won', 'closedwon'])
    .describe('Stages of a deal that mean a contract was signed.'),
  lost: z
    .array(z.string().min(1))
    .default(['closed lost', 'lost', 'closedlost'])
    .describe('Stages of a deal that mean it came to nothing.'),
})

export type CrmConfig = z.infer<typeof crmConfig>
