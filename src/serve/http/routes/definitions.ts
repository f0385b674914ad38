import { createRoute } from '@hono/zod-openapi'
import { UserError } from '../../../core/index.ts'
import {
  parseDefinition,
  planDefinitions,
  publishDefinitions,
  readDefinitions as readHeld,
  restoreDefinition,
  retireDefinition,
} from '../../../segment/index.ts'
import { readAsOf } from '../../jobs/as-of.ts'
import { isPlaced, planPlacing } from '../../jobs/placing-work.ts'
import type { App, AppContext } from '../context.ts'
import { definitionsToPublish, definitionToRestore, listOf } from '../contract.ts'
import { readDefinitions, readDefinitionWithVersions } from '../definitions/read-definitions.ts'
import { tellPublished } from '../definitions/tell-published.ts'
import { testDefinitions } from '../definitions/test-definitions.ts'
import { toWholeList } from '../filter.ts'
import { answers, pathPart, shapes, takes } from '../route.ts'

const tags = ['segments']
const params = pathPart('name', 'The name of a segment made of a rule.')

const list = createRoute({
  method: 'get',
  path: '/api/v1/definitions',
  summary: 'The segments made of rules, with what the last look at each saw',
  tags,
  responses: answers('All that hold.', listOf(shapes.Definition)),
})

const one = createRoute({
  method: 'get',
  path: '/api/v1/definitions/{name}',
  summary: 'One segment made of a rule, with all its versions',
  tags,
  request: { params },
  responses: answers('The definition.', shapes.DefinitionWithVersions),
})

const publish = createRoute({
  method: 'post',
  path: '/api/v1/definitions',
  summary: 'Publish segments made of rules together, or say what that would change',
  description:
    'Each that says something new becomes the next version of its name, and a job places people and organisations by it.',
  tags,
  request: takes(definitionsToPublish),
  responses: answers('What changed, or would.', shapes.PublishedDefinitions),
})

const retire = createRoute({
  method: 'delete',
  path: '/api/v1/definitions/{name}',
  summary: 'Retire a segment made of a rule: its members leave; it can be restored',
  tags,
  request: { params },
  responses: answers('What changed.', shapes.PublishedDefinitions),
})

const restore = createRoute({
  method: 'post',
  path: '/api/v1/definitions/{name}/restore',
  summary: 'Publish again what an earlier version said',
  tags,
  request: { params, ...takes(definitionToRestore) },
  responses: answers('The definition as it holds now.', shapes.DefinitionWithVersions),
})

const test = createRoute({
  method: 'post',
  path: '/api/v1/definitions/test',
  summary:
    'Whether those whom definitions want in are in, and the others out; of those given, or of all published',
  tags,
  request: takes(definitionsToPublish.pick({ definitions: true }).partial()),
  responses: answers('Each test.', shapes.DefinitionTests),
})

export function addDefinitionRoutes(app: App, { pipeline, jobs }: AppContext): void {
  const { store, clock } = pipeline
  const moment = async (): Promise<Date> => (await readAsOf(store)) ?? clock.now()
  const told = (reason: string) => ({ by: 'somebody here', at: clock.now(), reason })
  const place = async (): Promise<string | null> =>
    (await isPlaced(store)) ? jobs.start('Place by rules', planPlacing(pipeline)).jobId : null
  const tell = async (name: string) => {
    const found = await readDefinitionWithVersions(store, name, clock.now())
    if (found === undefined)
      throw new UserError(`There is no segment “${name}” made of a rule.`, { status: 404 })
    return found
  }

  app.openapi(list, async (c) => c.json(toWholeList(await readDefinitions(store, clock.now())), 200))
  app.openapi(test, async (c) => {
    const { definitions } = c.req.valid('json')
    const tested =
      definitions === undefined
        ? await readHeld(store)
        : Object.entries(definitions).map(([name, given]) => parseDefinition(name, given))
    return c.json(await testDefinitions(store, tested, await moment()), 200)
  })
  app.openapi(one, async (c) => c.json(await tell(c.req.valid('param').name), 200))
  app.openapi(publish, async (c) => {
    const { definitions, isTrial, retiresOthers, reason } = c.req.valid('json')
    const plan = await planDefinitions(store, definitions, { retiresOthers })
    const asOf = await moment()
    const published = await tellPublished(store, plan.published, asOf)
    const { unchanged, retired } = plan
    const hasNews = published.length + retired.length > 0
    if (!isTrial && hasNews) await publishDefinitions(store, definitions, told(reason), { retiresOthers })
    const jobId = isTrial || !hasNews ? null : await place()
    return c.json({ published, unchanged: [...unchanged], retired: [...retired], isTrial, jobId }, 200)
  })
  app.openapi(retire, async (c) => {
    const { name } = c.req.valid('param')
    await retireDefinition(store, name, told('retired'))
    const nothing = { published: [], unchanged: [], isTrial: false }
    return c.json({ ...nothing, retired: [name], jobId: await place() }, 200)
  })
  app.openapi(restore, async (c) => {
    const { name } = c.req.valid('param')
    const { version, reason } = c.req.valid('json')
    await restoreDefinition(store, name, version, told(reason))
    await place()
    return c.json(await tell(name), 200)
  })
}
