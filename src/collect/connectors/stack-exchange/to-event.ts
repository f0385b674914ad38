import type { AliasDraft, EventDraft, RecordOutcome } from '../../connector.ts'
import type { StackExchangeConfig } from './config.ts'
import { measureMarkup } from './markup-length.ts'
import type { RowRecord } from './record.ts'
import { type Row, readRow, showRow } from './row.ts'
import { tidy } from './text.ts'

/** The engine's own account, which asks old questions again and keeps pages everybody may edit. */
const community = '-1'
const clockSkew = 24 * 3600 * 1000

/** One row of a dump as what somebody did; or why it is nothing, or cannot be read. */
export function toRowOutcome(record: RowRecord, config: StackExchangeConfig): RecordOutcome {
  const row = readRow(record.text)
  const unreadable = (reason: string): RecordOutcome => ({
    kind: 'quarantined',
    reason,
    position: record.position,
    record: showRow(record.text),
  })
  if (row === undefined) return unreadable('its row is not closed, or not written as XML')
  if (!/^-?\d+$/.test(row.read('Id'))) return unreadable('it has no number')
  const ignored = explainNoAct(record, row)
  if (ignored !== undefined) return { kind: 'ignored', reason: ignored }
  const occurredAt = readMoment(row.read('CreationDate'))
  if (occurredAt === undefined) return unreadable('it has no date that can be read')
  const act = toAct(record, row, config)
  if (act === undefined) return unreadable('it does not say what it belongs to')
  const actor = readActor(record, row, config)
  const event: EventDraft = {
    ...act,
    occurredAt,
    ...(actor === undefined ? {} : { actor }),
    visibility: 'public',
    lawfulBasis: 'public record',
    attrs: { ...act.attrs, ...(readAuthor(record, row) === community ? { bot: '1' } : {}) },
    ...(occurredAt > record.now + clockSkew ? { flags: ['dated-in-future'] } : {}),
  }
  return { kind: 'events', events: [event] }
}

/** What the numbers of post types mean, beside questions (1) and answers (2). */
const pages: Readonly<Record<string, string>> = {
  3: 'it is the page of a tag',
  4: 'it is the page of a tag',
  5: 'it is the page of a tag',
  6: 'it is the nomination of a moderator',
  7: 'it is a page of the site',
  8: 'it is a page of the site',
}

function explainNoAct({ table }: RowRecord, row: Row): string | undefined {
  if (table === 'users') return row.read('Id') === community ? "it is the site's own account" : undefined
  if (table === 'comments') return undefined
  const type = row.read('PostTypeId')
  return /^[12]$/.test(type) ? undefined : (pages[type] ?? 'it is neither a question nor an answer')
}

type Act = Pick<EventDraft, 'sourceEventId' | 'type' | 'object' | 'quantities'> & {
  readonly attrs: Record<string, string>
}

function toAct(record: RowRecord, row: Row, { site }: StackExchangeConfig): Act | undefined {
  const id = row.read('Id')
  if (record.table === 'users')
    return { sourceEventId: `user:${id}`, type: 'forum.join', object: { kind: 'site', id: site }, attrs: {} }
  if (record.table === 'comments') {
    const post = row.read('PostId')
    if (!/^\d+$/.test(post)) return undefined
    return {
      sourceEventId: `comment:${id}`,
      type: 'qa.comment',
      object: { kind: 'thread', id: String(record.question ?? post) },
      attrs: { parent: post },
      quantities: { score: readCount(row, 'Score'), characters: row.read('Text').length },
    }
  }
  return row.read('PostTypeId') === '1' ? toQuestion(id, row) : toAnswer(id, row, record.isAccepted)
}

function toQuestion(id: string, row: Row): Act {
  const tags = row
    .read('Tags')
    .split(/[<>|]+/)
    .filter((tag) => tag !== '')
  const subject = tidy(row.read('Title'))
  return {
    sourceEventId: `post:${id}`,
    type: 'qa.question',
    object: { kind: 'thread', id },
    attrs: {
      ...(subject === '' ? {} : { subject }),
      ...(tags.length === 0 ? {} : { tags: tidy(tags.join(' ')) }),
      ...(row.has('AcceptedAnswerId') ? { solved: '1' } : {}),
      ...(row.has('ClosedDate') ? { closed: '1' } : {}),
    },
    quantities: {
      ...measurePost(row),
      views: readCount(row, 'ViewCount'),
      answers: readCount(row, 'AnswerCount'),
    },
  }
}

function toAnswer(id: string, row: Row, isAccepted: boolean): Act | undefined {
  const question = row.read('ParentId')
  if (!/^\d+$/.test(question)) return undefined
  return {
    sourceEventId: `post:${id}`,
    type: 'qa.answer',
    object: { kind: 'thread', id: question },
    attrs: { parent: question, ...(isAccepted ? { accepted: '1' } : {}) },
    quantities: measurePost(row),
  }
}

function measurePost(row: Row): Record<string, number> {
  return { score: readCount(row, 'Score'), characters: measureMarkup(row.readEscaped('Body')) }
}

function readCount(row: Row, name: string): number {
  const written = row.read(name)
  return /^-?\d{1,15}$/.test(written) ? Number(written) : 0
}

function readAuthor({ table }: RowRecord, row: Row): string {
  return row.read(table === 'users' ? 'Id' : table === 'posts' ? 'OwnerUserId' : 'UserId')
}

/**
 * The network-wide account, because a person has one account of her own on each site; where it is not told, her number on the
 * site. Of those who deleted their accounts only a name is left.
 */
function readActor(record: RowRecord, row: Row, { site }: StackExchangeConfig): AliasDraft | undefined {
  const author = readAuthor(record, row)
  const name = tidy(row.read(nameColumns[record.table]))
  const identity: AliasDraft =
    record.account !== undefined
      ? { accountId: String(record.account) }
      : /^\d+$/.test(author)
        ? { platform: site, accountId: author }
        : {}
  const actor = { ...identity, ...(name === '' ? {} : { name }) }
  if (author === community && name === '') return { name: 'Community' }
  return Object.keys(actor).length === 0 ? undefined : actor
}

const nameColumns = { users: 'DisplayName', posts: 'OwnerDisplayName', comments: 'UserDisplayName' } as const

/** `2010-07-19T19:12:12.510`, which is UTC. Milliseconds since 1970. */
function readMoment(written: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z?$/.test(written)) return undefined
  const at = Date.parse(written.endsWith('Z') ? written : `${written}Z`)
  const year = new Date(at).getUTCFullYear()
  return year >= 1970 && year < 2300 ? at : undefined
}
