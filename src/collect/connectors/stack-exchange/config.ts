import { resolve } from 'node:path'
import { z } from 'zod'

export const stackExchangeConfig = z.object({
  path: z
    .string()
    .min(1)
    .overwrite((path) => resolve(path))
    .optional()
    .describe(
      'The unpacked folder of a site with Posts.xml, Users.xml and Comments.xml, or one of these files. Left out, the site is asked.',
    ),
  site: z
    .string()
    .regex(/^[\w.-]+$/, 'write the site as its address without https://')
    .describe(
      'Which site it is, e.g. stats.stackexchange.com; the numbers of its posts mean something only there.',
    ),
  tagged: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Only questions with this tag; with several, separated by semicolons, only those that have all.',
    ),
  since: z.iso.date().optional().describe('Questions at rest since before this day are not asked for.'),
  key: z
    .string()
    .min(1)
    .optional()
    .meta({ secret: true })
    .describe('A key for the API, which allows 10,000 requests a day instead of 300. It gives no rights.'),
  url: z
    .string()
    .refine((url) => /^https?:\/\//i.test(url) && URL.canParse(url), 'this is no web address')
    .overwrite((url) => url.replace(/\/+$/, ''))
    .default('https://api.stackexchange.com/2.3')
    .describe('The address of the API, if it is not the one of the network.'),
})

export type StackExchangeConfig = z.output<typeof stackExchangeConfig>
