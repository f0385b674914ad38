import { z } from 'zod'
import { parseMoment, tableFields } from '../../table/index.ts'

const isMoment = (text: string): boolean =>
  text === '' || 'at' in parseMoment(text, { order: 'unclear', timeZone: 'UTC' })

export const eventsConfig = z.object({
  ...tableFields,
  event: z
    .string()
    .default('')
    .describe('What the event is called, where the file does not say; else the name of the file.'),
  startsAt: z
    .string()
    .default('')
    .refine(isMoment, 'this is no date; write it like 2024-06-01 19:00')
    .describe(
      'When the event began, e.g. 2024-06-01 19:00, where the file does not say: attendance that has no time of its own is dated so.',
    ),
})

export type EventsConfig = z.infer<typeof eventsConfig>
