import { createRoute, z } from '@hono/zod-openapi'
import { addWebhook, listAttempts, openCourier, readWebhooks, removeWebhook } from '../../../act/index.ts'
import { findDefinition } from '../../../segment/index.ts'
import type { App, AppContext } from '../context.ts'
import { listOf, newWebhook } from '../contract.ts'
import { toWholeList } from '../filter.ts'
import { answers, pathPart, shapes, takes } from '../route.ts'

const tags = ['webhooks']
const params = pathPart('id', 'The webhook’s id.')

const list = createRoute({
  method: 'get',
  path: '/api/v1/webhooks',
  summary: 'Who is told who comes into and leaves segments, with the latest attempt; never the secret',
  tags,
  responses: answers('All that hold.', listOf(shapes.Webhook)),
})
const add = createRoute({
  method: 'post',
  path: '/api/v1/webhooks',
  summary: 'Add a webhook for one segment made of rules, or all (null); the secret is shown this once',
  tags,
  request: takes(newWebhook),
  responses: answers('The webhook with its secret.', shapes.AddedWebhook),
})
const remove = createRoute({
  method: 'delete',
  path: '/api/v1/webhooks/{id}',
  summary: 'Remove a webhook; its log stays',
  tags,
  request: { params },
  responses: answers('Those that are left.', listOf(shapes.Webhook)),
})
const test = createRoute({
  method: 'post',
  path: '/api/v1/webhooks/{id}/test',
  summary: 'Send a test message, once',
  tags,
  request: { params },
  responses: answers('What came of it.', shapes.WebhookOutcome),
})
const log = createRoute({
  method: 'get',
  path: '/api/v1/webhooks/attempts',
  summary: 'What was told to webhooks, the latest first',
  tags,
  request: {
    query: z.object({
      webhook: z.string().max(100).default(''),
      limit: z.coerce.number().int().min(1).max(1000).default(50),
    }),
  },
  responses: answers('The latest attempts.', listOf(shapes.WebhookAttempt)),
})

export function addWebhookRoutes(app: App, { pipeline }: AppContext): void {
  const { store, clock } = pipeline
  const courier = openCourier(pipeline)
  const told = (reason: string) => ({ by: 'somebody here', at: clock.now(), reason })
  const readAll = async () =>
    Promise.all(
      (await readWebhooks(store)).map(async ({ secret: _secret, addedAt, ...webhook }) => {
        const [latest] = await store.read(listAttempts({ webhook: webhook.id, most: 1 }))
        const { attemptedAt, outcome, note } = latest ?? {}
        return {
          ...webhook,
          addedAt: addedAt.toISOString(),
          latest:
            attemptedAt === undefined || outcome === undefined
              ? null
              : { at: attemptedAt, outcome, note: note ?? '' },
        }
      }),
    )

  app.openapi(log, async (c) => {
    const { webhook, limit } = c.req.valid('query')
    return c.json(toWholeList(await store.read(listAttempts({ webhook, most: limit }))), 200)
  })
  app.openapi(list, async (c) => c.json(toWholeList(await readAll()), 200))
  app.openapi(add, async (c) => {
    const { url, segment: named, reason } = c.req.valid('json')
    const segment = named === null ? null : (await findDefinition(store, nameOf(named))).segment
    const { webhook, secret } = await addWebhook(pipeline, { url, segment }, told(reason))
    const { id, addedAt } = webhook
    return c.json({ id, url, segment, secret, addedAt: addedAt.toISOString(), latest: null }, 200)
  })
  app.openapi(remove, async (c) => {
    await removeWebhook(store, c.req.valid('param').id, told('removed'))
    return c.json(toWholeList(await readAll()), 200)
  })
  app.openapi(test, async (c) => c.json(await courier.test(c.req.valid('param').id, c.req.raw.signal), 200))
}

/** A segment by its id or by the name of its definition. */
const nameOf = (segment: string): string => segment.replace(/^custom(-organisations)?\//, '')
