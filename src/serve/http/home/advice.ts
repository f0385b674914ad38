import { countOf, endSentence } from '../../sentence.ts'
import type { Source } from '../contract.ts'
import type { HomeFacts, Sentence } from './facts.ts'
import { sayDay } from './month-span.ts'

const dayMilliseconds = 86_400_000
const patienceDays = 14

/** What makes the rest less than complete: sources that broke, first. */
export function sayTrouble({ sources }: Pick<HomeFacts, 'sources'>): Sentence[] {
  return sources.flatMap(({ id, lastRun }): Sentence[] => {
    if (lastRun?.status !== 'partial' && lastRun?.status !== 'failed') return []
    const what = lastRun.status === 'partial' ? 'could be read only in part' : 'could not be read'
    return [{ text: `${id} ${what}: ${endSentence(lastRun.reason)}`, href: pageOf(id), tone: 'attention' }]
  })
}

/** What to do next, from what is missing, old or waiting. */
export function sayWhatToDo(facts: HomeFacts): (Sentence | undefined)[] {
  return [
    ...sayQuarantine(facts.sources),
    sayReview(facts),
    sayNeverRead(facts.sources),
    sayStale(facts),
    sayOldest(facts),
    saySourceMissing(facts),
  ]
}

function sayQuarantine(sources: readonly Source[]): Sentence[] {
  return sources
    .filter((source) => source.quarantined > 0)
    .map(({ id, quarantined }) => ({
      text: `${countOf(quarantined, 'record')} of ${id} could not be understood and ${quarantined === 1 ? 'waits' : 'wait'} in quarantine.`,
      href: pageOf(id),
      tone: 'attention',
    }))
}

function sayReview({ toReview }: HomeFacts): Sentence | undefined {
  if (toReview === 0) return undefined
  return {
    text:
      toReview === 1
        ? 'Two people here may be one: decide.'
        : `${countOf(toReview, 'pair')} of people may each be one person: decide.`,
    href: '/people/review',
    tone: 'attention',
  }
}

function sayNeverRead(sources: readonly Source[]): Sentence | undefined {
  const unread = sources.filter((source) => source.lastRun === null)
  const [first] = unread
  if (first === undefined) return undefined
  const others = unread.length === 1 ? ' was' : ` and ${countOf(unread.length - 1, 'other source')} were`
  return {
    text: `${first.id}${others} added but never read: collect now.`,
    href: '/sources',
    tone: 'attention',
  }
}

function sayStale({ stages, counts }: HomeFacts): Sentence | undefined {
  const stale = stages.some((stage) => stage.stale)
  if (!stale || counts.events === 0) return undefined
  return {
    text: 'There is news that people and groups do not show yet: run the stages.',
    href: '/sources',
    tone: 'attention',
  }
}

/** Only when the pages speak of now: a fixed date does not grow old. */
function sayOldest({ sources, now, asOf }: HomeFacts): Sentence | undefined {
  const read = sources.flatMap(({ id, lastRun }) =>
    lastRun === null ? [] : [{ id, at: new Date(lastRun.updatedAt) }],
  )
  const oldest = read.sort((left, right) => left.at.getTime() - right.at.getTime())[0]
  if (asOf !== undefined || oldest === undefined) return undefined
  if (now.getTime() - oldest.at.getTime() < patienceDays * dayMilliseconds) return undefined
  return {
    text: `${oldest.id} was last read on ${sayDay(oldest.at)}: collect again.`,
    href: '/sources',
    tone: 'attention',
  }
}

function saySourceMissing({ sources }: HomeFacts): Sentence | undefined {
  const has = (connector: string): boolean => sources.some((source) => source.connector === connector)
  if (!has('access-log'))
    return {
      text: 'Only those who left a name are counted here. Add a web server or download log to see how many stay silent.',
      href: '/sources/add',
      tone: 'plain',
    }
  if (!has('git'))
    return {
      text: 'Only visits are counted here. Add a git repository to see who stands behind the project.',
      href: '/sources/add',
      tone: 'plain',
    }
  return undefined
}

const pageOf = (source: string): string => `/sources/${encodeURIComponent(source)}`
