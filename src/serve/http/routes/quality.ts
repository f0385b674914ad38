import { createRoute } from '@hono/zod-openapi'
import type { App, AppContext } from '../context.ts'
import { page, quality } from '../contract.ts'
import { toList } from '../filter.ts'
import { qualityDoubts, qualityTotals } from '../questions/quality.ts'
import { answers } from '../route.ts'

const doubts = createRoute({
  method: 'get',
  path: '/api/v1/quality',
  summary: 'What resolve doubts, what concerns most acts first, with what would mend it',
  tags: ['people'],
  request: { query: page },
  responses: answers(
    'A page of doubts, and how many of each kind there are.',
    quality.meta({ id: 'Quality' }),
  ),
})

export function addQualityRoutes(app: App, { pipeline: { store } }: AppContext): void {
  app.openapi(doubts, async (c) => {
    const query = c.req.valid('query')
    const [items, kinds] = await Promise.all([
      store.read(qualityDoubts(query)),
      store.read(qualityTotals({})),
    ])
    const total = kinds.reduce((sum, kind) => sum + kind.total, 0)
    return c.json({ ...toList(items, total, query), kinds }, 200)
  })
}
