import { z } from 'zod'
import { findProofs } from '../../../core/index.ts'
import { type Bots, readRepeated, toBridged } from './bridge.ts'
import { type JsonPart, parsePart } from './json-scanner.ts'
import { type Moment, toMoment } from './moment.ts'
import { type Act, type Channel, type ChatRecord, pass, refuse, type Speaker } from './record.ts'
import type { SlackDirectory } from './slack-directory.ts'

interface Place {
  readonly channel: Channel
  readonly directory: SlackDirectory
  readonly bots: Bots
  readonly now: Date
  readonly position: string
}

const text = z.string().nullish().catch(undefined)
const list = z.array(z.unknown()).nullish().catch(undefined)
const messageForm = z.object({
  type: text,
  subtype: text,
  ts: z.union([z.string(), z.number()]).nullish().catch(undefined),
  user: text,
  text,
  team: text,
  user_team: text,
  thread_ts: text,
  bot_id: text,
  username: text,
  hidden: z.boolean().nullish().catch(undefined),
  bot_profile: z.object({ name: text }).nullish().catch(undefined),
  user_profile: z.object({ real_name: text, name: text, team: text }).nullish().catch(undefined),
  comment: z.object({ user: text, comment: text }).nullish().catch(undefined),
  reactions: z
    .array(z.object({ count: z.number().nullish().catch(undefined) }))
    .nullish()
    .catch(undefined),
  files: list,
})
type Message = z.output<typeof messageForm>

const said = [
  '',
  'me_message',
  'thread_broadcast',
  'file_share',
  'file_comment',
  'bot_message',
  'file_mention',
]
const joins = ['channel_join', 'group_join']
const reasons: Readonly<Record<string, string>> = {
  channel_leave: 'somebody left',
  group_leave: 'somebody left',
  message_changed: 'a notice that a message was edited',
  message_deleted: 'a deleted message',
  tombstone: 'a deleted message',
  reply_broadcast: 'a reply shown a second time',
  message_replied: 'a notice that a thread was answered',
}

/** What one entry of a day's file tells. */
export function toMessageRecord(part: JsonPart, place: Place): ChatRecord {
  const parsed = messageForm.safeParse(parsePart(part))
  if (!parsed.success) {
    const reason = part.text === undefined ? 'the message is longer than 8 MiB' : 'it is no message of Slack'
    return refuse(reason, place.position, part.text ?? '')
  }
  const message = parsed.data
  const subtype = message.subtype ?? ''
  if ((message.type ?? 'message') !== 'message') return pass('an entry that is no message')
  const isJoin = joins.includes(subtype)
  if (!isJoin && !said.includes(subtype)) return pass(reasons[subtype] ?? 'a notice of Slack')
  if (message.hidden === true) return pass('a hidden message')
  const ts = String(message.ts ?? '')
  const moment = /^\d{1,12}(\.\d{1,9})?$/.test(ts)
    ? toMoment(Math.floor(Number(ts) * 1000), place.now)
    : undefined
  if (moment === undefined) return refuse('the message has no time', place.position, part.text ?? '')
  const act = { message, ts, moment, isJoin }
  return toAct(act, place) ?? refuse('the message does not say who wrote it', place.position, part.text ?? '')
}

function toAct(
  { message, ts, moment, isJoin }: { message: Message; ts: string; moment: Moment; isJoin: boolean },
  place: Place,
): Act | undefined {
  const author = findAuthor(message, place)
  if (author === undefined) return undefined
  const { channel } = place
  const base = {
    kind: 'act',
    id: `${channel.id}:${ts}`,
    at: moment.at,
    actor: author.speaker,
    channel,
    isBot: author.isBot,
    flags: moment.flags,
  } as const
  if (isJoin) return { ...base, type: 'chat.join' }
  const thread = message.thread_ts ?? ''
  const reactions = (message.reactions ?? []).reduce((sum, { count }) => sum + (count ?? 0), 0)
  const files = message.files?.length ?? 0
  return {
    ...base,
    type: 'chat.message',
    ...(thread === '' ? {} : { thread: `${channel.id}:${thread}` }),
    ...(thread === '' || thread === ts ? {} : { parent: `${channel.id}:${thread}` }),
    ...(author.bridge === undefined ? {} : { attrs: { bridge: author.bridge } }),
    proof: findProofs(author.text ?? message.comment?.comment ?? message.text),
    quantities: {
      length: (author.text ?? message.comment?.comment ?? message.text ?? '').length,
      ...(reactions > 0 ? { reactions } : {}),
      ...(files > 0 ? { files } : {}),
    },
  }
}

interface Author {
  readonly speaker: Speaker
  readonly isBot: boolean
  readonly bridge?: string
  readonly text?: string
}

function findAuthor(message: Message, place: Place): Author | undefined {
  const { directory, bots } = place
  const id = message.user || message.comment?.user || ''
  const account = directory.findAccount(id) ?? directory.findBot(message.bot_id ?? '')
  const isProgramme = message.subtype === 'bot_message' || Boolean(message.bot_id) || account?.isBot === true
  const ownName = message.bot_profile?.name || account?.speaker.name || account?.speaker.username || ''
  const shown = message.username || ownName
  const isBridge = isProgramme && [ownName, shown, account?.speaker.username ?? ''].some(bots.isBridge)
  if (isBridge) {
    const repeated = findRepeated(message, ownName)
    if (repeated !== undefined) return repeated
  }
  if (account !== undefined) {
    const isBot = isProgramme || bots.isBot(account.speaker.username ?? '') || bots.isBot(ownName)
    return { speaker: account.speaker, isBot }
  }
  if (id === '' && !message.bot_id && shown === '') return undefined
  return { speaker: toStranger(message, id, shown, directory), isBot: isProgramme || bots.isBot(shown) }
}

/** Somebody on no list: a guest of another workspace, an account that is gone, or a bot. */
function toStranger(message: Message, id: string, shown: string, directory: SlackDirectory): Speaker {
  const { user_profile: profile } = message
  const team = message.user_team || profile?.team || message.team
  const name = profile?.real_name || (id === '' ? shown : '')
  const accountId = id || message.bot_id || ''
  return {
    platform: team && id !== '' ? `slack:${team}` : directory.platform,
    ...(accountId === '' ? {} : { accountId }),
    ...(name ? { name } : {}),
    ...(profile?.name ? { username: profile.name } : {}),
  }
}

/** A bridge shows each person under the bot's account, by the name it gives itself or at the start of the text. */
function findRepeated(message: Message, ownName: string): Author | undefined {
  const person = readRepeated(message.text ?? '')
  if (person !== undefined) return toBridged(ownName, person.name, person.text)
  const shown = message.username ?? ''
  return shown === '' || shown === ownName ? undefined : toBridged(ownName, shown)
}
