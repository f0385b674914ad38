import { createRoute } from '@hono/zod-openapi'
import type { App, AppContext } from '../context.ts'
import { readHome } from '../home/read-home.ts'
import { answers, shapes } from '../route.ts'

const home = createRoute({
  method: 'get',
  path: '/api/v1/home',
  summary: 'Who is here, what changed, what to do next',
  tags: ['home'],
  responses: answers('The first page.', shapes.Home),
})

export function addHomeRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  app.openapi(home, async (c) => c.json(await readHome(store, clock.now()), 200))
}
