import { createRoute, z } from '@hono/zod-openapi'
import { examineWorkspace } from '../../../store/index.ts'
import type { App, AppContext } from '../context.ts'
import { listOf } from '../contract.ts'
import { toWholeList } from '../filter.ts'
import { openRequestMetrics, type RequestMetrics, toGauge } from '../metrics.ts'
import { eventCounts, runCounts } from '../questions/metrics.ts'
import { answers, problemAnswer, shapes } from '../route.ts'

const alive = createRoute({
  method: 'get',
  path: '/healthz',
  summary: 'Is it alive, and has it something to show',
  tags: ['operations'],
  responses: {
    200: {
      description: 'It answers, and the first reading is over.',
      content: { 'application/json': { schema: z.object({ status: z.literal('ok'), version: z.string() }) } },
    },
    default: problemAnswer,
  },
})

const metrics = createRoute({
  method: 'get',
  path: '/metrics',
  summary: 'Counters in the text format of Prometheus',
  tags: ['operations'],
  responses: {
    200: { description: 'Counters.', content: { 'text/plain': { schema: z.string() } } },
    default: problemAnswer,
  },
})

const doctor = createRoute({
  method: 'get',
  path: '/api/v1/doctor',
  summary: 'Whether everything is well with the workspace and the machine; nothing is changed',
  tags: ['operations'],
  responses: answers('What was found.', listOf(shapes.Finding)),
})

export function addOperationRoutes(
  app: App,
  { pipeline: { store, clock }, jobs, version }: AppContext,
  requests: RequestMetrics = openRequestMetrics(),
): void {
  app.openapi(alive, async (c) => {
    await store.readOne({ text: 'SELECT 1 AS one', params: {}, row: z.object({ one: z.number() }) })
    return c.json({ status: 'ok' as const, version }, 200)
  })
  app.openapi(doctor, async (c) => {
    // The open store says where it is; of a URL only that there is one matters here.
    const url = store.kind === 'server' ? 'the open store' : undefined
    return c.json(toWholeList(await examineWorkspace({ folder: store.workspace, url, clock, store })), 200)
  })
  app.openapi(metrics, async (c) => {
    const [events, runs] = await Promise.all([
      store.read(eventCounts(undefined)),
      store.read(runCounts(undefined)),
    ])
    const waiting = jobs.list().filter((job) => job.endedAt === null).length
    const text = [
      toGauge('groundswell_events', 'Events in the workspace, by source.', labelled(events, 'source')),
      toGauge('groundswell_runs', 'Collection runs, by how they ended.', labelled(runs, 'status')),
      toGauge('groundswell_jobs_open', 'Jobs that wait or run.', [{ value: waiting }]),
      toGauge('groundswell_resident_bytes', 'Resident memory of the process.', [
        { value: process.memoryUsage.rss() },
      ]),
      requests.toText(),
      '',
    ].join('\n')
    return c.text(text, 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
  })
}

function labelled<K extends string>(
  rows: readonly (Record<K, string> & { count: number })[],
  key: K,
): { labels: Record<string, string>; value: number }[] {
  return rows.map((row) => ({ labels: { [key]: row[key] }, value: row.count }))
}
