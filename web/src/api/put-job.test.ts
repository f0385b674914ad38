import { expect, test } from 'vitest'
import type { Job } from '../../../src/serve/http/contract.ts'
import { putJob } from './put-job.ts'

const job = (jobId: string, done: number): Job => ({
  jobId,
  title: 'Collect',
  status: 'running',
  step: '',
  done,
  total: 10,
  unit: 'commits',
  secondsLeft: null,
  message: '',
  startedAt: '2026-11-22T09:00:00Z',
  endedAt: null,
})

test('a known piece of work is replaced in its place', () => {
  const list = { items: [job('2', 1), job('1', 1)], total: 2, next: null }
  expect(putJob(list, job('1', 5))).toEqual({ items: [job('2', 1), job('1', 5)], total: 2, next: null })
})

test('a new one comes first', () => {
  expect(putJob({ items: [job('1', 1)], total: 1, next: null }, job('2', 0)).items).toEqual([
    job('2', 0),
    job('1', 1),
  ])
  expect(putJob(undefined, job('1', 0))).toEqual({ items: [job('1', 0)], total: 1, next: null })
})
