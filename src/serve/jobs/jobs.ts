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
export function openJobs(options: QueueOptions): Jobs {
  return new Queue(options)
}

interface QueueOptions {
  readonly clock: Clock
  onFault(error: unknown, job: Job): void
}

class Queue implements Jobs {
  readonly #options: QueueOptions
  readonly #entries = new Map<string, Entry>()
  readonly #changes = new EventEmitter().setMaxListeners(0)
  #isClosed = false
  #tail: Promise<void> = Promise.resolve()

  constructor(options: QueueOptions) {
    this.#options = options
  }

  start(title: string, work: Work): Job {
    if (this.#isClosed)
      throw new UserError('Groundswell is shutting down. Start it again, then repeat this.', { status: 409 })
    const job = newJob(title, this.#options.clock)
    const remaining = { step: '', time: new RemainingTime() }
    const entry: Entry = { job, work, abort: new AbortController(), remaining }
    this.#entries.set(job.jobId, entry)
    this.#tail = this.#tail.then(() => this.#run(entry))
    return job
  }

  list(): Job[] {
    return [...this.#entries.values()].map((entry) => entry.job).reverse()
  }

  find(jobId: string): Job | undefined {
    return this.#entries.get(jobId)?.job
  }

  cancel(jobId: string): Job | undefined {
    const entry = this.#entries.get(jobId)
    if (entry !== undefined && entry.job.endedAt === null) this.#stop(entry)
    return entry?.job
  }

  async changed(jobId: string, signal: AbortSignal): Promise<void> {
    await once(this.#changes, jobId, { signal }).catch(() => undefined)
  }

  async ended(jobId: string): Promise<Job> {
    for (let job = this.find(jobId); job !== undefined; job = this.find(jobId)) {
      if (job.endedAt !== null) return job
      await once(this.#changes, jobId)
    }
    throw new UserError(`There is no job ${jobId}.`, { status: 404 })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const entry of this.#entries.values()) if (entry.job.endedAt === null) this.#stop(entry)
    await this.#tail
  }

  async #run(entry: Entry): Promise<void> {
    if (entry.job.endedAt !== null) return
    this.#update(entry, { status: 'running' })
    const ending = await runToEnding(entry, (change) => this.#update(entry, change), this.#options)
    this.#update(entry, ending)
    forgetOldest(this.#entries)
  }

  #stop(entry: Entry): void {
    entry.abort.abort(new Error('cancelled'))
    const isWaiting = entry.job.status === 'waiting'
    const ending = endAs('cancelled', 'Cancelled before it began.', this.#options.clock)
    this.#update(entry, isWaiting ? ending : { message: 'Stopping…' })
  }

  #update(entry: Entry, change: Partial<Job>): void {
    entry.job = { ...entry.job, ...change }
    this.#changes.emit(entry.job.jobId)
  }
}

async function runToEnding(
  entry: Entry,
  update: (change: Partial<Job>) => void,
  options: QueueOptions,
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
