import { createRoute } from '@hono/zod-openapi'
import { UserError } from '../../../core/index.ts'
import type { App, AppContext } from '../context.ts'
import { compareQuery, listOf, overlapQuery, segmentProfileQuery } from '../contract.ts'
import { toWholeList } from '../filter.ts'
import { answers, pathPart, shapes } from '../route.ts'
import { findAlike, findNamed, readMoment } from '../segment-views/find-segments.ts'
import { readComparison, readOverlap, readSchemeOverlaps } from '../segment-views/read-overlap.ts'
import { readProfile } from '../segment-views/read-profile.ts'

const tags = ['segments']

const overlap = createRoute({
  method: 'get',
  path: '/api/v1/segments/overlap',
  summary: 'Exact sets of segments: how many are in these and in no other of them',
  tags,
  request: { query: overlapQuery },
  responses: answers('The sets, the largest first.', shapes.SegmentOverlap),
})

const compare = createRoute({
  method: 'get',
  path: '/api/v1/segments/compare',
  summary: 'Two segments side by side: sizes, who is in both, what their members are like',
  tags,
  request: { query: compareQuery },
  responses: answers('The comparison.', shapes.SegmentComparison),
})

const profile = createRoute({
  method: 'get',
  path: '/api/v1/segments/{segment}/profile',
  summary: 'What members are like, what distinguishes them, where they came from and went',
  tags,
  request: { params: pathPart('segment', 'The segment’s id.'), query: segmentProfileQuery },
  responses: answers('The profile.', shapes.SegmentProfile),
})

const schemes = createRoute({
  method: 'get',
  path: '/api/v1/schemes/overlap',
  summary: 'Of each two schemes about the same: how many both place, and how much one says of the other',
  tags,
  responses: answers('All pairs.', listOf(shapes.SchemeOverlap)),
})

/** To be added before the routes of one segment, which would take `overlap` for an id. */
export function addSegmentViewRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  app.openapi(schemes, async (c) => c.json(toWholeList(await readSchemeOverlaps(store)), 200))
  app.openapi(overlap, async (c) => {
    const { segments, asOf } = c.req.valid('query')
    const found = await findAlike(store, segments)
    return c.json(await readOverlap(store, found, await readMoment(store, clock, asOf)), 200)
  })
  app.openapi(compare, async (c) => {
    const { a, b, asOf } = c.req.valid('query')
    if (a === b)
      throw new UserError('A segment is the same as itself; name two different ones.', { status: 422 })
    const [one, other] = await findAlike(store, [a, b])
    if (one === undefined || other === undefined) throw new Error('findAlike answers all it is asked')
    return c.json(await readComparison(store, [one, other], await readMoment(store, clock, asOf)), 200)
  })
  app.openapi(profile, async (c) => {
    const { asOf, since } = c.req.valid('query')
    const found = await findNamed(store, c.req.valid('param').segment)
    const moment = await readMoment(store, clock, asOf)
    const begin = since === undefined ? yearBefore(moment) : new Date(since)
    return c.json(await readProfile(store, { segment: found, asOf: moment, since: begin }), 200)
  })
}

function yearBefore(moment: Date): Date {
  const before = new Date(moment)
  before.setUTCFullYear(before.getUTCFullYear() - 1)
  return before
}
