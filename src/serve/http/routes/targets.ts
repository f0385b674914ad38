import { createRoute, z } from '@hono/zod-openapi'
import {
  changeFigures,
  changeTargetSettings,
  findTarget,
  rateSegment,
  readModelChoice,
  readTargetSettings,
  readTargets,
  refuseUnknownSegments,
  takeFiguresBack,
  takePlanBack,
  takeRatingBack,
  writePlan,
} from '../../../target/index.ts'
import { readAsOf } from '../../jobs/as-of.ts'
import type { App, AppContext } from '../context.ts'
import { figuresToSay, planToWrite, rating, settingsToSay } from '../contract.ts'
import { answers, pathPart, shapes, takes } from '../route.ts'
import { tellTarget, tellTargets } from '../targets/tell-targets.ts'

const tags = ['targets']
const params = pathPart('segment', 'The segment’s id, e.g. `custom/helpers`.')
const rated = params.extend({ rater: z.string().min(1).max(200).meta({ description: 'Who rates.' }) })

const list = createRoute({
  method: 'get',
  path: '/api/v1/targets',
  summary:
    'Financial impact × strategic importance of the segments that are targets, the most attractive first',
  tags,
  responses: answers('The matrix and all it rests on.', shapes.Targets),
})
const one = createRoute({
  method: 'get',
  path: '/api/v1/targets/{segment}',
  summary: 'One target: its place, figures, ratings, usefulness, plan and hypotheses',
  tags,
  request: { params },
  responses: answers('The target.', shapes.Target),
})
const putSettings = createRoute({
  method: 'put',
  path: '/api/v1/target-settings',
  summary: 'Say thresholds, rate of an hour, criteria and which segments are targets; null takes one back',
  tags,
  request: takes(settingsToSay),
  responses: answers('The matrix as it is then.', shapes.Targets),
})
const putFigures = createRoute({
  method: 'put',
  path: '/api/v1/targets/{segment}/economics',
  summary: 'Say what a segment brings and costs; figures not named stay, null takes one back',
  tags,
  request: { params, ...takes(figuresToSay) },
  responses: answers('The target as it is then.', shapes.Target),
})
const deleteFigures = createRoute({
  method: 'delete',
  path: '/api/v1/targets/{segment}/economics',
  summary: 'Take back all that was said of what a segment brings and costs',
  tags,
  request: { params },
  responses: answers('The matrix as it is then.', shapes.Targets),
})
const putRating = createRoute({
  method: 'put',
  path: '/api/v1/targets/{segment}/ratings/{rater}',
  summary: 'Score a segment by every criterion from 0 to 4, as one of at least two raters',
  tags,
  request: { params: rated, ...takes(rating) },
  responses: answers('The target as it is then.', shapes.Target),
})
const deleteRating = createRoute({
  method: 'delete',
  path: '/api/v1/targets/{segment}/ratings/{rater}',
  summary: 'Take a rating back',
  tags,
  request: { params: rated },
  responses: answers('The matrix as it is then.', shapes.Targets),
})
const putPlan = createRoute({
  method: 'put',
  path: '/api/v1/targets/{segment}/plan',
  summary: 'Write what members gain, what we say, where, what we never do, and who answers for it',
  tags,
  request: { params, ...takes(planToWrite) },
  responses: answers('The target as it is then.', shapes.Target),
})
const deletePlan = createRoute({
  method: 'delete',
  path: '/api/v1/targets/{segment}/plan',
  summary: 'Take a plan back: what the business model begins with holds again',
  tags,
  request: { params },
  responses: answers('The matrix as it is then.', shapes.Targets),
})

export function addTargetRoutes(app: App, context: AppContext): void {
  const { store, clock } = context.pipeline
  const told = (reason: string, by = 'somebody here') => ({ by, at: clock.now(), reason })
  const read = async () => readTargets(store, (await readAsOf(store)) ?? clock.now())
  const readOne = async (segment: string) => tellTarget(findTarget(await read(), segment))
  const readModel = async () => (await readModelChoice(store))?.model

  app.openapi(list, async (c) => c.json(tellTargets(await read()), 200))
  app.openapi(one, async (c) => c.json(await readOne(c.req.valid('param').segment), 200))
  app.openapi(putSettings, async (c) => {
    const { settings, reason } = c.req.valid('json')
    const { segments = [] } = settings
    if (isListOfTexts(segments)) await refuseUnknownSegments(store, segments)
    await changeTargetSettings(store, settings, await readModel(), told(reason))
    return c.json(tellTargets(await read()), 200)
  })
  app.openapi(putFigures, async (c) => {
    const { segment } = c.req.valid('param')
    const { figures, reason } = c.req.valid('json')
    await refuseUnknownSegments(store, [segment])
    await changeFigures(store, segment, figures, told(reason))
    return c.json(await readOne(segment), 200)
  })
  app.openapi(deleteFigures, async (c) => {
    await takeFiguresBack(store, c.req.valid('param').segment, told('taken back'))
    return c.json(tellTargets(await read()), 200)
  })
  app.openapi(putRating, async (c) => {
    const { segment, rater } = c.req.valid('param')
    const { scores, reason } = c.req.valid('json')
    await refuseUnknownSegments(store, [segment])
    const { criteria } = await readTargetSettings(store, await readModel())
    await rateSegment(store, { segment, rater, scores }, criteria, told(reason, rater))
    return c.json(await readOne(segment), 200)
  })
  app.openapi(deleteRating, async (c) => {
    const { segment, rater } = c.req.valid('param')
    await takeRatingBack(store, segment, rater, told('taken back', rater))
    return c.json(tellTargets(await read()), 200)
  })
  app.openapi(putPlan, async (c) => {
    const { segment } = c.req.valid('param')
    const { plan, reason } = c.req.valid('json')
    await refuseUnknownSegments(store, [segment])
    await writePlan(store, segment, plan, told(reason))
    return c.json(await readOne(segment), 200)
  })
  app.openapi(deletePlan, async (c) => {
    await takePlanBack(store, c.req.valid('param').segment, told('taken back'))
    return c.json(tellTargets(await read()), 200)
  })
}

// What else it may be is refused with its place when it is read.
const isListOfTexts = (given: unknown): given is string[] =>
  Array.isArray(given) && given.every((one) => typeof one === 'string')
