import type { AliasDraft, EventDraft, RecordOutcome } from '../../connector.ts'
import { answerShape, commentShape, type Owner, questionShape } from './api-shape.ts'
import type { StackExchangeConfig } from './config.ts'
import type { ApiRecord } from './record.ts'
import { decodeEntities } from './row.ts'
import { tidy } from './text.ts'

/** A question, answer or comment of the API as what somebody did; as from a dump. */
export function toApiOutcome(record: ApiRecord, config: StackExchangeConfig): RecordOutcome {
  const act = toAct(record)
  if (act === undefined) return setAside('it does not tell its number or what it belongs to', record)
  const { writtenAt, owner, ...event } = act
  const occurredAt = writtenAt * 1000
  if (!Number.isInteger(occurredAt) || occurredAt < 0 || occurredAt >= lastMoment)
    return setAside('it has no date that can be read', record)
  const actor = toActor(owner, config)
  const isBot = owner?.user_id === community
  return {
    kind: 'events',
    events: [
      {
        ...event,
        occurredAt,
        ...(actor === undefined ? {} : { actor }),
        visibility: 'public',
        lawfulBasis: 'public record',
        attrs: { ...event.attrs, ...(isBot ? { bot: '1' } : {}) },
      },
    ],
  }
}

const community = -1
const lastMoment = Date.UTC(2300, 0)

type Act = Pick<EventDraft, 'sourceEventId' | 'type' | 'object' | 'quantities' | 'attrs'> & {
  readonly writtenAt: number
  readonly owner: Owner
}

function toAct({ table, raw, question }: ApiRecord): Act | undefined {
  if (table === 'questions') return toQuestion(raw)
  return table === 'answers' ? toAnswer(raw) : toComment(raw, question)
}

function toQuestion(raw: unknown): Act | undefined {
  const read = questionShape.safeParse(raw).data
  if (read === undefined) return undefined
  const subject = tidy(decodeEntities(read.title ?? ''))
  const tags = tidy((read.tags ?? []).join(' '))
  return {
    sourceEventId: `post:${read.question_id}`,
    type: 'qa.question',
    writtenAt: read.creation_date,
    owner: read.owner,
    object: { kind: 'thread', id: String(read.question_id) },
    attrs: {
      ...(subject === '' ? {} : { subject }),
      ...(tags === '' ? {} : { tags }),
      ...(typeof read.accepted_answer_id === 'number' ? { solved: '1' } : {}),
      ...(typeof read.closed_date === 'number' ? { closed: '1' } : {}),
    },
    quantities: { score: read.score ?? 0, views: read.view_count ?? 0, answers: read.answer_count ?? 0 },
  }
}

function toAnswer(raw: unknown): Act | undefined {
  const read = answerShape.safeParse(raw).data
  if (read === undefined) return undefined
  const question = String(read.question_id)
  return {
    sourceEventId: `post:${read.answer_id}`,
    type: 'qa.answer',
    writtenAt: read.creation_date,
    owner: read.owner,
    object: { kind: 'thread', id: question },
    attrs: { parent: question, ...(read.is_accepted === true ? { accepted: '1' } : {}) },
    quantities: { score: read.score ?? 0 },
  }
}

function toComment(raw: unknown, question: number): Act | undefined {
  const read = commentShape.safeParse(raw).data
  if (read === undefined) return undefined
  return {
    sourceEventId: `comment:${read.comment_id}`,
    type: 'qa.comment',
    writtenAt: read.creation_date,
    owner: read.owner,
    object: { kind: 'thread', id: String(question) },
    attrs: { parent: String(read.post_id) },
    quantities: { score: read.score ?? 0 },
  }
}

/** As in a dump: the account in the whole network, else the number on the site, else only the name that was left. */
function toActor(owner: Owner, { site }: StackExchangeConfig): AliasDraft | undefined {
  const name = tidy(decodeEntities(owner?.display_name ?? ''))
  const identity: AliasDraft =
    typeof owner?.account_id === 'number' && owner.account_id > 0
      ? { accountId: String(owner.account_id) }
      : typeof owner?.user_id === 'number' && owner.user_id > 0
        ? { platform: site, accountId: String(owner.user_id) }
        : {}
  const actor = { ...identity, ...(name === '' ? {} : { name }) }
  return Object.keys(actor).length === 0 ? undefined : actor
}

const shown = ['question_id', 'answer_id', 'comment_id', 'post_id', 'creation_date']

/** Sets an object aside with its numbers only. */
function setAside(reason: string, { raw, position }: ApiRecord): RecordOutcome {
  const told = typeof raw === 'object' && raw !== null ? Object.entries(raw) : []
  const parts = told.filter(([key]) => shown.includes(key))
  return {
    kind: 'quarantined',
    reason,
    position,
    record: JSON.stringify(Object.fromEntries(parts)).slice(0, 500),
  }
}
