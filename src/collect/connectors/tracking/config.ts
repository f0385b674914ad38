import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type EventType, eventTypes } from '../../../core/index.ts'

const eventType = z.enum(Object.keys(eventTypes) as [EventType, ...EventType[]])

export const trackingConfig = z.object({
  name: z
    .string()
    .min(1)
    .max(60)
    .describe('What sends here, e.g. `site` or `desktop app`. It must not change.'),
  writeKey: z
    .string()
    .min(16)
    .max(200)
    .default(() => randomBytes(16).toString('hex'))
    .describe(
      'What senders show to be let in. Left out, one is made. It stands in pages and apps, so it only lets write.',
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
        event: z.string().min(1).describe('The name that is tracked, e.g. `Signed Up`.'),
        type: eventType.describe('What it means here.'),
      }),
    )
    .default([])
    .describe('What tracked names mean; any other means that the product was used.'),
  joinVisits: z
    .boolean()
    .default(true)
    .describe(
      'Whether what a visitor did before giving a name counts as theirs. Without it, such visits stay nobody’s.',
    ),
  consented: z
    .boolean()
    .default(false)
    .describe(
      'Whether senders ask for consent before they send. Without it, interest that outweighs is the basis.',
    ),
})

export type TrackingConfig = z.output<typeof trackingConfig>
