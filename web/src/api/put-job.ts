import type { Job, List } from '../../../src/serve/http/contract.ts'

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
