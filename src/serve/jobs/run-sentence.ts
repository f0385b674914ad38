import type { Run } from '../../collect/index.ts'
import { countOf, endSentence } from '../sentence.ts'

/** What a round of collecting brought, in words: the sum first, then every source that did not end well, with its reason. */
export function describeRuns(runs: readonly Run[]): string {
  if (runs.length === 0) return ''
  const sum = (key: 'records' | 'events' | 'quarantined'): number =>
    runs.reduce((total, run) => total + run.outcomes[key], 0)
  const trouble = runs
    .filter((run) => run.status !== 'complete')
    .map((run) => `${run.source} ${words[run.status]}: ${endSentence(run.reason)}`)
  return [describeSum(sum('records'), sum('events'), sum('quarantined')), ...trouble]
    .filter((part) => part !== '')
    .join(' ')
}

const words = {
  running: 'is still being read',
  complete: 'was read',
  partial: 'was read in part',
  failed: 'could not be read',
  cancelled: 'was stopped',
} as const

function describeSum(records: number, events: number, quarantined: number): string {
  if (records === 0) return 'Nothing new to read.'
  const read = `Read ${countOf(records, 'record')}: ${countOf(events, 'new event')}.`
  return quarantined === 0
    ? read
    : `${read} ${countOf(quarantined, 'record')} could not be read and ${quarantined === 1 ? 'waits' : 'wait'} in quarantine.`
}
