import { createRoute, z } from '@hono/zod-openapi'
import { type PersonId, UserError } from '../../../core/index.ts'
import {
  decidePairs,
  lockPerson,
  locksOfPeople,
  orderPairs,
  type PairChange,
} from '../../../resolve/index.ts'
import type { App, AppContext } from '../context.ts'
import { decisionsQuery, listOf, newDecisions, page, reasoned, split } from '../contract.ts'
import { toList } from '../filter.ts'
import { readIdentityDecisions } from '../identity/read-decisions.ts'
import { checkId, readAliases, readPairs, readSplit, sayContradictions } from '../identity/read-pairs.ts'
import { readPreview } from '../identity/read-preview.ts'
import { readReview } from '../identity/read-review.ts'
import { answers, pathPart, shapes, takes } from '../route.ts'

const tags = ['who is who']
const holds = 'It holds from the next `resolve` on, against every rule, until it is taken back.'

const review = createRoute({
  method: 'get',
  path: '/api/v1/identity/review',
  summary: 'Two people who may be one, for somebody to decide',
  description:
    'First those of whom leaving them apart probably credits most events to the wrong person: the events of the less active one times the probability that they are one. Who was decided on, or is locked, is not asked about again.',
  tags,
  request: { query: page },
  responses: answers('A page of pairs.', listOf(shapes.Review)),
})

const list = createRoute({
  method: 'get',
  path: '/api/v1/identity/decisions',
  summary: 'What was decided on who is who, the latest first',
  tags,
  request: { query: decisionsQuery },
  responses: answers('A page of decisions.', listOf(shapes.IdentityDecision)),
})

const decide = createRoute({
  method: 'post',
  path: '/api/v1/identity/decisions',
  summary: 'Decide that aliases, or people, are the same or not; `undecided` takes it back',
  description: holds,
  tags,
  request: takes(newDecisions),
  responses: answers('What was recorded.', shapes.Decided),
})

const undo = createRoute({
  method: 'delete',
  path: '/api/v1/identity/decisions/{a}/{b}',
  summary: 'Take a decision on two aliases back',
  tags,
  request: {
    params: z.object({ a: pathPart('a', 'An alias.').shape.a, b: pathPart('b', 'Another.').shape.b }),
  },
  responses: answers('What was recorded.', shapes.Decided),
})

const splitPerson = createRoute({
  method: 'post',
  path: '/api/v1/identity/splits',
  summary: 'Take aliases out of a person: they are one another, and nobody the person keeps',
  description: holds,
  tags,
  request: takes(split),
  responses: answers('What was recorded.', shapes.Decided),
})

const preview = createRoute({
  method: 'post',
  path: '/api/v1/identity/preview',
  summary: 'Which people there would be after decisions or a split; nothing is written',
  tags,
  request: takes(z.union([newDecisions, split])),
  responses: answers('Before and after.', shapes.DecisionsPreview),
})

const lock = createRoute({
  method: 'put',
  path: '/api/v1/people/{id}/lock',
  summary: 'Lock a person: no rule adds an alias or takes one away, only decisions do',
  description: holds,
  tags,
  request: { params: pathPart('id', 'The person’s id.'), ...takes(reasoned) },
  responses: answers('What was recorded.', shapes.Decided),
})

const unlock = createRoute({
  method: 'delete',
  path: '/api/v1/people/{id}/lock',
  summary: 'Take the lock off a person',
  tags,
  request: { params: pathPart('id', 'The person’s id.') },
  responses: answers('What was recorded.', shapes.Decided),
})

export function addIdentityRoutes(app: App, context: AppContext): void {
  const { store, clock } = context.pipeline
  const deciding = () => ({ at: clock.now(), by: 'somebody here' })
  const record = async (pairs: readonly PairChange[], reason: string) => {
    const { recorded, already, contradictions } = await decidePairs(
      store,
      pairs.map((pair) => ({ ...pair, reason })),
      deciding(),
    )
    return { recorded, already, notes: await sayContradictions(store, contradictions) }
  }
  app.openapi(review, async (c) => {
    const query = c.req.valid('query')
    const { items, total } = await readReview(store, query)
    return c.json(toList(items, total, query), 200)
  })
  app.openapi(list, async (c) => {
    const { person, ...query } = c.req.valid('query')
    if (person !== undefined) checkId<PersonId>(person, 'person')
    const { items, total } = await readIdentityDecisions(store, { ...query, person })
    return c.json(toList(items, total, query), 200)
  })
  app.openapi(decide, async (c) => {
    const body = c.req.valid('json')
    return c.json(await record(await readPairs(store, body), body.reason), 200)
  })
  app.openapi(undo, async (c) => {
    const { a, b } = c.req.valid('param')
    for (const id of [a, b]) checkId(id, 'alias')
    const [pair] = orderPairs([{ a, b, verdict: 'undecided' as const }])
    const answer = await record(pair === undefined ? [] : [pair], 'taken back')
    if (answer.recorded === 0)
      throw new UserError(`Nothing is decided on the aliases ${a} and ${b}.`, { status: 404 })
    return c.json(answer, 200)
  })
  app.openapi(splitPerson, async (c) => {
    const body = c.req.valid('json')
    return c.json(await record(await readSplit(store, body), body.reason), 200)
  })
  app.openapi(preview, async (c) => {
    const body = c.req.valid('json')
    const pairs = 'person' in body ? await readSplit(store, body) : await readPairs(store, body)
    return c.json(await readPreview(store, pairs), 200)
  })
  addLockRoutes(app, context)
}

function addLockRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  const record = (id: string, aliases: readonly string[], reason: string) =>
    lockPerson(store, { id, aliases }, { at: clock.now(), by: 'somebody here', reason })
  app.openapi(lock, async (c) => {
    const { id } = c.req.valid('param')
    const aliases = (await readAliases(store, [checkId<PersonId>(id, 'person')])).get(id) ?? []
    await record(id, aliases, c.req.valid('json').reason)
    return c.json({ recorded: 1, already: 0, notes: [] }, 200)
  })
  app.openapi(unlock, async (c) => {
    const { id } = c.req.valid('param')
    await readAliases(store, [checkId<PersonId>(id, 'person')])
    // A lock bears the id the person had when it was put on.
    const locks = await store.read(locksOfPeople({ people: [id] }))
    for (const { lock: locked } of locks) await record(locked, [], 'taken back')
    return c.json({ recorded: locks.length, already: locks.length === 0 ? 1 : 0, notes: [] }, 200)
  })
}
