import { createRoute, z } from '@hono/zod-openapi'
import {
  decideNetwork,
  decideSmallestGroup,
  readSmallestGroup,
  undecideNetwork,
} from '../../../resolve/index.ts'
import type { App, AppContext } from '../context.ts'
import { networkDecision, networksQuery, smallestGroup } from '../contract.ts'
import { toList } from '../filter.ts'
import { networksPage, networksTotal, otherNetworks } from '../questions/networks.ts'
import { answers, pathPart, shapes, takes } from '../route.ts'

const tags = ['organisations']
const params = pathPart('id', 'The network’s id.')
const decided = z
  .object({ networkId: z.string(), decision: networkDecision.nullable() })
  .meta({ id: 'NetworkDecision' })

const list = createRoute({
  method: 'get',
  path: '/api/v1/networks',
  summary: 'Networks that visitors and downloads came from, searched, filtered and sorted',
  description:
    'Looked up in a file the operator brings while logs are read; addresses are not kept. Named are networks only in months with enough addresses; the rest is added up.',
  tags,
  request: { query: networksQuery },
  responses: answers('A page of networks.', shapes.Networks),
})

const put = createRoute({
  method: 'put',
  path: '/api/v1/networks/{id}',
  summary: 'Decide whose own a network is, or that it is a provider’s',
  description: 'Takes effect when the stages run next, for all of the past.',
  tags,
  request: { params, ...takes(networkDecision) },
  responses: answers('The decision.', decided),
})

const takeBack = createRoute({
  method: 'delete',
  path: '/api/v1/networks/{id}',
  summary: 'Take a decision on a network back; the file and the tables say again',
  tags,
  request: { params },
  responses: answers('No decision is left.', decided),
})

const putGroup = createRoute({
  method: 'put',
  path: '/api/v1/smallest-group',
  summary: 'From how many addresses in a month on organisations and networks are shown',
  description: 'At least 3, usually 5. Takes effect when the stages run next.',
  tags,
  request: takes(smallestGroup),
  responses: answers('What holds now.', smallestGroup.meta({ id: 'SmallestGroup' })),
})

export function addNetworkRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  const deciding = (reason: string) => ({ by: 'somebody here', at: clock.now(), reason })
  app.openapi(list, async (c) => {
    const query = c.req.valid('query')
    const [items, { total }, others, group] = await Promise.all([
      store.read(networksPage(query)),
      store.readOne(networksTotal(query)),
      store.readOne(otherNetworks(undefined)),
      readSmallestGroup(store),
    ])
    return c.json({ ...toList(items, total, query), smallestGroup: group, others }, 200)
  })
  app.openapi(put, async (c) => {
    const networkId = c.req.valid('param').id
    const decision = c.req.valid('json')
    await decideNetwork(store, networkId, decision, deciding(decision.reason))
    return c.json({ networkId, decision }, 200)
  })
  app.openapi(takeBack, async (c) => {
    const networkId = c.req.valid('param').id
    await undecideNetwork(store, networkId, deciding('taken back'))
    return c.json({ networkId, decision: null }, 200)
  })
  app.openapi(putGroup, async (c) => {
    const { addresses, reason } = c.req.valid('json')
    await decideSmallestGroup(store, addresses, deciding(reason))
    return c.json({ addresses, reason }, 200)
  })
}
