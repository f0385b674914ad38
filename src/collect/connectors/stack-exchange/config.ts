import { resolve } from 'node:path'
import { z } from 'zod'

export const stackExchangeConfig = z.object({
  path: z
    .string()
    .min(1)
    .overwrite((path) => resolve(path))
    .describe(
      'The unpacked folder of a site with Posts.xml, Users.xml and Comments.xml, or one of these files.',
    ),
  site: z
    .string()
    .min(1)
    .describe(
      'Which site it is, e.g. stats.stackexchange.com; the numbers of its posts mean something only there.',
    ),
})

export type StackExchangeConfig = z.output<typeof stackExchangeConfig>
