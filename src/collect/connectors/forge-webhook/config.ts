import { randomBytes } from 'node:crypto'
import { z } from 'zod'

export const forgeWebhookConfig = z.object({
  name: z
    .string()
    .min(1)
    .max(60)
    .describe('What sends here, e.g. `example` or `gitlab.example.org`. It must not change.'),
  secret: z
    .string()
    .min(16)
    .max(200)
    .regex(/^[\x21-\x7e]+$/, 'it holds characters that cannot be sent as a secret')
    .default(() => randomBytes(20).toString('hex'))
    .meta({ secret: true })
    .describe(
      'What GitHub signs deliveries with, and GitLab shows as its secret token. Left out, one is made.',
    ),
})

export type ForgeWebhookConfig = z.output<typeof forgeWebhookConfig>
