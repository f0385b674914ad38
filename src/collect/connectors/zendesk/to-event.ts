import type { AliasDraft, EventDraft, RecordOutcome } from '../../connector.ts'
import type { ZendeskConfig } from './config.ts'
import type { ZendeskRecord } from './record.ts'
import { commentShape, type Person, ticketShape } from './shape.ts'

/** A ticket as a request for help, a comment as an answer to it; or why it is neither. */
export function toOutcome(record: ZendeskRecord, config: ZendeskConfig): RecordOutcome {
  if (record.kind === 'ticket') return toTicketOutcome(record, config)
  if (record.kind === 'comment') return toCommentOutcome(record, config)
  return { kind: 'ignored', reason: record.reason }
}

type Of<Kind extends ZendeskRecord['kind']> = Extract<ZendeskRecord, { readonly kind: Kind }>

function toTicketOutcome(record: Of<'ticket'>, config: ZendeskConfig): RecordOutcome {
  const read = ticketShape.safeParse(record.raw)
  if (!read.success) return setAside('it is no ticket, or has no number', record)
  const { id, created_at, requester_id, subject, via, status } = read.data
  if (status === 'deleted') return { kind: 'ignored', reason: 'it was deleted' }
  if (typeof requester_id !== 'number') return setAside('it does not tell who asked', record)
  const kept = config.subjects ? tidy(subject ?? '') : ''
  const attrs = {
    ...(kept === '' ? {} : { subject: kept }),
    ...(via?.channel === undefined || via.channel === null ? {} : { via: String(via.channel) }),
  }
  const hint = tidy(record.organisation ?? '')
  const asked: Act = {
    sourceEventId: `ticket:${id}`,
    type: 'support.ticket',
    ticket: id,
    who: requester_id,
    person: record.requester,
    attrs,
    ...(hint === '' ? {} : { hint }),
  }
  return toEvents(asked, created_at, record, config)
}

function toCommentOutcome(record: Of<'comment'>, config: ZendeskConfig): RecordOutcome {
  const read = commentShape.safeParse(record.raw)
  if (!read.success) return setAside('it is no comment, or has no number', record)
  const { id, created_at, author_id, public: isPublic } = read.data
  if (isPublic !== true) return { kind: 'ignored', reason: 'it is a note among the staff' }
  if (typeof author_id !== 'number') return setAside('it does not tell who wrote it', record)
  if (author_id === record.requester) return { kind: 'ignored', reason: 'whoever asked wrote it' }
  const { ticket, author: person } = record
  const act: Act = { sourceEventId: `comment:${id}`, type: 'support.answer', ticket, who: author_id, person }
  return toEvents(act, created_at, record, config)
}

interface Act {
  readonly sourceEventId: string
  readonly type: EventDraft['type']
  readonly ticket: number
  readonly who: number
  readonly person: Person | undefined
  readonly attrs?: Readonly<Record<string, string>>
  readonly hint?: string
}

function toEvents(
  { sourceEventId, type, ticket, who, person, attrs, hint }: Act,
  written: string,
  record: { readonly raw: unknown; readonly position: string },
  config: ZendeskConfig,
): RecordOutcome {
  const occurredAt = readMoment(written)
  if (occurredAt === undefined) return setAside('it has no date that can be read', record)
  const event: EventDraft = {
    sourceEventId,
    type,
    occurredAt,
    actor: toAlias(who, person, config),
    ...(hint === undefined ? {} : { organisationHint: hint }),
    object: { kind: 'thread', id: String(ticket) },
    visibility: 'private',
    lawfulBasis: 'legitimate interest',
    attrs: { ...attrs, ...(who < 0 ? { bot: '1' } : {}) },
  }
  return { kind: 'events', events: [event] }
}

/** Of somebody who was deleted only the number is told: the name in its place is everybody's. */
function toAlias(who: number, person: Person | undefined, { url }: ZendeskConfig): AliasDraft {
  const isThere = person !== undefined && person.active !== false
  const name = isThere ? tidy(person.name ?? '') : ''
  const email = isThere && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(person.email ?? '') ? person.email : undefined
  return {
    platform: new URL(url).host,
    accountId: String(who),
    ...(name === '' || name.includes('@') ? {} : { name }),
    ...(typeof email === 'string' ? { email } : {}),
  }
}

function readMoment(written: string): number | undefined {
  const at = /^\d{4}-\d\d-\d\dT/.test(written) ? Date.parse(written) : Number.NaN
  return at > 0 && at < Date.UTC(2200, 0) ? at : undefined
}

function tidy(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 200)
    .replace(/[\uD800-\uDBFF]$/, '')
}

const shown = ['id', 'created_at', 'requester_id', 'author_id', 'status', 'public']

/** Sets an object aside with its numbers and dates: texts are not kept. */
function setAside(reason: string, { raw, position }: { raw: unknown; position: string }): RecordOutcome {
  const told = typeof raw === 'object' && raw !== null ? Object.entries(raw) : []
  const parts = told.filter(([key]) => shown.includes(key))
  return {
    kind: 'quarantined',
    reason,
    position,
    record: JSON.stringify(Object.fromEntries(parts)).slice(0, 500),
  }
}
