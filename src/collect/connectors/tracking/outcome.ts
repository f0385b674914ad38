import { type EventType, readLinks } from '../../../core/index.ts'
import type { AliasDraft, EventDraft, RecordOutcome } from '../../connector.ts'
import type { TrackingConfig } from './config.ts'
import type { Message, Waiting } from './message.ts'

/** What one call tells. It was checked before it came into the inbox; only damage of the disk makes text of it. */
export function toOutcome(record: unknown, config: TrackingConfig, position: string): RecordOutcome {
  if (typeof record === 'string') return quarantine('the inbox is damaged here', record, position)
  const held = record as Waiting
  if ('unwanted' in held) return { kind: 'ignored', reason: held.unwanted }
  if ('bad' in held) return quarantine('not a call of the Segment specification', held.bad, position)
  const { call, id, receivedAt } = held
  if (call.userId === undefined && call.anonymousId === undefined)
    return quarantine('a call needs a userId or an anonymousId', JSON.stringify(call), position)
  const time = readTime(call, receivedAt)
  if (time === undefined) return quarantine('the timestamp cannot be read', JSON.stringify(call), position)
  return { kind: 'events', events: [toEvent(call, config, id, time)] }
}

function quarantine(reason: string, record: string, position: string): RecordOutcome {
  return { kind: 'quarantined', reason, position, record }
}

interface Time {
  readonly at: number
  readonly flags: readonly string[]
}

const tolerance = 5 * 60_000

/**
 * When it happened by the sender's clock. One that is wrong by more than some minutes is set right by how wrong it was when it
 * sent, in whole minutes, so that a call sent twice comes out at one time.
 */
function readTime({ timestamp, sentAt }: Message, receivedAt: number): Time | undefined {
  if (timestamp === undefined) return { at: receivedAt, flags: [] }
  const at = new Date(timestamp).getTime()
  if (Number.isNaN(at) || at < 0) return undefined
  const sent = sentAt === undefined ? Number.NaN : new Date(sentAt).getTime()
  const ahead = sent - receivedAt
  if (Number.isNaN(ahead) || Math.abs(ahead) < tolerance)
    return at > receivedAt + tolerance ? { at, flags: ['dated-in-future'] } : { at, flags: [] }
  return { at: at - Math.round(ahead / 60_000) * 60_000, flags: ['clock-set-right'] }
}

function toEvent(call: Message, config: TrackingConfig, id: string, { at, flags }: Time): EventDraft {
  const path = readPath(call)
  const actor = toActor(call, config.name)
  const organisation = toOrganisation(call)
  const told = call.anonymousId ?? (call.type === 'alias' ? call.previousId : undefined)
  // Beside a name it says whose visits those were; left out there, they stay nobody's.
  const visitor = actor === undefined || config.joinVisits ? told : undefined
  return {
    sourceEventId: id,
    type: toType(call, config, path),
    occurredAt: at,
    ...(actor === undefined ? {} : { actor }),
    ...(visitor === undefined ? {} : { visitor }),
    ...(organisation === undefined ? {} : { organisationHint: organisation }),
    object: toObject(call, path),
    visibility: actor === undefined ? 'anonymous' : 'private',
    lawfulBasis: config.consented ? 'consent' : 'legitimate interest',
    attrs: toAttrs(call),
    quantities: toQuantities(call),
    flags,
  }
}

/** A user id means somebody only to the one that sends it. */
function toActor(call: Message, sender: string): AliasDraft | undefined {
  if (call.userId === undefined) return undefined
  const traits = { ...call.context?.traits, ...(call.type === 'group' ? {} : call.traits) }
  const name = traits.name ?? [traits.firstName, traits.lastName].filter(Boolean).join(' ')
  return {
    accountId: `${sender}/${call.userId}`,
    ...(name === '' ? {} : { name }),
    ...(traits.email === undefined ? {} : { email: traits.email }),
    ...(traits.username === undefined ? {} : { username: traits.username }),
  }
}

function toOrganisation(call: Message): string | undefined {
  if (call.type === 'group') return call.traits?.name ?? call.groupId
  const company = call.traits?.company ?? call.context?.traits?.company
  return (typeof company === 'string' ? company : company?.name) ?? call.context?.groupId
}

function toType(call: Message, config: TrackingConfig, path: string): EventType {
  if (call.type === 'track')
    return config.events.find(({ event }) => event === call.event)?.type ?? 'product.use'
  if (call.type !== 'page') return 'product.use'
  const begins = (start: string): boolean => path.startsWith(start)
  if (config.pricing.some(begins)) return 'pricing.visit'
  return config.docs.some(begins) ? 'docs.visit' : 'web.visit'
}

const longestPath = 512

/** The path of a page, without what was asked of it. */
function readPath({ properties, context }: Message): string {
  const stated = properties?.path ?? context?.page?.path
  const url = properties?.url ?? context?.page?.url
  const path = stated ?? (url !== undefined && URL.canParse(url) ? new URL(url).pathname : '')
  return path.replace(/[?#].*$/s, '').slice(0, longestPath)
}

function toObject(call: Message, path: string): { kind: string; id: string } {
  if (call.type === 'page') return { kind: 'path', id: path }
  if (call.type === 'screen') return { kind: 'screen', id: call.name ?? '' }
  return { kind: 'action', id: call.type === 'track' ? (call.event ?? '') : call.type }
}

const longestTitle = 200

function toAttrs(call: Message): Record<string, string> {
  const referrer = call.properties?.referrer ?? call.context?.page?.referrer ?? ''
  const attrs = {
    call: call.type,
    title: (call.properties?.title ?? call.context?.page?.title ?? '').slice(0, longestTitle),
    referrer: URL.canParse(referrer) ? new URL(referrer).hostname : '',
    library: call.context?.library?.name ?? '',
    links: call.userId === undefined ? '' : readLinks(call.traits?.website, call.context?.traits?.website),
  }
  return Object.fromEntries(Object.entries(attrs).filter(([, value]) => value !== ''))
}

function toQuantities({ properties }: Message): Record<string, number> {
  const { revenue, value, quantity } = properties ?? {}
  return Object.fromEntries(
    Object.entries({ revenue, value, quantity }).flatMap(([name, number]) =>
      number === undefined ? [] : [[name, number]],
    ),
  )
}
