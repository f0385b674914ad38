import type { Store } from '../../store/index.ts'
import { readAsOf } from './as-of.ts'
import { lastChange, lastStageRuns } from './stage-runs-question.ts'

export const derivedStages = ['resolve', 'segment'] as const
export type DerivedStage = (typeof derivedStages)[number]

export interface StageFreshness {
  readonly stage: DerivedStage
  /** Null when the stage never ran. */
  readonly finishedAt: Date | null
  readonly stale: boolean
}

const dayMilliseconds = 86_400_000

/**
 * Which derived stages no longer say what the observations and decisions say: never run, something was appended or decided
 * since, an earlier stage ran since, or the moment they speak of has moved (by a day, when that moment is now).
 */
export async function readStageFreshness(store: Store, now: Date): Promise<StageFreshness[]> {
  const [runs, change, asOf] = await Promise.all([
    store.read(lastStageRuns(undefined)),
    store.readOne(lastChange(undefined)),
    readAsOf(store),
  ])
  let earlierFinished = change.changed_at
  return derivedStages.map((stage) => {
    const run = runs.find((candidate) => candidate.stage === stage)
    if (run === undefined) return { stage, finishedAt: null, stale: true }
    const moved =
      asOf === undefined
        ? now.getTime() - run.as_of.getTime() > dayMilliseconds
        : run.as_of.getTime() !== asOf.getTime()
    const stale = moved || run.started_at < earlierFinished
    earlierFinished = run.finished_at > earlierFinished ? run.finished_at : earlierFinished
    return { stage, finishedAt: run.finished_at, stale }
  })
}

/** Records that a stage finished, so that staleness can be told. */
export async function writeStageRun(
  store: Store,
  run: { stage: DerivedStage; asOf: Date; startedAt: Date; finishedAt: Date; rows: number },
): Promise<void> {
  await store.write(
    `INSERT INTO stage_runs SELECT {stage:String}, {as_of:DateTime64(3)}, {started:DateTime64(3)}, {finished:DateTime64(3)}, {rows:UInt64}`,
    { stage: run.stage, as_of: run.asOf, started: run.startedAt, finished: run.finishedAt, rows: run.rows },
  )
}
