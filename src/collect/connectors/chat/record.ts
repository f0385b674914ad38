import type { EventDraft, RecordOutcome } from '../../connector.ts'
import type { ChatConfig } from './config.ts'

/** What became of one message, notice or membership of an export. */
export type ChatRecord = Act | Passed | Unreadable

/** Somebody wrote or joined. */
export interface Act {
  readonly kind: 'act'
  readonly type: 'chat.message' | 'chat.join'
  /** Names it within the source for ever. */
  readonly id: string
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  /** Nobody, where the export says that the account was deleted. */
  readonly actor: Speaker | undefined
  readonly channel: Channel
  /** The message a thread begins with, if this belongs to one. */
  readonly thread?: string | undefined
  /** The message this answers. */
  readonly parent?: string | undefined
  readonly isBot?: boolean
  /** Digests of codes written in it, by which somebody proves an account. */
  readonly proof?: string
  readonly attrs?: Readonly<Record<string, string>>
  readonly quantities?: Readonly<Record<string, number>>
  readonly flags?: readonly string[]
  /** The same act under the name that somebody gave up by it, so that both names are known. */
  readonly before?: Pick<Act, 'isBot' | 'attrs'> & { readonly actor: Speaker }
}

/** Tells of no act of a person we keep. */
export interface Passed {
  readonly kind: 'passed'
  readonly reason: string
}

export interface Unreadable {
  readonly kind: 'unreadable'
  readonly reason: string
  readonly position: string
  readonly record: string
}

/** How a place names somebody; the place is where that name means one person. */
export interface Speaker {
  readonly platform: string
  readonly name?: string
  readonly email?: string
  readonly username?: string
  readonly accountId?: string
}

export interface Channel {
  readonly id: string
  readonly name: string
  readonly isPrivate: boolean
  /** Anybody could read it without an account, as on IRC. */
  readonly isOpen: boolean
}

export const directMessage: Passed = { kind: 'passed', reason: 'a direct message' }

export const pass = (reason: string): Passed => ({ kind: 'passed', reason })

/** What cannot be read, without its words: the text of messages is not kept, also not of broken ones. */
export function refuse(reason: string, position: string, record: string): Unreadable {
  const shape = record.slice(0, 300).replace(/\p{L}/gu, 'x')
  return { kind: 'unreadable', reason, position, record: shape }
}

export function toOutcome(raw: unknown, config: ChatConfig): RecordOutcome {
  const record = raw as ChatRecord
  if (record.kind === 'passed') return { kind: 'ignored', reason: record.reason }
  if (record.kind === 'unreadable') {
    const { reason, position } = record
    return { kind: 'quarantined', reason, position, record: record.record }
  }
  const { before } = record
  const event = toEvent(record, config)
  if (before === undefined) return { kind: 'events', events: [event] }
  const { isBot = false, attrs = {} } = before
  const earlier = { ...record, ...before, isBot, attrs, id: `${record.id}:before` }
  return { kind: 'events', events: [event, toEvent(earlier, config)] }
}

function toEvent(act: Act, config: ChatConfig): EventDraft {
  const { channel, thread, parent, actor, quantities } = act
  const recognised = channel.isPrivate ? 'private' : 'public'
  const visibility = config.visibility === 'recognised' ? recognised : config.visibility
  return {
    sourceEventId: act.id,
    type: act.type,
    occurredAt: act.at,
    ...(actor === undefined ? {} : { actor: cutNames(actor) }),
    object: {
      kind: thread === undefined ? 'channel' : 'thread',
      id: (thread ?? channel.id).slice(0, longestName),
    },
    visibility,
    lawfulBasis: channel.isOpen && visibility === 'public' ? 'public record' : 'legitimate interest',
    attrs: {
      ...(channel.name === '' ? {} : { channel: channel.name.slice(0, longestName) }),
      ...(parent === undefined ? {} : { parent }),
      ...(act.isBot === true ? { bot: '1' } : {}),
      ...(act.proof === undefined || act.proof === '' ? {} : { proof: act.proof }),
      ...act.attrs,
    },
    ...(quantities === undefined ? {} : { quantities }),
    flags: act.flags ?? [],
  }
}

/** No name of anybody or anything is longer; what is, was made to be a burden. */
const longestName = 300

function cutNames(speaker: Speaker): Speaker {
  const parts = Object.entries(speaker).map(([part, value]) => [part, String(value).slice(0, longestName)])
  return { platform: speaker.platform, ...Object.fromEntries(parts) }
}
