import { rungs } from '../../../segment/index.ts'
import type { Store } from '../../../store/index.ts'
import { readAsOf } from '../../jobs/as-of.ts'
import { readStageFreshness } from '../../jobs/stage-freshness.ts'
import { type Home, ladderState, type Source } from '../contract.ts'
import {
  contributionClasses,
  currentLadder,
  homeCounts,
  ladderFlow,
  releaseMarks,
  seenMonths,
} from '../questions/home.ts'
import { mostActive } from '../questions/most-active.ts'
import { reviewTotal } from '../questions/review.ts'
import { readSourceStates } from '../read-sources.ts'
import { lastFullMonths, monthBefore } from './month-span.ts'
import { sayHome } from './sentences.ts'

/** The first page: who is here, what changed, what to do. */
export async function readHome(store: Store, now: Date): Promise<Home> {
  const asOf = await readAsOf(store)
  const windows = lastFullMonths(asOf ?? now, 3)
  const [counts, ladder, seen, flow, marks, classes, sources, stages, top, review] = await Promise.all([
    store.readOne(homeCounts(undefined)),
    store.read(currentLadder(undefined)),
    store.read(seenMonths(undefined)),
    store.read(ladderFlow(undefined)),
    store.read(releaseMarks(undefined)),
    store.read(contributionClasses(undefined)),
    readSourceStates(store, now),
    readStageFreshness(store, now),
    store.readOne(mostActive(undefined)),
    store.readOne(reviewTotal(undefined)),
  ])
  const contribution = classes.filter((entry) => entry.fileClass !== '')
  const contributors = classes.find((entry) => entry.fileClass === '')?.people ?? 0
  const active = {
    ...windows,
    later: peopleUntil(seen, windows.end),
    earlier: peopleUntil(seen, windows.middle),
  }
  const facts = {
    counts,
    ladder,
    seen,
    flow,
    contribution,
    contributors,
    sources,
    stages,
    active,
    top,
    toReview: review.total,
    now,
    asOf,
  }
  return {
    asOf: asOf?.toISOString() ?? null,
    sentences: sayHome(facts),
    counts: { ...counts, sources: sources.length },
    ladder: toLadder(ladder, counts.anonymousVisitors),
    waterline: seen.map(({ month, people, visitors }) => ({ month, people, visitors })),
    flow,
    marks,
    contribution,
    freshness: sources.map(toFreshness),
    stages: stages.map((entry) => ({ ...entry, finishedAt: entry.finishedAt?.toISOString() ?? null })),
  }
}

/** Every rung from the bottom up, also those nobody stands on. */
function toLadder(standing: readonly { state: string; people: number }[], anonymous: number): Home['ladder'] {
  return rungs.map(({ state, title }) => ({
    state: ladderState.parse(state),
    title,
    people: state === 'P0' ? anonymous : (standing.find((rung) => rung.state === state)?.people ?? 0),
    anonymous: state === 'P0',
  }))
}

function toFreshness({ id, lastRun, lastEvent }: Source): Home['freshness'][number] {
  return {
    source: id,
    status: lastRun?.status ?? 'never read',
    lastRun: lastRun?.updatedAt ?? null,
    lastEvent,
  }
}

/** How many people did something in the three months before a month. */
function peopleUntil(seen: readonly { month: string; peopleInThree: number }[], end: string): number {
  const last = monthBefore(end)
  return seen.find((entry) => entry.month === last)?.peopleInThree ?? 0
}
