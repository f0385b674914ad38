import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Job, List } from '../../../src/serve/http/contract.ts'
import { tell } from './ask.ts'
import { askJobs } from './questions.ts'

/** The work under way now, kept fresh by server-sent events; when one ends, every answer on screen is asked again. */
export function useWorkUnderWay(): readonly Job[] {
  const questions = useQueryClient()
  const { data } = useQuery({ ...askJobs(), refetchInterval: 15_000 })
  const underWay = data?.items.filter((job) => job.endedAt === null) ?? []
  const ids = underWay.map((job) => job.jobId).join(' ')

  useEffect(() => {
    const streams = ids
      .split(' ')
      .filter(Boolean)
      .map((id) => {
        const stream = new EventSource(`/api/v1/jobs/${encodeURIComponent(id)}/progress`)
        stream.addEventListener('job', (event: MessageEvent<string>) => {
          const job = JSON.parse(event.data) as Job
          questions.setQueryData(askJobs().queryKey, (list: List<Job> | undefined) => putJob(list, job))
          if (job.endedAt === null) return
          stream.close()
          void questions.invalidateQueries()
        })
        return stream
      })
    return () => {
      for (const stream of streams) stream.close()
    }
  }, [ids, questions])

  return underWay
}

/** The list with the newer state of one piece of work in its place. */
export function putJob(list: List<Job> | undefined, job: Job): List<Job> {
  const items = list?.items ?? []
  const known = items.some((one) => one.jobId === job.jobId)
  return {
    items: known ? items.map((one) => (one.jobId === job.jobId ? job : one)) : [job, ...items],
    total: (list?.total ?? 0) + (known ? 0 : 1),
    next: list?.next ?? null,
  }
}

/** Starts work and returns a function that asks the server for it. */
export function useStartWork(): (work: NewWork) => Promise<Job> {
  const questions = useQueryClient()
  return async (work) => {
    const job = await tell<Job>('POST', '/jobs', work)
    questions.setQueryData(askJobs().queryKey, (list: List<Job> | undefined) => putJob(list, job))
    return job
  }
}

export interface NewWork {
  sources?: string[]
  stages?: ('collect' | 'resolve' | 'segment')[]
}

export const cancelWork = (jobId: string): Promise<unknown> =>
  tell('DELETE', `/jobs/${encodeURIComponent(jobId)}`)
