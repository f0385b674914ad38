import { resolve } from 'node:path'
import { z } from 'zod'

export const mailingListConfig = z.object({
  path: z
    .string()
    .min(1)
    .overwrite((path) => resolve(path))
    .describe(
      'An mbox or Pipermail file (plain or .gz), a folder of such, a maildir, or a public-inbox archive.',
    ),
  list: z
    .string()
    .min(1)
    .optional()
    .describe('What the list is called, e.g. dev.example.org, where its mails do not say (List-Id).'),
  visibility: z
    .enum(['public', 'private'])
    .default('public')
    .describe('Whether anybody can read the archive, or only the members of the list.'),
  subscribers: z
    .string()
    .min(1)
    .overwrite((path) => resolve(path))
    .optional()
    .describe(
      'A file of those who subscribed: an address a line, or CSV with a column named email. Who never wrote is seen through it.',
    ),
})

export type MailingListConfig = z.output<typeof mailingListConfig>
