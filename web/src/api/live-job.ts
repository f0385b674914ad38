import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Job, List } from '../../../src/serve/http/contract.ts'
import { tell } from './ask.ts'
import { putJob } from './put-job.ts'
import { askJobs } from './questions.ts'

/** The work under way now, as last heard. */
export function useWorkUnderWay(): readonly Job[] {
  const { data } = useQuery(askJobs())
  return data?.items.filter((job) => job.endedAt === null) ?? []
}

/**
 * Keeps what is known of the work fresh by server-sent events; when a piece ends, every answer on screen is asked again. To be
 * called once on a page: a browser opens only a handful of connections to one server, and each stream holds one.
 */
export function useWorkStream(): void {
  const questions = useQueryClient()
  useQuery({ ...askJobs(), refetchInterval: 15_000 })
  const ids = useWorkUnderWay()
    .map((job) => job.jobId)
    .join(' ')

  useEffect(() => {
    const streams = ids
      .split(' ')
      .filter(Boolean)
      .map((id) => {
        const stream = new EventSource(`/api/v1/jobs/${encodeURIComponent(id)}/progress`)
        let step = ''
        stream.addEventListener('job', (event: MessageEvent<string>) => {
          const job = JSON.parse(event.data) as Job
          // A source that has been read says so before the stages after it end.
          if (job.step !== step) void questions.invalidateQueries({ queryKey: ['/sources'] })
          step = job.step
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
}

/** Starts work: the returned function asks the server for it. */
export function useStartWork(): (work: NewWork) => Promise<Job> {
  const questions = useQueryClient()
  return async (work) => {
    const job = await tell<Job>('POST', '/jobs', work)
    questions.setQueryData(askJobs().queryKey, (list: List<Job> | undefined) => putJob(list, job))
    return job
  }
}

interface NewWork {
  sources?: string[]
  stages?: ('collect' | 'resolve' | 'segment')[]
  again?: boolean
}

export const cancelWork = (jobId: string): Promise<unknown> =>
  tell('DELETE', `/jobs/${encodeURIComponent(jobId)}`)
