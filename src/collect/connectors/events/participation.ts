import type { AliasDraft, EventDraft, RecordOutcome } from '../../connector.ts'
import { nameAct } from '../../table/index.ts'

export type Role = 'guest' | 'speaker' | 'organiser'

/** What one record tells of one person at one event. */
export interface Participation {
  readonly actor: AliasDraft
  readonly organisationHint: string
  readonly event: { readonly id: string; readonly title: string }
  readonly role: Role
  readonly registeredAt: number | undefined
  /** When they were there; undefined if they were not, or nothing tells. */
  readonly attendedAt: number | undefined
  /** Which of the two times another stands for. */
  readonly estimated?: 'registration' | 'presence' | undefined
}

const presence = { guest: 'event.attend', speaker: 'event.speak', organiser: 'event.organise' } as const

/** Registering and being there are two acts; whoever spoke or organised is told by that, not as a guest as well. */
export function toOutcome(participation: Participation): RecordOutcome {
  const { registeredAt, attendedAt, role } = participation
  const events = [
    ...(registeredAt === undefined ? [] : [toAct(participation, 'event.register', registeredAt)]),
    ...(attendedAt === undefined ? [] : [toAct(participation, presence[role], attendedAt)]),
  ]
  return events.length === 0
    ? { kind: 'ignored', reason: 'it tells of no registration and no attendance' }
    : { kind: 'events', events }
}

function toAct(
  { actor, organisationHint, event, estimated }: Participation,
  type: EventDraft['type'],
  occurredAt: number,
): EventDraft {
  const { email = '', accountId = '', name = '' } = actor
  const isEstimate = estimated === (type === 'event.register' ? 'registration' : 'presence')
  const who = email.toLowerCase() || accountId || name
  return {
    sourceEventId: nameAct(type.replace('event.', ''), event.id, who),
    type,
    occurredAt,
    actor,
    ...(organisationHint === '' ? {} : { organisationHint }),
    object: { kind: 'event', id: event.id },
    visibility: 'private',
    lawfulBasis: 'legitimate interest',
    ...(event.title === '' ? {} : { attrs: { title: event.title.slice(0, 200) } }),
    ...(isEstimate ? { flags: ['time-estimated'] } : {}),
  }
}

/** What a kind of ticket says of its holder. */
export function recogniseRole(ticket: string): Role {
  if (/\b(speaker|presenter|referent(in)?|vortragende[r]?)s?\b/i.test(ticket)) return 'speaker'
  return /\b((co-?)?organi[sz]er|crew|staff|volunteer|helfer(in)?)s?\b/i.test(ticket) ? 'organiser' : 'guest'
}
