import { setTimeout } from 'node:timers/promises'
import type { Job } from '../http/contract.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { formatNumber } from '../sentence.ts'
import type { ApiClient } from './api-client.ts'
import type { ExitCode, Invocation } from './invocation.ts'
import { type Terminal, toInert } from './terminal.ts'

/** Starts work through the API and follows it to its end; Ctrl-C cancels it and keeps what was read. */
export async function runJob(
  { client: open, terminal }: Invocation,
  request: object,
  path = '/api/v1/jobs',
): Promise<ExitCode> {
  const client = await open()
  const { jobId } = await client.ask<Job>('POST', path, request)
  const cancel = (): void => void client.ask('DELETE', `/api/v1/jobs/${jobId}`).catch(() => undefined)
  const release = onStop(cancel)
  try {
    return tellEnd(await followJob(client, jobId, terminal), terminal)
  } finally {
    release()
  }
}

export async function followJob(client: ApiClient, jobId: string, terminal: Terminal): Promise<Job> {
  const job = await client.follow(jobId, (state) => {
    if (state.endedAt === null && state.step !== '') terminal.progress(toInert(describeProgress(state)))
  })
  terminal.endProgress()
  return job
}

/** Follows a job of this process to its end. */
export async function followSessionJob(jobs: Jobs, jobId: string, terminal: Terminal): Promise<Job> {
  const ended = jobs.ended(jobId)
  const done = new AbortController()
  void ended.finally(() => done.abort())
  while (!done.signal.aborted) {
    const changed = jobs.changed(jobId, done.signal)
    const job = jobs.find(jobId)
    if (job !== undefined && job.endedAt === null && job.step !== '')
      terminal.progress(toInert(describeProgress(job)))
    await changed
    await setTimeout(restMilliseconds, undefined, { signal: done.signal }).catch(() => undefined)
  }
  terminal.endProgress()
  return ended
}

const restMilliseconds = 100

/** Prints how a job ended, and the exit code that stands for it. */
export function tellEnd(job: Job, terminal: Terminal): ExitCode {
  if (terminal.json) terminal.printJson(job)
  else if (job.status === 'done')
    terminal.print(toInert(job.message === '' ? 'Everything is up to date.' : job.message))
  if (job.status === 'failed') process.stderr.write(`${toInert(job.message)}\n`)
  if (job.status === 'cancelled') terminal.tell(toInert(job.message))
  if (job.status === 'failed') return job.fault === true ? 1 : 2
  return job.status === 'cancelled' ? 130 : 0
}

/** “collect git:evolution · 512 of 1,021 commits · about 3 s left”. */
export function describeProgress(job: Job): string {
  return [job.step, describeAmount(job), describeTime(job.secondsLeft)]
    .filter((part) => part !== '')
    .join(' · ')
}

function describeAmount({ done, total, unit }: Job): string {
  if (unit === '' || (done === 0 && total === null)) return ''
  if (unit === 'bytes')
    return total === null ? `${toMegabytes(done)} MB` : `${toMegabytes(done)} of ${toMegabytes(total)} MB`
  return total === null
    ? `${formatNumber(done)} ${unit}`
    : `${formatNumber(done)} of ${formatNumber(total)} ${unit}`
}

function describeTime(seconds: number | null): string {
  if (seconds === null) return ''
  if (seconds < 90) return `about ${seconds} s left`
  return seconds < 5400
    ? `about ${Math.round(seconds / 60)} min left`
    : `about ${Math.round(seconds / 3600)} h left`
}

const toMegabytes = (bytes: number): string => formatNumber(Math.round(bytes / 100_000) / 10)

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Calls `stop` at the first Ctrl-C or termination; the second ends the process at once. Returns how to let go. */
export function onStop(stop: () => void): () => void {
  let asked = false
  const listener = (): void => {
    if (asked) process.exit(130)
    asked = true
    stop()
  }
  for (const signal of stopSignals) process.on(signal, listener)
  return () => {
    for (const signal of stopSignals) process.off(signal, listener)
  }
}
