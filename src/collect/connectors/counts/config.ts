import { z } from 'zod'
import { parseMoment, tableFields } from '../../table/index.ts'

const isMoment = (text: string): boolean =>
  text === '' || 'at' in parseMoment(text, { order: 'unclear', timeZone: 'UTC' })

export const countsConfig = z.object({
  ...tableFields,
  counts: z
    .enum(['recognised', 'each day', 'total so far'])
    .default('recognised')
    .describe(
      'Whether a number is that of a day, or of all time up to then (only the differences are kept). Recognised by the names of columns.',
    ),
  pulls: z
    .enum(['recognised', 'packages', 'images'])
    .default('recognised')
    .describe('What was pulled; images where the numbers are called pulls.'),
  name: z
    .string()
    .default('')
    .describe('What the package or image is called, where the file does not say; else the name of the file.'),
  takenAt: z
    .string()
    .default('')
    .refine(isMoment, 'this is no date; write it like 2024-06-01')
    .describe(
      'When the totals were taken, e.g. 2024-06-01, where neither the rows nor the name of the file say.',
    ),
})

export type CountsConfig = z.infer<typeof countsConfig>
