import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { systemClock, UserError } from '../../core/index.ts'
import { openJobs } from './jobs.ts'

const open = (faults: unknown[] = []) =>
  openJobs({ clock: systemClock, onFault: (error) => faults.push(error) })

test('jobs run one after another, in the order they were asked for', async () => {
  const jobs = open()
  const order: string[] = []
  const slow = jobs.start('slow', async () => {
    await setTimeout(30)
    order.push('slow')
  })
  const quick = jobs.start('quick', async () => void order.push('quick'))
  expect(jobs.find(quick.jobId)?.status).toBe('waiting')
  await jobs.ended(quick.jobId)
  expect(order).toEqual(['slow', 'quick'])
  expect(jobs.list().map((job) => job.title)).toEqual(['quick', 'slow'])
  expect(jobs.find(slow.jobId)).toMatchObject({ status: 'done', secondsLeft: null })
})

test('a job tells its steps and leaves a sentence', async () => {
  const jobs = open()
  const seen: string[] = []
  const { jobId } = jobs.start('work', async (report) => {
    report.step('count', { done: 1, total: 4, unit: 'commits' })
    report.say('Counted.')
  })
  const gone = new AbortController()
  const changed = jobs.changed(jobId, gone.signal).then(() => seen.push('changed'))
  expect(await jobs.ended(jobId)).toMatchObject({
    status: 'done',
    step: 'count',
    done: 1,
    total: 4,
    message: 'Counted.',
  })
  await changed
  expect(seen).toEqual(['changed'])
})

test('a mistake ends a job with its sentence; a fault is kept and not told', async () => {
  const faults: unknown[] = []
  const jobs = open(faults)
  const mistake = jobs.start('mistake', async () => {
    throw new UserError('The disk is full.')
  })
  const fault = jobs.start('fault', async () => {
    throw new Error('secret detail')
  })
  expect(await jobs.ended(mistake.jobId)).toMatchObject({ status: 'failed', message: 'The disk is full.' })
  const ended = await jobs.ended(fault.jobId)
  expect(ended).toMatchObject({ status: 'failed', fault: true })
  expect(ended.message).not.toContain('secret')
  expect(faults).toHaveLength(1)
})

test('a running job stops at its signal, a waiting one at once', async () => {
  const jobs = open()
  const running = jobs.start('running', async (_report, signal) => {
    await setTimeout(60_000, undefined, { signal })
  })
  const waiting = jobs.start('waiting', async () => {
    throw new Error('must not run')
  })
  await setTimeout(5)
  expect(jobs.cancel(waiting.jobId)).toMatchObject({ status: 'cancelled' })
  jobs.cancel(running.jobId)
  expect(await jobs.ended(running.jobId)).toMatchObject({ status: 'cancelled' })
  expect(jobs.cancel(running.jobId)).toMatchObject({ status: 'cancelled' })
  expect(jobs.cancel('nobody')).toBeUndefined()
})

test('closing cancels everything and takes nothing more', async () => {
  const jobs = open()
  const { jobId } = jobs.start('long', async (_report, signal) => {
    await setTimeout(60_000, undefined, { signal })
  })
  await setTimeout(5)
  await jobs.close()
  expect(jobs.find(jobId)?.status).toBe('cancelled')
  expect(() => jobs.start('late', async () => undefined)).toThrow(UserError)
})
