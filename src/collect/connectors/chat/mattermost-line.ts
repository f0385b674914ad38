import { z } from 'zod'
import { findProofs } from '../../../core/index.ts'
import { type Bots, readRepeated, toBridged } from './bridge.ts'
import { type Moment, toMoment } from './moment.ts'
import {
  type Act,
  type Channel,
  type ChatRecord,
  directMessage,
  pass,
  refuse,
  type Speaker,
} from './record.ts'

/** Reads the lines of a bulk export in their order: people and channels come before what they are needed for. */
export interface MattermostReader {
  /** The records in a line; undefined if it is none that is known. */
  read(value: unknown, position: string): ChatRecord[] | undefined
}

const text = z.string().nullish().catch(undefined)
const lineForm = z.object({ type: z.string() }).loose()
const channelForm = z.object({ team: text, name: z.string(), display_name: text, type: text })
const userForm = z.object({
  username: z.string().min(1),
  email: text,
  nickname: text,
  first_name: text,
  last_name: text,
  teams: z
    .array(z.object({ name: z.string(), channels: z.array(z.object({ name: z.string() })).nullish() }))
    .nullish()
    .catch(undefined),
})
const botForm = z.object({ username: z.string().min(1), display_name: text })
const replyForm = z.object({
  user: text,
  type: text,
  message: text,
  create_at: z.number().nullish().catch(undefined),
  props: z.record(z.string(), z.unknown()).nullish().catch(undefined),
  reactions: z.array(z.unknown()).nullish().catch(undefined),
  attachments: z.array(z.unknown()).nullish().catch(undefined),
})
const postForm = replyForm.extend({
  team: text,
  channel: text,
  replies: z.array(z.unknown()).nullish().catch(undefined),
})
type Reply = z.output<typeof replyForm>

const lists = ['version', 'info', 'team', 'emoji', 'role', 'scheme', 'direct_channel']
const joins = ['system_join_channel', 'system_join_team']

export function makeMattermostReader(bots: Bots, now: Date): MattermostReader {
  const listed: Listed = { channels: new Map(), people: new Map(), programmes: new Set() }
  return {
    read(value, position) {
      const line = lineForm.safeParse(value)
      if (!line.success) return undefined
      const { type } = line.data
      const content = line.data[type]
      if (lists.includes(type)) return []
      if (type === 'user') return readUser(content, listed)
      if (type === 'channel') return readChannel(content, listed)
      if (type === 'bot') return readBot(content, listed)
      if (type === 'post') return readPost(content, { listed, bots, now, position })
      if (type !== 'direct_post') return [pass('an object of Mattermost that tells of no act')]
      const replies = postForm.safeParse(content).data?.replies?.length ?? 0
      return Array.from({ length: 1 + replies }, () => directMessage)
    },
  }
}

/** What the lines before have listed. */
interface Listed {
  readonly channels: Map<string, Channel>
  readonly people: Map<string, Speaker>
  readonly programmes: Set<string>
}

interface Place {
  readonly listed: Listed
  readonly bots: Bots
  readonly now: Date
  readonly position: string
}

function findChannel({ channels }: Listed, team: string, name: string): Channel {
  const id = `${team}/${name}`
  // One that is on no list may have been private.
  return channels.get(id) ?? { id, name, isPrivate: true, isOpen: false }
}

function findPerson({ people }: Listed, username: string): Speaker {
  return people.get(username) ?? { platform: 'mattermost', username }
}

function readUser(value: unknown, listed: Listed): ChatRecord[] | undefined {
  const user = userForm.safeParse(value)
  if (!user.success) return undefined
  const person = toPerson(user.data)
  listed.people.set(user.data.username, person)
  const places = (user.data.teams ?? []).flatMap(({ name, channels }) =>
    (channels ?? []).map((channel) => findChannel(listed, name, channel.name)),
  )
  return places.map((channel) => toMembership(channel, person, user.data.username))
}

function readPost(value: unknown, place: Place): ChatRecord[] | undefined {
  const parsed = postForm.safeParse(value)
  if (!parsed.success) return undefined
  const { team, channel: name, replies, ...post } = parsed.data
  if (!name) return [refuse('the post does not say where it was written', place.position, '')]
  const channel = findChannel(place.listed, team ?? '', name)
  const moment = toMoment(post.create_at ?? Number.NaN, place.now)
  const hasThread = (replies?.length ?? 0) > 0 && moment !== undefined
  const root = hasThread ? nameAct(channel, post.user ?? '', moment) : undefined
  const rest = (replies ?? []).map((reply) => {
    const one = replyForm.safeParse(reply)
    return one.success
      ? readReply(one.data, channel, place, root)
      : refuse('the reply cannot be read', place.position, '')
  })
  return [readReply(post, channel, place, root), ...rest]
}

function readReply(post: Reply, channel: Channel, place: Place, root: string | undefined): ChatRecord {
  const { listed, bots, now, position } = place
  const type = post.type ?? ''
  const { user } = post
  if (type.startsWith('system_') && !joins.includes(type)) return pass('a notice of Mattermost')
  const moment = toMoment(post.create_at ?? Number.NaN, now)
  if (moment === undefined) return refuse('the post has no time', position, '')
  if (!user) return refuse('the post does not say who wrote it', position, '')
  const id = nameAct(channel, user, moment)
  const actor = findPerson(listed, user)
  if (joins.includes(type)) return { kind: 'act', type: 'chat.join', id, at: moment.at, actor, channel }
  const says = (mark: string): boolean => String(post.props?.[mark]) === 'true'
  const isBot = listed.programmes.has(user) || says('from_webhook') || says('from_bot') || bots.isBot(user)
  return toPost(post, { id, moment, channel, actor, isBot, isBridge: bots.isBridge(user), root })
}

function readChannel(value: unknown, { channels }: Listed): ChatRecord[] | undefined {
  const channel = channelForm.safeParse(value)
  if (!channel.success) return undefined
  const { team, name, type } = channel.data
  const id = `${team ?? ''}/${name}`
  channels.set(id, { id, name, isPrivate: type !== 'O', isOpen: false })
  return []
}

function readBot(value: unknown, { people, programmes }: Listed): ChatRecord[] | undefined {
  const bot = botForm.safeParse(value)
  if (!bot.success) return undefined
  const { username, display_name: name } = bot.data
  programmes.add(username)
  people.set(username, { platform: 'mattermost', username, ...(name ? { name } : {}) })
  return []
}

function toPerson(user: z.output<typeof userForm>): Speaker {
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ') || user.nickname || ''
  return {
    platform: 'mattermost',
    username: user.username,
    ...(name === '' ? {} : { name }),
    ...(user.email ? { email: user.email } : {}),
  }
}

/** The export does not say since when; a moment that dates nothing stands in. */
function toMembership(channel: Channel, actor: Speaker, username: string): Act {
  return {
    kind: 'act',
    type: 'chat.join',
    id: `${channel.id}:member:${username}`,
    at: 0,
    actor,
    channel,
    attrs: { told_by: 'members' },
    flags: ['dated-too-early'],
  }
}

const nameAct = (channel: Channel, user: string, { at }: Moment): string => `${channel.id}:${at}:${user}`

interface Told {
  readonly id: string
  readonly moment: Moment
  readonly channel: Channel
  readonly actor: Speaker
  readonly isBot: boolean
  readonly isBridge: boolean
  readonly root: string | undefined
}

function toPost(post: Reply, told: Told): Act {
  const { id, moment, channel, root } = told
  const repeated = told.isBridge ? readRepeated(post.message ?? '') : undefined
  const bridged =
    repeated === undefined ? undefined : toBridged(post.user ?? '', repeated.name, repeated.text)
  const reactions = post.reactions?.length ?? 0
  const files = post.attachments?.length ?? 0
  return {
    kind: 'act',
    type: 'chat.message',
    id,
    at: moment.at,
    actor: bridged?.speaker ?? told.actor,
    channel,
    thread: root,
    parent: root === id ? undefined : root,
    isBot: bridged === undefined && (told.isBot || told.isBridge),
    ...(bridged === undefined ? {} : { attrs: { bridge: bridged.bridge } }),
    proof: findProofs(bridged?.text ?? post.message),
    quantities: {
      length: (bridged?.text ?? post.message ?? '').length,
      ...(reactions > 0 ? { reactions } : {}),
      ...(files > 0 ? { files } : {}),
    },
    flags: moment.flags,
  }
}
