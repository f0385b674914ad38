import type { AliasDraft, EventDraft, RecordOutcome } from '../../connector.ts'
import type { JiraConfig } from './config.ts'
import type { JiraRecord } from './record.ts'
import {
  commentShape,
  issueShape,
  nameAccount,
  organisationShape,
  type Person,
  readMoment,
  toMoment,
} from './shape.ts'

/** A request of a customer as a request for help, a comment as an answer to it; or why it is neither. */
export function toOutcome(record: JiraRecord, config: JiraConfig): RecordOutcome {
  if (record.kind === 'request') return toRequestOutcome(record, config)
  if (record.kind === 'comment') return toCommentOutcome(record, config)
  return { kind: 'ignored', reason: record.reason }
}

type Of<Kind extends JiraRecord['kind']> = Extract<JiraRecord, { readonly kind: Kind }>

function toRequestOutcome(record: Of<'request'>, config: JiraConfig): RecordOutcome {
  const read = issueShape.safeParse(record.raw)
  if (!read.success) return setAside('it is no request, or has no number', record)
  const { id, fields } = read.data
  const { reporter, created, summary } = fields
  if (reporter === undefined || reporter === null)
    return { kind: 'ignored', reason: 'it does not tell who asked' }
  const subject = config.subjects ? tidy(summary ?? '') : ''
  const hint = record.organisationField === undefined ? '' : nameOne(fields[record.organisationField])
  const asked = {
    sourceEventId: `ticket:${id}`,
    type: 'support.ticket',
    request: id,
    attrs: subject === '' ? {} : { subject },
    ...(hint === '' ? {} : { organisationHint: hint }),
  } as const
  return toEvents(asked, { who: reporter, at: readMoment(created) }, record, config)
}

/** The organisation a request is shared with; of several none is that of who asks for sure. */
function nameOne(organisations: unknown): string {
  if (!Array.isArray(organisations) || organisations.length !== 1) return ''
  return tidy(organisationShape.safeParse(organisations[0]).data?.name ?? '')
}

function toCommentOutcome(record: Of<'comment'>, config: JiraConfig): RecordOutcome {
  const read = commentShape.safeParse(record.raw)
  if (!read.success) return setAside('it is no comment, or has no number', record)
  const { id, created, author, public: isPublic } = read.data
  if (isPublic !== true) return { kind: 'ignored', reason: 'it is a note among the staff' }
  if (author === undefined || author === null)
    return { kind: 'ignored', reason: 'it does not tell who wrote it' }
  if (record.asker !== undefined && nameAccount(author) === record.asker)
    return { kind: 'ignored', reason: 'whoever asked wrote it' }
  const at = toMoment(created.epochMillis ?? Number.NaN) ?? readMoment(created.iso8601 ?? '')
  const answer = { sourceEventId: `comment:${id}`, type: 'support.answer', request: record.request } as const
  return toEvents({ ...answer, attrs: {} }, { who: author, at }, record, config)
}

interface Act extends Pick<EventDraft, 'sourceEventId' | 'type' | 'organisationHint' | 'attrs'> {
  readonly request: string
}

function toEvents(
  { request, attrs, ...act }: Act,
  { who, at }: { readonly who: Person; readonly at: number | undefined },
  record: { readonly raw: unknown; readonly position: string },
  config: JiraConfig,
): RecordOutcome {
  const actor = toAlias(who, config)
  if (actor === undefined) return setAside('whoever did it has neither a number nor a name', record)
  if (at === undefined) return setAside('it has no date that can be read', record)
  const event: EventDraft = {
    ...act,
    occurredAt: at,
    actor,
    object: { kind: 'thread', id: request },
    visibility: 'private',
    lawfulBasis: 'legitimate interest',
    attrs: { ...attrs, ...(isBot(who) ? { bot: '1' } : {}) },
  }
  return { kind: 'events', events: [event] }
}

const isBot = ({ accountType, emailAddress }: Person): boolean =>
  accountType === 'app' || emailAddress?.endsWith('@connect.atlassian.com') === true

/**
 * The cloud numbers a person alike in every Jira. Of an account that was closed only the number is told: what stands for the
 * name may be everybody's.
 */
function toAlias(person: Person, { url }: JiraConfig): AliasDraft | undefined {
  const accountId = nameAccount(person)
  if (accountId === undefined) return undefined
  const platform = person.accountId ? 'atlassian' : new URL(url).host
  if (person.active === false) return { platform, accountId: accountId.slice(0, 200) }
  const [name, username] = [tidy(person.displayName ?? ''), tidy(person.name ?? '')]
  const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(person.emailAddress ?? '') ? person.emailAddress : undefined
  return {
    platform,
    accountId: accountId.slice(0, 200),
    ...(name === '' || name.includes('@') ? {} : { name }),
    ...(username === '' || username.includes('@') ? {} : { username }),
    ...(typeof email === 'string' ? { email } : {}),
  }
}

function tidy(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 200)
    .replace(/[\uD800-\uDBFF]$/, '')
}

/** Sets an object aside with its numbers and dates: texts are not kept. */
function setAside(reason: string, { raw, position }: { raw: unknown; position: string }): RecordOutcome {
  const told = Object.fromEntries(tellParts(raw))
  return { kind: 'quarantined', reason, position, record: JSON.stringify(told).slice(0, 500) }
}

const shown = ['id', 'key', 'created', 'updated', 'public']

function tellParts(raw: unknown): [string, unknown][] {
  if (typeof raw !== 'object' || raw === null) return []
  const within = Object.entries(raw).flatMap(([key, value]) => (key === 'fields' ? tellParts(value) : []))
  return [...Object.entries(raw).filter(([key]) => shown.includes(key)), ...within]
}
