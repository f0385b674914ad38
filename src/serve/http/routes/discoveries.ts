import { createRoute, z } from '@hono/zod-openapi'
import { clusteringMethods } from '../../../segment/index.ts'
import { planDiscovery } from '../../jobs/discovery-work.ts'
import type { App, AppContext } from '../context.ts'
import { listOf, newDiscovery } from '../contract.ts'
import { listDiscoveries, readClusterRule, readDiscovery } from '../discoveries/read-discovery.ts'
import { toWholeList } from '../filter.ts'
import { answers, pathPart, shapes, takes } from '../route.ts'

const tags = ['segments']
const params = pathPart('id', 'The search’s id, or `latest`.')

const discover = createRoute({
  method: 'post',
  path: '/api/v1/segments/discover',
  summary: 'Search for groups among people nobody has sorted',
  tags,
  request: takes(newDiscovery),
  responses: answers('The job, waiting or running.', shapes.Job),
})

const methods = createRoute({
  method: 'get',
  path: '/api/v1/clustering-methods',
  summary: 'The ways to search for groups',
  tags,
  responses: answers('All methods.', listOf(shapes.ClusteringMethod)),
})

const list = createRoute({
  method: 'get',
  path: '/api/v1/discoveries',
  summary: 'The latest ten searches for groups, the last one first',
  tags,
  responses: answers('In short.', listOf(shapes.DiscoverySummary)),
})

const one = createRoute({
  method: 'get',
  path: '/api/v1/discoveries/{id}',
  summary:
    'What a search found: groups, what distinguishes them, how steady they are, their rules, and what became of earlier ones',
  tags,
  request: { params },
  responses: answers('The search.', shapes.Discovery),
})

const rule = createRoute({
  method: 'get',
  path: '/api/v1/discoveries/{id}/clusters/{cluster}/rule',
  summary: 'The rule a group can be published as; 409 with the reasons when it cannot be',
  tags,
  request: {
    params: params.extend({
      cluster: z.coerce.number().int().min(1).max(255).meta({ description: 'From 1.' }),
    }),
  },
  responses: answers('The rule with a name to begin from.', shapes.ClusterRule),
})

export function addDiscoveryRoutes(app: App, { pipeline, jobs }: AppContext): void {
  const { store } = pipeline
  app.openapi(discover, (c) => {
    const { title, work } = planDiscovery(pipeline, c.req.valid('json'))
    return c.json(jobs.start(title, work), 200)
  })
  app.openapi(methods, (c) => {
    const items = clusteringMethods.map(({ name, title, sentence, most }) => ({
      method: name,
      title,
      sentence,
      most,
    }))
    return c.json(toWholeList(items), 200)
  })
  app.openapi(list, async (c) => c.json(toWholeList(await listDiscoveries(store)), 200))
  app.openapi(one, async (c) => c.json(await readDiscovery(store, c.req.valid('param').id), 200))
  app.openapi(rule, async (c) => {
    const { id, cluster } = c.req.valid('param')
    return c.json(readClusterRule(await readDiscovery(store, id), cluster), 200)
  })
}
