import type { Job } from '../../../../src/serve/http/contract.ts'
import { formatCount, formatWait } from '../figures.ts'
import { makeInert } from '../inert-text.ts'

/** `1 200 of 4 000 commits, about 20 s left`. */
export function sayHowFar(job: Pick<Job, 'status' | 'done' | 'total' | 'unit' | 'secondsLeft'>): string {
  if (job.status === 'waiting') return 'waits for its turn'
  if (job.total === null && job.done === 0) return 'begins'
  const unit = makeInert(job.unit)
  const done = formatCount(job.done)
  const far = job.total === null ? `${done} ${unit}` : `${done} of ${formatCount(job.total)} ${unit}`
  return job.secondsLeft === null ? far : `${far}, ${formatWait(job.secondsLeft)} left`
}
