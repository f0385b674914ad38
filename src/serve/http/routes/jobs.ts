import { createRoute, z } from '@hono/zod-openapi'
import { streamSSE } from 'hono/streaming'
import { UserError } from '../../../core/index.ts'
import { planBackup } from '../../jobs/backup-work.ts'
import { planPipeline } from '../../jobs/pipeline-work.ts'
import type { App, AppContext } from '../context.ts'
import { type Job, listOf, newBackup, newJob } from '../contract.ts'
import { toWholeList } from '../filter.ts'
import { answers, pathPart, problemAnswer, shapes, takes } from '../route.ts'

const params = pathPart('id', 'The job’s id.')

const start = createRoute({
  method: 'post',
  path: '/api/v1/jobs',
  summary: 'Collect sources, then run the stages that are stale; or only the stages named',
  tags: ['jobs'],
  request: takes(newJob),
  responses: answers('The job, waiting or running.', shapes.Job),
})

const startBackup = createRoute({
  method: 'post',
  path: '/api/v1/backups',
  summary: 'Write a verified copy of what cannot be recomputed to a new folder of this machine',
  tags: ['jobs'],
  request: takes(newBackup),
  responses: answers('The job, waiting or running.', shapes.Job),
})

const list = createRoute({
  method: 'get',
  path: '/api/v1/jobs',
  summary: 'The jobs of this process, the latest first',
  tags: ['jobs'],
  responses: answers('All jobs.', listOf(shapes.Job)),
})

const one = createRoute({
  method: 'get',
  path: '/api/v1/jobs/{id}',
  summary: 'How far a job is',
  tags: ['jobs'],
  request: { params },
  responses: answers('The job.', shapes.Job),
})

const cancel = createRoute({
  method: 'delete',
  path: '/api/v1/jobs/{id}',
  summary: 'Cancel a job; what it read so far is kept',
  tags: ['jobs'],
  request: { params },
  responses: answers('The job; it ends once it has stopped.', shapes.Job),
})

const progress = createRoute({
  method: 'get',
  path: '/api/v1/jobs/{id}/progress',
  summary: 'How a job goes on, as server-sent events',
  description:
    'Events named `job` hold a Job: first as it stands, then at each change; after the last one, with `endedAt`, the stream ends.',
  tags: ['jobs'],
  request: { params },
  responses: {
    200: { description: 'Server-sent events.', content: { 'text/event-stream': { schema: z.string() } } },
    default: problemAnswer,
  },
})

const heartbeatMilliseconds = 15_000
const restMilliseconds = 100

export function addJobRoutes(app: App, { pipeline, jobs }: AppContext): void {
  const known = (job: Job | undefined, id: string): Job => {
    if (job !== undefined) return job
    throw new UserError(`There is no job ${id}; jobs are forgotten when the program ends.`, { status: 404 })
  }
  app.openapi(start, async (c) => {
    const { title, work } = await planPipeline(pipeline, c.req.valid('json'))
    return c.json(jobs.start(title, work), 200)
  })
  app.openapi(startBackup, (c) => {
    const { target } = c.req.valid('json')
    return c.json(jobs.start(`Back up to ${target}`, planBackup(pipeline, target)), 200)
  })
  app.openapi(list, (c) => {
    const items = jobs.list()
    return c.json(toWholeList(items), 200)
  })
  app.openapi(one, (c) => {
    const { id } = c.req.valid('param')
    return c.json(known(jobs.find(id), id), 200)
  })
  app.openapi(cancel, (c) => {
    const { id } = c.req.valid('param')
    return c.json(known(jobs.cancel(id), id), 200)
  })
  app.openapi(progress, (c) => {
    const { id } = c.req.valid('param')
    known(jobs.find(id), id)
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, async (stream) => {
      const gone = new AbortController()
      stream.onAbort(() => gone.abort())
      while (!gone.signal.aborted) {
        // Listening starts before the state is sent, so that no change falls between.
        const wake = AbortSignal.any([gone.signal, AbortSignal.timeout(heartbeatMilliseconds)])
        const changed = jobs.changed(id, wake)
        const job = jobs.find(id)
        if (job === undefined) return
        await stream.writeSSE({ event: 'job', data: JSON.stringify(job) })
        if (job.endedAt !== null) return
        await changed
        await stream.sleep(restMilliseconds)
      }
    })
  })
}
