import { rungs } from '../../../segment/index.ts'
import type { Store } from '../../../store/index.ts'
import { readAsOf } from '../../jobs/as-of.ts'
import { readStageFreshness } from '../../jobs/stage-freshness.ts'
import { type Home, ladderState } from '../contract.ts'
import {
  contributionClasses,
  currentLadder,
  homeCounts,
  ladderFlow,
  releaseMarks,
  seenMonths,
} from '../questions/home.ts'
import { mostActive } from '../questions/most-active.ts'
import { readSourceStates } from '../read-sources.ts'
import { lastFullMonths, monthBefore } from './month-span.ts'
import { sayHome } from './sentences.ts'

/** The first page: who is here, what changed, what to do. */
export async function readHome(store: Store, now: Date): Promise<Home> {
  const asOf = await readAsOf(store)
  const windows = lastFullMonths(asOf ?? now, 3)
  const [counts, ladder, seen, flow, marks, classes, sources, stages, top] = await Promise.all([
    store.readOne(homeCounts(undefined)),
    store.read(currentLadder(undefined)),
    store.read(seenMonths(undefined)),
    store.read(ladderFlow(undefined)),
    store.read(releaseMarks(undefined)),
    store.read(contributionClasses(undefined)),
    readSourceStates(store),
    readStageFreshness(store, now),
    store.readOne(mostActive(undefined)),
  ])
  const contribution = classes.filter((entry) => entry.fileClass !== '')
  const contributors = classes.find((entry) => entry.fileClass === '')?.people ?? 0
  return {
    asOf: asOf?.toISOString() ?? null,
    sentences: sayHome({
      counts,
      ladder,
      seen,
      flow,
      contribution,
      contributors,
      sources,
      stages,
      active: {
        ...windows,
        later: peopleUntil(seen, windows.end),
        earlier: peopleUntil(seen, windows.middle),
      },
      top,
      now,
      asOf,
    }),
    counts: { ...counts, sources: sources.length },
    ladder: rungs.map(({ state, title }) => ({
      state: ladderState.parse(state),
      title,
      people:
        state === 'P0'
          ? counts.anonymousVisitors
          : (ladder.find((rung) => rung.state === state)?.people ?? 0),
      anonymous: state === 'P0',
    })),
    waterline: seen.map(({ month, people, visitors }) => ({ month, people, visitors })),
    flow,
    marks,
    contribution,
    freshness: sources.map((source) => ({
      source: source.id,
      status: source.lastRun?.status ?? 'never read',
      lastRun: source.lastRun?.updatedAt ?? null,
      lastEvent: source.lastEvent,
    })),
    stages: stages.map(({ stage, finishedAt, stale }) => ({
      stage,
      finishedAt: finishedAt?.toISOString() ?? null,
      stale,
    })),
  }
}

/** How many people did something in the three months before a month. */
function peopleUntil(seen: readonly { month: string; peopleInThree: number }[], end: string): number {
  const last = monthBefore(end)
  return seen.find((entry) => entry.month === last)?.peopleInThree ?? 0
}
