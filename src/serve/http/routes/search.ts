import { createRoute, z } from '@hono/zod-openapi'
import { readSources } from '../../../collect/index.ts'
import type { App, AppContext } from '../context.ts'
import { type Found, listOf } from '../contract.ts'
import { toWholeList } from '../filter.ts'
import { findOrganisations, findPeople, findSegments } from '../questions/search.ts'
import { answers, shapes } from '../route.ts'

const search = createRoute({
  method: 'get',
  path: '/api/v1/search',
  summary: 'One search over people, organisations, segments and sources',
  description: 'Substring, without regard to case and accents; the best eight of each kind.',
  tags: ['home'],
  request: { query: z.object({ q: z.string().max(200) }) },
  responses: answers('What was found.', listOf(shapes.Found)),
})

const perKind = 8

export function addSearchRoutes(app: App, { pipeline: { store } }: AppContext): void {
  app.openapi(search, async (c) => {
    const text = c.req.valid('query').q.trim()
    if (text === '') return c.json(toWholeList<Found>([]), 200)
    const wanted = { search: text, limit: perKind }
    const [people, organisations, segments, sources] = await Promise.all([
      store.read(findPeople(wanted)),
      store.read(findOrganisations(wanted)),
      store.read(findSegments(wanted)),
      readSources(store),
    ])
    const lower = text.toLowerCase()
    const foundSources = sources
      .filter((source) => source.id.toLowerCase().includes(lower))
      .map(
        (source): Found => ({
          kind: 'source',
          id: source.id,
          title: source.id,
          detail: source.connector.title,
        }),
      )
    const items = [...people, ...organisations, ...segments, ...foundSources.slice(0, perKind)]
    return c.json(toWholeList(items), 200)
  })
}
