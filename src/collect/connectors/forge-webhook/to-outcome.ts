import type { RecordOutcome } from '../../connector.ts'
import { tellGithub } from './github-hook.ts'
import { tellGitlab } from './gitlab-hook.ts'
import type { Hook } from './hook.ts'

const longestRecord = 2_000
const clockSkew = 24 * 3600 * 1000

/** What one delivery tells. It was pruned before it came into the inbox; only damage of the disk makes text of it. */
export function toOutcome(record: unknown, position: string): RecordOutcome {
  if (typeof record === 'string')
    return { kind: 'quarantined', reason: 'the inbox is damaged here', record, position }
  const hook = record as Hook
  const told = hook.forge === 'github' ? tellGithub(hook) : tellGitlab(hook)
  if (typeof told === 'string') return { kind: 'ignored', reason: told }
  if (told === undefined)
    return {
      kind: 'quarantined',
      reason: `the delivery lacks what is needed to read it as ${hook.event.slice(0, 40)}, such as a number or a date`,
      position,
      record: JSON.stringify(hook.payload).slice(0, longestRecord),
    }
  const isAhead = told.occurredAt > hook.receivedAt + clockSkew
  return { kind: 'events', events: [isAhead ? { ...told, flags: ['dated-in-future'] } : told] }
}
