import { readSources } from '../../collect/index.ts'
import type { Jobs } from './jobs.ts'
import { readNextReadings } from './next-reading.ts'
import { type Pipeline, planPipeline } from './pipeline-work.ts'

/** Reads sources when their schedules say so, for as long as the process serves. */
export interface Scheduler {
  /** Starts a job for what is due and not under way. */
  check(): Promise<void>
  close(): void
}

const checkMilliseconds = 20_000

/** `onFault` hears why a check failed; the next comes anyway. */
export function openScheduler(pipeline: Pipeline, jobs: Jobs, onFault: (error: unknown) => void): Scheduler {
  const underWay = new Set<string>()
  const check = async (): Promise<void> => {
    const { store, clock } = pipeline
    const now = clock.now()
    const next = await readNextReadings(store, await readSources(store), now)
    const due = [...next].filter(([id, at]) => at <= now && !underWay.has(id)).map(([id]) => id)
    if (due.length === 0) return
    for (const id of due) underWay.add(id)
    try {
      const { title, work } = await planPipeline(pipeline, { sources: due })
      await jobs.ended(jobs.start(`${title}, as scheduled`, work).jobId)
    } finally {
      for (const id of due) underWay.delete(id)
    }
  }
  const timer = setInterval(() => void check().catch(onFault), checkMilliseconds).unref()
  return { check, close: () => clearInterval(timer) }
}
