import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Job } from '../../../../src/serve/http/contract.ts'
import { cancelWork, useWorkStream, useWorkUnderWay } from '../../api/live-job.ts'
import { askJobs } from '../../api/questions.ts'
import { makeInert } from '../inert-text.ts'
import { sayHowFar } from './say-how-far.ts'
import styles from './work-strip.module.css'

/** Long work on every page: what, how far, how long, and the key that stops it. It goes on when the tab is closed. */
export function WorkStrip() {
  useWorkStream()
  const underWay = useWorkUnderWay()
  const ended = useJustEnded(underWay)
  if (underWay.length === 0 && ended === undefined) return null
  return (
    <div className={styles.strip}>
      {underWay.map((job) => (
        <WorkLine key={job.jobId} job={job} />
      ))}
      {underWay.length === 0 && ended !== undefined ? <EndedLine job={ended} /> : null}
    </div>
  )
}

function WorkLine({ job }: { job: Job }) {
  const cancel = useMutation({ mutationFn: () => cancelWork(job.jobId) })
  const share = job.total !== null && job.total > 0 ? Math.min(1, job.done / job.total) : null
  return (
    <div className={styles.line}>
      <div className={styles.words}>
        <strong>{makeInert(job.title)}</strong>
        <span className={styles.step}>{makeInert(job.step)}</span>
        <span className={styles.far}>{sayHowFar(job)}</span>
      </div>
      <div
        role="progressbar"
        aria-label={makeInert(job.title)}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
        aria-valuetext={sayHowFar(job)}
        className={styles.track}
      >
        <span
          className={share === null ? styles.adrift : styles.done}
          style={share === null ? undefined : { width: `${share * 100}%` }}
        />
      </div>
      <Button
        size="compact-sm"
        variant="default"
        loading={cancel.isPending}
        onClick={() => cancel.mutate()}
        aria-label={`Cancel: ${makeInert(job.title)}`}
      >
        Cancel
      </Button>
    </div>
  )
}

function EndedLine({ job }: { job: Job }) {
  const words = { done: 'Done', failed: 'Failed', cancelled: 'Cancelled' }[job.status as 'done'] ?? job.status
  return (
    <p role="status" className={styles.ended} data-status={job.status}>
      <strong>
        {words}: {makeInert(job.title)}.
      </strong>{' '}
      {makeInert(job.message)}
    </p>
  )
}

/** The work that ended while this page was open, for ten seconds; failures stay until the next piece of work. */
function useJustEnded(underWay: readonly Job[]): Job | undefined {
  const { data } = useQuery(askJobs())
  const [watched, setWatched] = useState<string>()
  const current = underWay[0]?.jobId
  useEffect(() => {
    if (current !== undefined) setWatched(current)
  }, [current])
  const ended = data?.items.find((job) => job.jobId === watched && job.endedAt !== null)
  const passes = ended !== undefined && ended.status !== 'failed'
  useEffect(() => {
    if (!passes) return
    const timer = setTimeout(() => setWatched(undefined), 10_000)
    return () => clearTimeout(timer)
  }, [passes])
  return ended
}
