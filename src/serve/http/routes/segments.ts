import { createRoute } from '@hono/zod-openapi'
import { refuseLaterThanKnown } from '../../jobs/known-moment.ts'
import type { App, AppContext } from '../context.ts'
import { listOf, membersQuery } from '../contract.ts'
import { toList, toWholeList } from '../filter.ts'
import { membersPage, membersTotal } from '../questions/members.ts'
import { allSchemes, allSegments, oneSegment } from '../questions/schemes.ts'
import { segmentMonths } from '../questions/segment-months.ts'
import { answers, pathPart, shapes } from '../route.ts'
import { readCohort } from '../rules/read-cohort.ts'
import { findNamed, findPublished, readMoment } from '../segment-views/find-segments.ts'
import { readFinding } from '../segment-views/read-finding.ts'

const schemes = createRoute({
  method: 'get',
  path: '/api/v1/schemes',
  summary: 'The ways of segmenting, each with its coverage and its segments',
  tags: ['segments'],
  responses: answers('All schemes.', listOf(shapes.Scheme)),
})

const segment = createRoute({
  method: 'get',
  path: '/api/v1/segments/{segment}',
  summary: 'One segment and how it grew or shrank',
  tags: ['segments'],
  request: { params: pathPart('segment', 'The segment’s id.') },
  responses: answers('The segment.', shapes.Segment),
})

const members = createRoute({
  method: 'get',
  path: '/api/v1/segments/{segment}/members',
  summary: 'Who is in a segment, or was at a moment',
  tags: ['segments'],
  request: { params: pathPart('segment', 'The segment’s id.'), query: membersQuery },
  responses: answers('A page of members.', listOf(shapes.Member)),
})

export function addSegmentRoutes(app: App, { pipeline: { store, clock } }: AppContext): void {
  app.openapi(schemes, async (c) => {
    const [found, segments] = await Promise.all([
      store.read(allSchemes(undefined)),
      store.read(allSegments(undefined)),
    ])
    const items = await Promise.all(
      found.map(async (scheme) => ({
        ...scheme,
        finding: await readFinding(store, scheme.scheme),
        segments: segments.filter((candidate) => candidate.scheme === scheme.scheme),
      })),
    )
    return c.json(toWholeList(items), 200)
  })
  app.openapi(segment, async (c) => {
    const id = c.req.valid('param').segment
    const [found] = await store.read(oneSegment({ segment: id }))
    if (found === undefined) {
      const published = await findPublished(store, id)
      return c.json(
        { ...published, members: 0, anonymous: 0, computedAt: null, months: [], cohort: null },
        200,
      )
    }
    const [months, cohort] = await Promise.all([
      store.read(segmentMonths({ segment: id })),
      found.subjectKind === 'visitor'
        ? readCohort(store, found, await readMoment(store, clock, undefined))
        : null,
    ])
    return c.json({ ...found, months, cohort }, 200)
  })
  app.openapi(members, async (c) => {
    const { segment: id, subjectKind } = await findNamed(store, c.req.valid('param').segment)
    const query = { ...c.req.valid('query'), segment: id, subjectKind }
    if (query.asOf !== undefined) await refuseLaterThanKnown(store, query.asOf)
    const [items, { total }] = await Promise.all([
      store.read(membersPage(query)),
      store.readOne(membersTotal(query)),
    ])
    return c.json(toList(items, total, query), 200)
  })
}
