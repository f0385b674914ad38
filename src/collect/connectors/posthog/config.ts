import { z } from 'zod'
import { type EventType, eventTypes } from '../../../core/index.ts'
import { tableFields } from '../../table/index.ts'

const eventType = z.enum(Object.keys(eventTypes) as [EventType, ...EventType[]])

export const posthogConfig = z.object({
  ...tableFields,
  instance: z
    .string()
    .min(1)
    .max(60)
    .default('posthog')
    .describe(
      'What you call this project of PostHog, where you have several: a user id means somebody only in one of them.',
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
        event: z.string().min(1).describe('The name that is captured, e.g. `Signed Up`.'),
        type: eventType.describe('What it means here.'),
      }),
    )
    .default([])
    .describe('What captured names mean; any other means that the product was used.'),
  consented: z
    .boolean()
    .default(false)
    .describe('Whether people are asked for consent. Without it, interest that outweighs is the basis.'),
})

export type PosthogConfig = z.infer<typeof posthogConfig>
