import { createRoute, z } from '@hono/zod-openapi'
import {
  addSource,
  changeSource,
  connectors,
  detectAs,
  findConnector,
  forgetSource,
  readSources,
} from '../../../collect/index.ts'
import { UserError } from '../../../core/index.ts'
import { decide } from '../../../store/index.ts'
import type { App, AppContext } from '../context.ts'
import { detectRequest, listOf, newSource, page, sourceChange } from '../contract.ts'
import { toList, toWholeList } from '../filter.ts'
import { quarantinePage, quarantineTotal } from '../questions/quarantine.ts'
import { sourceRuns, sourceRunsTotal } from '../questions/source-runs.ts'
import { findSource, readSourceStates } from '../read-sources.ts'
import { answers, pathPart, shapes, takes } from '../route.ts'

const params = pathPart('id', 'The source’s id, e.g. `git:evolution`.')
const tags = ['sources']

const removal = z.object({
  forget: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Also delete everything that only this source said. This cannot be undone.'),
})

const listConnectors = createRoute({
  method: 'get',
  path: '/api/v1/connectors',
  summary: 'What can be read, and the settings of each',
  tags,
  responses: answers('All connectors.', listOf(shapes.Connector)),
})

const detectPath = createRoute({
  method: 'post',
  path: '/api/v1/detect',
  summary: 'Which connector reads a path of this machine',
  tags,
  request: takes(detectRequest),
  responses: answers('The connector and its settings for this path.', shapes.Detected),
})

const list = createRoute({
  method: 'get',
  path: '/api/v1/sources',
  summary: 'The sources, with what they gave and how they were last read',
  tags,
  responses: answers('All sources.', listOf(shapes.Source)),
})

const add = createRoute({
  method: 'post',
  path: '/api/v1/sources',
  summary: 'Add a source; one with the same settings is found instead',
  tags,
  request: takes(newSource),
  responses: answers('The source, and whether it is new.', shapes.AddedSource),
})

const one = createRoute({
  method: 'get',
  path: '/api/v1/sources/{id}',
  summary: 'One source',
  tags,
  request: { params },
  responses: answers('The source.', shapes.Source),
})

const change = createRoute({
  method: 'patch',
  path: '/api/v1/sources/{id}',
  summary: 'Change the settings or the schedule of a source; what it said stays',
  tags,
  request: { params, ...takes(sourceChange) },
  responses: answers('The source as it is now.', shapes.Source),
})

const remove = createRoute({
  method: 'delete',
  path: '/api/v1/sources/{id}',
  summary: 'Stop reading a source; what it said stays, unless it is to be forgotten',
  tags,
  request: { params, query: removal },
  responses: answers('The source as it was.', shapes.Source),
})

const runs = createRoute({
  method: 'get',
  path: '/api/v1/sources/{id}/runs',
  summary: 'How a source was read, run by run',
  tags,
  request: { params, query: page },
  responses: answers('A page of runs.', listOf(shapes.Run)),
})

const quarantine = createRoute({
  method: 'get',
  path: '/api/v1/sources/{id}/quarantine',
  summary: 'Records of a source that could not be read, with the reason',
  tags,
  request: { params, query: page },
  responses: answers('A page of records.', listOf(shapes.Quarantined)),
})

export function addSourceRoutes(app: App, context: AppContext): void {
  addConnectorRoutes(app)
  addDefinitionRoutes(app, context)
  addReadingRoutes(app, context)
}

function addConnectorRoutes(app: App): void {
  app.openapi(listConnectors, (c) => {
    const items = connectors.map(({ name, title, reads, emits, config }) => ({
      name,
      title,
      reads,
      emits: [...emits],
      config: describeConfig(config),
    }))
    return c.json(toWholeList(items), 200)
  })
  app.openapi(detectPath, async (c) => {
    const { path, connector: name } = c.req.valid('json')
    const { connector, config } = await detectAs(path, name)
    return c.json({ connector: connector.name, title: connector.title, config: toPlain(config) }, 200)
  })
}

function addDefinitionRoutes(app: App, { pipeline: { store, clock, secrets } }: AppContext): void {
  const find = (id: string) => findSource(store, id, clock.now())
  app.openapi(list, async (c) => c.json(toWholeList(await readSourceStates(store, clock.now())), 200))
  app.openapi(add, async (c) => {
    const wanted = c.req.valid('json')
    const { connector, config } =
      'path' in wanted
        ? await detectAs(wanted.path, undefined)
        : { connector: findConnector(wanted.connector), config: wanted.config }
    const author = { at: clock.now(), by: somebody, secrets }
    const { source, added, made } = await addSource(store, connector, config, author)
    return c.json({ ...(await find(source.id)), added, made }, 200)
  })
  app.openapi(one, async (c) => c.json(await find(c.req.valid('param').id), 200))
  app.openapi(change, async (c) => {
    const { id } = await find(c.req.valid('param').id)
    const source = (await readSources(store)).find((known) => known.id === id)
    if (source === undefined) throw new UserError(`There is no source “${id}” any more.`, { status: 404 })
    await changeSource(store, source, c.req.valid('json'), { at: clock.now(), by: somebody, secrets })
    return c.json(await find(id), 200)
  })
  app.openapi(remove, async (c) => {
    const state = await find(c.req.valid('param').id)
    const forgets = c.req.valid('query').forget === 'true'
    if (forgets) await forgetSource(store, state.id)
    // As it is kept, secrets sealed: what comes back under this id comes back whole.
    const kept = (await readSources(store)).find((source) => source.id === state.id)?.config ?? state.config
    const body = { connector: state.connector, config: kept, removed: true }
    const reason = forgets ? 'removed, with everything only it said' : 'removed'
    const decision = { at: clock.now(), by: somebody, reason }
    await decide(store, { kind: 'source', subject: state.id, body, ...decision })
    return c.json(state, 200)
  })
}

function addReadingRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  const find = (id: string) => findSource(store, id, clock.now())
  app.openapi(runs, async (c) => {
    const source = await find(c.req.valid('param').id)
    const query = { ...c.req.valid('query'), source: source.id }
    const [items, { total }] = await Promise.all([
      store.read(sourceRuns(query)),
      store.readOne(sourceRunsTotal(query)),
    ])
    return c.json(toList(items, total, query), 200)
  })
  app.openapi(quarantine, async (c) => {
    const source = await find(c.req.valid('param').id)
    const query = { ...c.req.valid('query'), source: source.id }
    const [items, { total }] = await Promise.all([
      store.read(quarantinePage(query)),
      store.readOne(quarantineTotal(query)),
    ])
    return c.json(toList(items, total, query), 200)
  })
}

/** The form of a configuration. What a secret would be if none is given is not told: it is made when the source is added. */
function describeConfig(config: z.ZodType): Record<string, unknown> {
  const schema = z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' })
  for (const field of Object.values(schema.properties ?? {}))
    if (typeof field === 'object' && Reflect.get(field, 'secret') === true) delete field.default
  return toPlain(schema)
}

/** Until there are users, every decision is made by whoever is at this machine. */
const somebody = 'somebody here'

const toPlain = (config: unknown): Record<string, unknown> => z.record(z.string(), z.unknown()).parse(config)
