import { findProofs, readLinks } from '../../../core/index.ts'
import type { AliasDraft, EventDraft, RecordOutcome } from '../../connector.ts'
import { type ForumConfig, nameSite } from './config.ts'
import type { Categories, ForumRecord, Place } from './record.ts'
import { actionShape, memberShape, type Post, postShape, topicShape } from './shape.ts'
import { dropQuotes, measureMarkup, tidy } from './text.ts'

type Of<Kind extends ForumRecord['kind']> = Extract<ForumRecord, { readonly kind: Kind }>

/** One object of the API as what somebody did; or why it is nothing, or cannot be read. */
export function toOutcome(record: ForumRecord, config: ForumConfig): RecordOutcome {
  switch (record.kind) {
    case 'post':
      return toPostOutcome(record, config)
    case 'accepted':
      return toAnswerOutcome(record, config)
    case 'topic':
      return toReadersOutcome(record)
    case 'member':
      return toMemberOutcome(record, config)
    case 'action':
      return toLikeOutcome(record, config)
    case 'idle':
      return { kind: 'ignored', reason: record.reason }
    case 'unreadable':
      return { kind: 'quarantined', reason: record.reason, position: record.position, record: record.text }
  }
}

const ignore = (reason: string): RecordOutcome => ({ kind: 'ignored', reason })

const shown = ['id', 'topic_id', 'post_id', 'post_number', 'created_at', 'action_type', 'views', 'user_id']

/** Sets an object aside with its numbers and dates only: texts and names are not kept. */
function setAside(reason: string, { raw, position }: { raw: unknown; position: string }): RecordOutcome {
  const told = typeof raw === 'object' && raw !== null ? raw : {}
  const parts = Object.entries(told).filter(([key]) => shown.includes(key))
  const record = JSON.stringify(Object.fromEntries(parts)).slice(0, 500)
  return { kind: 'quarantined', reason, position, record }
}

function readMoment(text: string): number | undefined {
  const moment = /^\d{4}-\d\d-\d\d[T ]/.test(text) ? Date.parse(text) : Number.NaN
  return moment > firstMoment && moment < lastMoment ? moment : undefined
}

const firstMoment = Date.UTC(1990, 0)
const lastMoment = Date.UTC(2200, 0)
const undated = 'it has no date that can be read'

function explainNoAct(post: Post, { isLetter }: Place): string | undefined {
  if (isLetter === true) return 'it is a private message'
  if (post.post_type === 3) return 'it only notes that a topic was closed, moved or pinned'
  if (post.post_type === 4) return 'it is a whisper among the staff'
  if (post.user_deleted === true || typeof post.deleted_at === 'string') return 'it was deleted'
  return post.hidden === true ? 'it was hidden after members flagged it' : undefined
}

function toPostOutcome(record: Of<'post'>, config: ForumConfig): RecordOutcome {
  const read = postShape.safeParse(record.raw)
  if (!read.success) return setAside('it is no post, or does not tell its numbers', record)
  const post = read.data
  const reason = explainNoAct(post, record.place)
  if (reason !== undefined) return ignore(reason)
  const event = toPostEvent(post, record.place, config)
  if (event === undefined) return setAside(undated, record)
  const isAnswer = post.accepted_answer === true && post.post_number !== 1
  return { kind: 'events', events: isAnswer ? [event, toAnswer(post, event)] : [event] }
}

function toPostEvent(post: Post, place: Place, config: ForumConfig): EventDraft | undefined {
  const occurredAt = readMoment(post.created_at)
  if (occurredAt === undefined) return undefined
  const isTopic = post.post_number === 1
  const subject = isTopic ? tidy(post.topic_title ?? place.title ?? '') : ''
  const actor = readAuthor(post, config)
  const category = place.categories.get(post.category_id ?? place.category ?? 0)
  return {
    sourceEventId: `post:${post.id}`,
    type: isTopic ? 'forum.topic' : 'forum.reply',
    occurredAt,
    ...(actor === undefined ? {} : { actor }),
    object: { kind: 'thread', id: String(post.topic_id) },
    ...toBasis(isPrivate(post.category_id ?? place.category, place.categories, config)),
    attrs: {
      ...(subject === '' ? {} : { subject }),
      ...(category === undefined ? {} : { category: tidy(category.name) }),
      ...(isTopic || typeof post.reply_to_post_number !== 'number'
        ? {}
        : { parent: String(post.reply_to_post_number) }),
      ...(post.staff === true ? { staff: '1' } : {}),
      ...toProof(post.cooked),
      ...toBot(post.user_id, post.username),
    },
    ...(typeof post.cooked === 'string' ? { quantities: { characters: measureMarkup(post.cooked) } } : {}),
  }
}

/** Quotations are of others, in whatever marks. */
function toProof(cooked: unknown): { proof?: string } {
  const proof = typeof cooked === 'string' ? findProofs(dropQuotes(cooked)) : ''
  return proof === '' ? {} : { proof }
}

const toBasis = (isPrivate: boolean): Pick<EventDraft, 'visibility' | 'lawfulBasis'> =>
  isPrivate
    ? { visibility: 'private', lawfulBasis: 'legitimate interest' }
    : { visibility: 'public', lawfulBasis: 'public record' }

/** Dated like the post: it answered when it was written; that it was accepted only says so. Found late, it is still the same. */
function toAnswer(post: Post, { quantities: _measured, attrs, ...event }: EventDraft): EventDraft {
  return {
    ...event,
    sourceEventId: `answer:${post.id}`,
    type: 'qa.answer',
    attrs: { accepted: '1', ...(attrs?.['bot'] === undefined ? {} : { bot: '1' }) },
  }
}

function toAnswerOutcome(record: Of<'accepted'>, config: ForumConfig): RecordOutcome {
  const read = postShape.safeParse(record.raw)
  if (!read.success) return setAside('it is no post, or does not tell its numbers', record)
  const reason = explainNoAct(read.data, record.place)
  if (reason !== undefined) return ignore(reason)
  const event = toPostEvent(read.data, record.place, config)
  if (event === undefined) return setAside(undated, record)
  return { kind: 'events', events: [toAnswer(read.data, event)] }
}

/**
 * How often a topic was read: first all that was counted since it was opened, later what was added since the last reading. Nobody
 * tells when, so it is dated at the start of that stretch.
 */
function toReadersOutcome(record: Of<'topic'>): RecordOutcome {
  const read = topicShape.safeParse(record.raw)
  if (!read.success) return setAside('it is no topic, or does not tell how often it was read', record)
  const { id, views, created_at, archetype } = read.data
  if (archetype === 'private_message') return ignore('it is a private message')
  const createdAt = readMoment(created_at)
  if (createdAt === undefined) return setAside(undated, record)
  const { before } = record
  const count = views - (before?.views ?? 0)
  if (count <= 0) return ignore('nobody read it since')
  const event: EventDraft = {
    sourceEventId: before === undefined ? `views:${id}` : `views:${id}:${before.views}`,
    type: 'web.visit',
    occurredAt: Math.max(createdAt, before?.at ?? 0),
    object: { kind: 'thread', id: String(id) },
    visibility: 'anonymous',
    lawfulBasis: 'public record',
    quantities: { count },
    flags: ['time-estimated'],
  }
  return { kind: 'events', events: [event] }
}

function toMemberOutcome(record: Of<'member'>, config: ForumConfig): RecordOutcome {
  const read = memberShape.safeParse(record.raw)
  if (!read.success) return setAside('it is no member, or does not tell when she joined', record)
  const member = read.data
  const occurredAt = readMoment(member.created_at)
  if (occurredAt === undefined) return setAside(undated, record)
  const email = /^[^\s@]+@[^\s@]+$/.test(member.email ?? '') ? (member.email ?? undefined) : undefined
  const alias = toAlias(member.id, member.username, member.name, config)
  const role = member.admin === true ? 'admin' : member.moderator === true ? 'moderator' : undefined
  const links = readLinks(member.website)
  const isSuspended = Boolean(member.suspended_at ?? member.suspended_till)
  const event: EventDraft = {
    sourceEventId: `member:${member.id}`,
    type: 'forum.join',
    occurredAt,
    actor: { ...alias, ...(email === undefined ? {} : { email }) },
    object: { kind: 'site', id: nameSite(config) },
    ...toBasis(email !== undefined),
    attrs: {
      ...(typeof member.trust_level === 'number' ? { trust_level: String(member.trust_level) } : {}),
      ...(role === undefined ? {} : { role }),
      ...(member.staged === true ? { staged: '1' } : {}),
      ...(isSuspended ? { suspended: '1' } : {}),
      ...(links === '' ? {} : { links }),
      ...toBot(member.id, member.username),
    },
    ...(record.readings === undefined ? {} : { quantities: record.readings }),
  }
  return { kind: 'events', events: [event] }
}

/** What stands in a member's activity, beside likes, is told by its post. */
const liked = [1, 2]

function toLikeOutcome(record: Of<'action'>, config: ForumConfig): RecordOutcome {
  const read = actionShape.safeParse(record.raw)
  if (!read.success) return setAside('it is no entry of a member’s activity', record)
  const action = read.data
  if (!liked.includes(action.action_type)) return ignore('its post tells the same')
  if (action.deleted === true) return ignore('it was deleted')
  const occurredAt = readMoment(action.created_at)
  if (occurredAt === undefined) return setAside(undated, record)
  const { acting_user_id: userId, acting_username: username } = action
  if (typeof userId !== 'number' && !username) return setAside('it does not tell who liked', record)
  const post = action.post_id ?? `${action.topic_id}/${action.post_number ?? 1}`
  const event: EventDraft = {
    sourceEventId: `like:${post}:${userId ?? username}`,
    type: 'forum.like',
    occurredAt,
    actor: toAlias(userId, username, action.acting_name, config),
    object: { kind: 'thread', id: String(action.topic_id) },
    ...toBasis(isPrivate(action.category_id, record.categories, config)),
    attrs: {
      ...(typeof action.post_number === 'number' ? { parent: String(action.post_number) } : {}),
      ...toBot(userId, username),
    },
  }
  return { kind: 'events', events: [event] }
}

/** What a key shows is not for everybody unless its category is known to be. */
function isPrivate(id: number | null | undefined, categories: Categories, { apiKey }: ForumConfig): boolean {
  const category = typeof id === 'number' ? categories.get(id) : undefined
  return category === undefined ? apiKey !== undefined : category.isPrivate
}

/** Whoever wrote a post; nobody where the account was deleted and the post stayed. */
function readAuthor(post: Post, config: ForumConfig): AliasDraft | undefined {
  if (typeof post.user_id !== 'number' && !post.username) return undefined
  return toAlias(post.user_id, post.username, post.display_username ?? post.name, config)
}

function toAlias(
  id: number | null | undefined,
  username: string | null | undefined,
  name: string | null | undefined,
  config: ForumConfig,
): AliasDraft {
  const told = tidy(name ?? '')
  return {
    platform: nameSite(config),
    ...(typeof id === 'number' ? { accountId: String(id) } : {}),
    ...(username ? { username: tidy(username) } : {}),
    ...(told === '' ? {} : { name: told }),
  }
}

/** Accounts that come with the software have numbers below nought. */
function toBot(id: number | null | undefined, username: string | null | undefined): { bot?: string } {
  const isBot = (typeof id === 'number' && id < 0) || /^(?:system|discobot)$/i.test(username ?? '')
  return isBot ? { bot: '1' } : {}
}
