import { createRoute } from '@hono/zod-openapi'
import { UserError } from '../../../core/index.ts'
import {
  addHypothesis,
  judgeHypothesis,
  readHypotheses,
  refuseUnknownSegments,
  takeHypothesisBack,
} from '../../../target/index.ts'
import type { App, AppContext } from '../context.ts'
import { judgement, listOf, newHypothesis } from '../contract.ts'
import { toWholeList } from '../filter.ts'
import { answers, pathPart, shapes, takes } from '../route.ts'
import { tellHypothesis } from '../targets/tell-targets.ts'

const tags = ['targets']
const params = pathPart('id', 'The hypothesis’ id.')

const list = createRoute({
  method: 'get',
  path: '/api/v1/hypotheses',
  summary: 'What segments are believed to be worth, what is due first at the top',
  tags,
  responses: answers('All that hold.', listOf(shapes.Hypothesis)),
})
const add = createRoute({
  method: 'post',
  path: '/api/v1/hypotheses',
  summary: 'Say what a segment is believed to bring: sentence, measure, target, date, program',
  tags,
  request: takes(newHypothesis),
  responses: answers('The hypothesis.', shapes.Hypothesis),
})
const judge = createRoute({
  method: 'post',
  path: '/api/v1/hypotheses/{id}/verdict',
  summary: 'Judge one: kept or dropped, by whom and why; null opens it again',
  tags,
  request: { params, ...takes(judgement) },
  responses: answers('The hypothesis.', shapes.Hypothesis),
})
const takeBack = createRoute({
  method: 'delete',
  path: '/api/v1/hypotheses/{id}',
  summary: 'Take a hypothesis back',
  tags,
  request: { params },
  responses: answers('Those that are left.', listOf(shapes.Hypothesis)),
})

export function addHypothesisRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  const told = (reason: string) => ({ by: 'somebody here', at: clock.now(), reason })
  const readAll = async () => (await readHypotheses(store)).map(tellHypothesis)
  const find = async (id: string) => {
    const found = (await readAll()).find((one) => one.id === id)
    if (found === undefined) throw new UserError(`There is no hypothesis “${id}”.`, { status: 404 })
    return found
  }

  app.openapi(list, async (c) => c.json(toWholeList(await readAll()), 200))
  app.openapi(add, async (c) => {
    const { hypothesis, reason } = c.req.valid('json')
    const { segment } = hypothesis
    if (typeof segment === 'string') await refuseUnknownSegments(store, [segment])
    return c.json(await find(await addHypothesis(store, hypothesis, told(reason))), 200)
  })
  app.openapi(judge, async (c) => {
    const { id } = c.req.valid('param')
    await judgeHypothesis(store, id, c.req.valid('json').verdict, told('opened again'))
    return c.json(await find(id), 200)
  })
  app.openapi(takeBack, async (c) => {
    await takeHypothesisBack(store, c.req.valid('param').id, told('taken back'))
    return c.json(toWholeList(await readAll()), 200)
  })
}
