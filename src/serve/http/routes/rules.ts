import { createRoute } from '@hono/zod-openapi'
import { readAsOf } from '../../jobs/as-of.ts'
import type { App, AppContext } from '../context.ts'
import { listOf, ruleExplanationRequest, rulePreviewRequest } from '../contract.ts'
import { toWholeList } from '../filter.ts'
import { allPlaces } from '../questions/places.ts'
import { answers, shapes, takes } from '../route.ts'
import { listKinds } from '../rules/list-kinds.ts'
import { readCohortPreview } from '../rules/read-cohort.ts'
import { explainRule, readRulePreview } from '../rules/read-rule.ts'

const tags = ['segments']

const kinds = createRoute({
  method: 'get',
  path: '/api/v1/rule-kinds',
  summary: 'The kinds of rules about people and organisations, with their shapes and examples',
  tags,
  responses: answers('All kinds.', listOf(shapes.RuleKind)),
})

const places = createRoute({
  method: 'get',
  path: '/api/v1/places',
  summary: 'Projects, lists, channels and categories that rules can ask for, the busiest first',
  tags,
  responses: answers('At most 500.', listOf(shapes.Place)),
})

const preview = createRoute({
  method: 'post',
  path: '/api/v1/segments/preview',
  summary: 'Whom a rule fits: how many, of how many nobody knows, and a page of them; nothing is written',
  tags,
  request: takes(rulePreviewRequest),
  responses: answers('Who would be in.', shapes.RulePreview),
})

const explain = createRoute({
  method: 'post',
  path: '/api/v1/segments/explain',
  summary: 'Why a person or an organisation is in or out by a rule',
  tags,
  request: takes(ruleExplanationRequest),
  responses: answers('The verdict on the whole and on each of its parts.', shapes.RuleExplanation),
})

export function addRuleRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  const moment = async (): Promise<Date> => (await readAsOf(store)) ?? clock.now()
  app.openapi(places, async (c) => c.json(toWholeList(await store.read(allPlaces(undefined))), 200))
  app.openapi(kinds, (c) => c.json(toWholeList(listKinds()), 200))
  app.openapi(preview, async (c) => {
    const { rule, of, ...asked } = c.req.valid('json')
    const looking = { written: rule, asOf: await moment() }
    if (of === 'visitors') return c.json(await readCohortPreview(store, looking), 200)
    return c.json(await readRulePreview(store, { ...asked, ...looking, of }), 200)
  })
  app.openapi(explain, async (c) => {
    const { rule, ...asked } = c.req.valid('json')
    return c.json(await explainRule(store, { written: rule, asOf: await moment(), ...asked }), 200)
  })
}
