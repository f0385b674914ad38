import { createRoute, z } from '@hono/zod-openapi'
import type { App, AppContext } from '../context.ts'
import { openRequestMetrics, type RequestMetrics, toGauge } from '../metrics.ts'
import { eventCounts, runCounts } from '../questions/metrics.ts'
import { problemAnswer } from '../route.ts'

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

export function addOperationRoutes(
  app: App,
  { pipeline: { store }, jobs, version }: AppContext,
  requests: RequestMetrics = openRequestMetrics(),
): void {
  app.openapi(alive, async (c) => {
    await store.readOne({ text: 'SELECT 1 AS one', params: {}, row: z.object({ one: z.number() }) })
    return c.json({ status: 'ok' as const, version }, 200)
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
