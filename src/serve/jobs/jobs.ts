import { randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { type Clock, UserError } from '../../core/index.ts'
import type { Job } from '../http/contract.ts'
import { RemainingTime } from './remaining-time.ts'

/** What work tells about itself while it runs. */
export interface JobReport {
  /** A named step begins, or goes on. `total` null when it cannot be told. */
  step(step: string, progress?: { done: number; total: number | null; unit: string }): void
  /** The sentence a finished job leaves. */
  say(message: string): void
}

/** Long work: reports how far it is, stops when the signal aborts, and throws a UserError with the sentence to show when it fails. */
export type Work = (report: JobReport, signal: AbortSignal) => Promise<void>

/** The one queue of the process: what changes a workspace happens one after another, and lives on when a tab closes. */
export interface Jobs {
  start(title: string, work: Work): Job
  /** Latest first. */
  list(): Job[]
  find(jobId: string): Job | undefined
  /** Asks a job to stop; it ends as `cancelled` once it has. */
  cancel(jobId: string): Job | undefined
  /** Resolves at the next change of a job, or when the signal aborts. */
  changed(jobId: string, signal: AbortSignal): Promise<void>
  /** Resolves with the job as it ended. */
  ended(jobId: string): Promise<Job>
  /** Cancels everything and resolves once nothing runs. */
  close(): Promise<void>
}

interface Entry {
  job: Job
  readonly work: Work
  readonly abort: AbortController
  readonly remaining: { step: string; time: RemainingTime }
}

const keptJobs = 100

/** Opens a queue. `onFault` is told of failures that are not a person's to mend, with the job they ended. */
export function openJobs(options: { clock: Clock; onFault(error: unknown, job: Job): void }): Jobs {
  const { clock } = options
  const entries = new Map<string, Entry>()
  const changes = new EventEmitter().setMaxListeners(0)
  let closed = false
  let tail: Promise<void> = Promise.resolve()

  const update = (entry: Entry, change: Partial<Job>): void => {
    entry.job = { ...entry.job, ...change }
    changes.emit(entry.job.jobId)
  }
  const run = async (entry: Entry): Promise<void> => {
    if (entry.job.endedAt !== null) return
    update(entry, { status: 'running' })
    update(entry, await runToEnding(entry, (change) => update(entry, change), options))
    forgetOldest(entries)
  }
  const stop = (entry: Entry): void => {
    entry.abort.abort(new Error('cancelled'))
    const waiting = entry.job.status === 'waiting'
    update(
      entry,
      waiting ? endAs('cancelled', 'Cancelled before it began.', clock) : { message: 'Stopping…' },
    )
  }
  const find = (jobId: string): Job | undefined => entries.get(jobId)?.job

  return {
    start(title, work) {
      if (closed)
        throw new UserError('Groundswell is shutting down. Start it again, then repeat this.', {
          status: 409,
        })
      const job = newJob(title, clock)
      const entry: Entry = {
        job,
        work,
        abort: new AbortController(),
        remaining: { step: '', time: new RemainingTime() },
      }
      entries.set(job.jobId, entry)
      tail = tail.then(() => run(entry))
      return job
    },
    list: () => [...entries.values()].map((entry) => entry.job).reverse(),
    find,
    cancel(jobId) {
      const entry = entries.get(jobId)
      if (entry === undefined || entry.job.endedAt !== null) return entry?.job
      stop(entry)
      return entry.job
    },
    async changed(jobId, signal) {
      await once(changes, jobId, { signal }).catch(() => undefined)
    },
    async ended(jobId) {
      for (let job = find(jobId); job !== undefined; job = find(jobId)) {
        if (job.endedAt !== null) return job
        await once(changes, jobId)
      }
      throw new UserError(`There is no job ${jobId}.`, { status: 404 })
    },
    async close() {
      closed = true
      for (const entry of entries.values()) if (entry.job.endedAt === null) stop(entry)
      await tail
    },
  }
}

async function runToEnding(
  entry: Entry,
  update: (change: Partial<Job>) => void,
  options: { clock: Clock; onFault(error: unknown, job: Job): void },
): Promise<Partial<Job>> {
  const { clock } = options
  let message = ''
  const report: JobReport = {
    say: (text) => {
      message = text
    },
    step: (step, progress = { done: 0, total: null, unit: '' }) => {
      if (entry.remaining.step !== step) Object.assign(entry.remaining, { step, time: new RemainingTime() })
      entry.remaining.time.note(progress.done, clock.now().getTime())
      update({ step, ...progress, secondsLeft: entry.remaining.time.left(progress.total) })
    },
  }
  try {
    await entry.work(report, entry.abort.signal)
    return endAs('done', message, clock)
  } catch (error) {
    if (entry.abort.signal.aborted)
      return endAs('cancelled', 'Cancelled. What was read is kept; the next run goes on from there.', clock)
    if (error instanceof UserError) return endAs('failed', error.message, clock)
    options.onFault(error, entry.job)
    const message =
      'This failed by a fault of the program, not of yours; the log has the details. What was there before is untouched.'
    return { ...endAs('failed', message, clock), fault: true }
  }
}

function newJob(title: string, clock: Clock): Job {
  return {
    jobId: randomUUID(),
    title,
    status: 'waiting',
    step: '',
    done: 0,
    total: null,
    unit: '',
    secondsLeft: null,
    message: '',
    startedAt: clock.now().toISOString(),
    endedAt: null,
  }
}

function endAs(status: 'done' | 'failed' | 'cancelled', message: string, clock: Clock): Partial<Job> {
  return { status, message, secondsLeft: null, endedAt: clock.now().toISOString() }
}

function forgetOldest(entries: Map<string, Entry>): void {
  for (const [jobId, entry] of entries) {
    if (entries.size <= keptJobs) return
    if (entry.job.endedAt !== null) entries.delete(jobId)
  }
}
