import type { AliasDraft, EventDraft, RecordOutcome, StreamConnector } from '../../connector.ts'
import {
  isTable,
  nameAct,
  nameTable,
  quarantineRow,
  readMoments,
  readTable,
  type TableRow,
  toTableOutcome,
} from '../../table/index.ts'
import { readAnswers, readRequester } from './answer.ts'
import { columns, shape } from './column.ts'
import { type SupportConfig, supportConfig } from './config.ts'

/** Who asked support, and who answered. */
export const connector: StreamConnector<SupportConfig> = {
  form: 'stream',
  name: 'support',
  title: 'Support requests',
  reads:
    'requests as Zendesk (CSV, JSON) and Jira Service Management (CSV) export them, or a CSV of who asked and who answered',
  config: supportConfig,
  emits: ['support.ticket', 'support.answer'],
  platform: 'support',
  recognise: async (facts) =>
    (await isTable(facts, shape)) ? supportConfig.parse({ path: facts.path }) : undefined,
  nameSource: nameTable,
  read: (config, since, io) => readTable(config, shape, since, io),
  toOutcome: (record, config) => toTableOutcome(record, (row) => toOutcome(row, config)),
}

function toOutcome(row: TableRow, config: SupportConfig): RecordOutcome {
  const ticket = columns.read(row, 'ticket')
  if (ticket === '') return quarantineRow(row, 'it has no number')
  const actor = readRequester(row)
  if (actor === undefined) return quarantineRow(row, 'it does not tell who asked')
  const { at, fault } = readMoments(row, columns, ['created'], config)
  if (fault !== undefined || at.created === undefined)
    return quarantineRow(row, fault ?? 'it does not tell when they asked')
  const { answers, isCut } = readAnswers(row, at.created, config)
  const subject = config.subjects ? columns.read(row, 'subject').slice(0, 200) : ''
  const via = columns.read(row, 'via').toLowerCase()
  const organisation = columns.read(row, 'organisation')
  const asked: EventDraft = {
    ...toAct(ticket, 'support.ticket', actor, at.created),
    ...(organisation === '' ? {} : { organisationHint: organisation }),
    attrs: { ...(subject === '' ? {} : { subject }), ...(via === '' ? {} : { via }) },
    ...(isCut ? { flags: ['answer-unreadable'] } : {}),
  }
  const answered = answers.map((answer) => toAct(ticket, 'support.answer', answer.actor, answer.at))
  return { kind: 'events', events: [asked, ...answered] }
}

function toAct(ticket: string, type: EventDraft['type'], actor: AliasDraft, occurredAt: number): EventDraft {
  const who = actor.accountId ?? actor.email?.toLowerCase() ?? actor.name ?? ''
  return {
    sourceEventId: nameAct(type.replace('support.', ''), ticket, who),
    type,
    occurredAt,
    actor,
    object: { kind: 'thread', id: ticket },
    visibility: 'private',
    lawfulBasis: 'legitimate interest',
  }
}
