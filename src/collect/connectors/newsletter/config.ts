import { z } from 'zod'
import { tableFields } from '../../table/index.ts'

export const newsletterConfig = z.object({
  ...tableFields,
  list: z
    .string()
    .default('newsletter')
    .describe('What the newsletter is called, where the file does not say; two lists need two names.'),
  optIn: z
    .enum(['not known', 'single opt-in', 'double opt-in'])
    .default('not known')
    .describe(
      'How everybody on this list joined, where the file does not show it. Not known: then nobody may be written to on that ground.',
    ),
})

export type NewsletterConfig = z.infer<typeof newsletterConfig>
