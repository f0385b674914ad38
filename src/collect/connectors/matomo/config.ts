import { z } from 'zod'
import { type EventType, eventTypes } from '../../../core/index.ts'
import { tableFields } from '../../table/index.ts'

const eventType = z.enum(Object.keys(eventTypes) as [EventType, ...EventType[]])

export const matomoConfig = z.object({
  ...tableFields,
  instance: z
    .string()
    .min(1)
    .max(60)
    .default('matomo')
    .describe(
      'What you call this Matomo, where you have several: a user id means somebody only in one of them.',
    ),
  docs: z
    .array(z.string().startsWith('/'))
    .default(['/docs/', '/documentation/', '/manual/', '/help/'])
    .describe('Beginnings of paths that are documentation.'),
  pricing: z
    .array(z.string().startsWith('/'))
    .default(['/pricing', '/buy'])
    .describe('Beginnings of paths that show prices.'),
  events: z
    .array(
      z.object({
        event: z
          .string()
          .min(1)
          .describe('The action of the event in Matomo, e.g. `Signed Up`, or the name of a goal.'),
        type: eventType.describe('What it means here.'),
      }),
    )
    .default([])
    .describe(
      'What events and goals mean; any other event means that the product was used, another goal nothing.',
    ),
  consented: z
    .boolean()
    .default(false)
    .describe('Whether visitors are asked for consent. Without it, interest that outweighs is the basis.'),
})

export type MatomoConfig = z.infer<typeof matomoConfig>
