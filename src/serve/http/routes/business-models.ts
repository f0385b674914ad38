import { createRoute } from '@hono/zod-openapi'
import {
  type BusinessModel,
  businessModels,
  chooseModel,
  findBusinessModel,
  planModel,
  takeModelBack,
  valueKinds,
  weighModel,
} from '../../../target/index.ts'
import { readAsOf } from '../../jobs/as-of.ts'
import { isPlaced, planPlacing } from '../../jobs/placing-work.ts'
import type { App, AppContext } from '../context.ts'
import { listOf, modelToChoose, type BusinessModel as ToldModel } from '../contract.ts'
import { tellPublished } from '../definitions/tell-published.ts'
import { toWholeList } from '../filter.ts'
import { answers, shapes, takes } from '../route.ts'

const tags = ['targets']

const list = createRoute({
  method: 'get',
  path: '/api/v1/business-models',
  summary: 'Business models, with the segments, values, criteria and programs each begins with',
  tags,
  responses: answers('All there are.', listOf(shapes.BusinessModel)),
})

const choose = createRoute({
  method: 'post',
  path: '/api/v1/business-model',
  summary: 'Choose the business model, or say what that would publish',
  description:
    'Its segments that are not there are published, and a job places people and organisations by them; those that are there stay as they are.',
  tags,
  request: takes(modelToChoose),
  responses: answers('What was published, or would be.', shapes.ChosenModel),
})

const takeBack = createRoute({
  method: 'delete',
  path: '/api/v1/business-model',
  summary: 'Take the choice back: the segments it published and nobody changed are retired',
  tags,
  responses: answers('What became of its segments.', shapes.ModelTakenBack),
})

export function addBusinessModelRoutes(app: App, { pipeline, jobs }: AppContext): void {
  const { store, clock } = pipeline
  const told = (reason: string) => ({ by: 'somebody here', at: clock.now(), reason })
  const place = async (): Promise<string | null> =>
    (await isPlaced(store)) ? jobs.start('Place by rules', planPlacing(pipeline)).jobId : null

  app.openapi(list, (c) => c.json(toWholeList(businessModels.map(tellModel)), 200))
  app.openapi(choose, async (c) => {
    const { model: name, isTrial, reason } = c.req.valid('json')
    const model = findBusinessModel(name)
    const { plan, kept } = await planModel(store, model)
    const asOf = (await readAsOf(store)) ?? clock.now()
    const published = await tellPublished(store, plan.published, asOf)
    if (!isTrial) await chooseModel(store, model, told(reason))
    const jobId = isTrial || published.length === 0 ? null : await place()
    return c.json({ model: tellModel(model), published, kept: [...kept], isTrial, jobId }, 200)
  })
  app.openapi(takeBack, async (c) => {
    const { retired, kept } = await takeModelBack(store, told('taken back'))
    const jobId = retired.length === 0 ? null : await place()
    return c.json({ retired: [...retired], kept: { ...kept }, jobId }, 200)
  })
}

function tellModel(model: BusinessModel): ToldModel {
  const { name, title, sentence, segments, values, criteria, programs } = model
  const { weights } = weighModel(model)
  return {
    model: name,
    title,
    sentence,
    segments: segments.map((one) => ({ name: one.name, title: one.title, of: one.of, purpose: one.purpose })),
    values: valueKinds
      .filter((kind) => values.includes(kind.name))
      .map((kind) => ({ name: kind.name, title: kind.title, hours: kind.hours })),
    criteria: criteria.map((criterion, at) => ({ ...criterion, weight: weights[at] ?? 0 })),
    programs: [...programs],
  }
}
