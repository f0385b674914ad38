import type { Run } from '../../collect/index.ts'
import { countOf, endSentence, formatNumber } from '../sentence.ts'

/** What a round of collecting brought, in words: the sum first, then every source that did not end well, with its reason. */
export function describeRuns(runs: readonly Run[]): string {
  if (runs.length === 0) return ''
  const trouble = runs
    .filter((run) => run.status !== 'complete')
    .map((run) => `${run.source} ${words[run.status]}: ${endSentence(run.reason)}`)
  return [describeSum(runs), ...trouble].join(' ')
}

const words = {
  running: 'is still being read',
  complete: 'was read',
  partial: 'was read in part',
  failed: 'could not be read',
  cancelled: 'was stopped',
} as const

function describeSum(runs: readonly Run[]): string {
  const sum = (key: 'records' | 'events' | 'quarantined' | 'ignored'): number =>
    runs.reduce((total, run) => total + run.outcomes[key], 0)
  const records = sum('records')
  if (records === 0) return 'Nothing new to read.'
  const quarantined = sum('quarantined')
  return [
    `Read ${countOf(records, 'record')}: ${countOf(sum('events'), 'new event')}.`,
    ...(sum('ignored') === 0
      ? []
      : [
          `${countOf(sum('ignored'), 'record')} ${sum('ignored') === 1 ? 'tells' : 'tell'} of no act (${nameReasons(runs)}).`,
        ]),
    ...(quarantined === 0
      ? []
      : [
          `${countOf(quarantined, 'record')} could not be read and ${quarantined === 1 ? 'waits' : 'wait'} in quarantine.`,
        ]),
  ].join(' ')
}

const mostReasons = 3

/** Why records were ignored, the most frequent reasons first. */
function nameReasons(runs: readonly Run[]): string {
  const counts = new Map<string, number>()
  for (const { outcomes } of runs)
    for (const [reason, count] of Object.entries(outcomes.ignoredBy))
      counts.set(reason, (counts.get(reason) ?? 0) + count)
  const sorted = [...counts].sort((left, right) => right[1] - left[1])
  const named = sorted.slice(0, mostReasons).map(([reason, count]) => `${reason}: ${formatNumber(count)}`)
  return [...named, ...(sorted.length > mostReasons ? ['…'] : [])].join(', ')
}
