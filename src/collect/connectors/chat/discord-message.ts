import { z } from 'zod'
import { findProofs } from '../../../core/index.ts'
import { type Bots, readRepeated, toBridged } from './bridge.ts'
import { type JsonPart, parsePart } from './json-scanner.ts'
import { readIsoMoment } from './moment.ts'
import { type Channel, type ChatRecord, pass, refuse, type Speaker } from './record.ts'

interface Place {
  readonly channel: DiscordChannel
  readonly bots: Bots
  readonly now: Date
  readonly position: string
}

/** A thread is a channel of its own to Discord. */
export interface DiscordChannel extends Channel {
  readonly isThread: boolean
}

const text = z.string().nullish().catch(undefined)
const list = z.array(z.unknown()).nullish().catch(undefined)
const messageForm = z.object({
  id: z.string().min(1),
  type: z.union([z.string(), z.number()]).nullish().catch(undefined),
  timestamp: text,
  content: text,
  author: z
    .object({
      id: z.string().min(1),
      name: text,
      discriminator: text,
      nickname: text,
      isBot: z.boolean().nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
  attachments: list,
  reactions: z
    .array(z.object({ count: z.number().nullish().catch(undefined) }))
    .nullish()
    .catch(undefined),
  reference: z.object({ messageId: text }).nullish().catch(undefined),
})
type Message = z.output<typeof messageForm>
type Author = NonNullable<Message['author']>

/** By name, and by the number the exporter writes where it has no name. */
const said = ['Default', '0', 'Reply', '19', 'ChatInputCommand', '20', 'ContextMenuCommand', '23']
const joined = ['GuildMemberJoin', '7']
const again = ['ThreadStarterMessage', '21']

/** All accounts that were deleted write under this one. */
const deletedAccount = '456226577798135808'

/** The channel an export is of, by the kind Discord says it is; conversations between a few are `direct`. */
export function toDiscordChannel(kind: string, id: string, name: string): DiscordChannel | 'direct' {
  if (/^Direct|^(1|3)$/i.test(kind)) return 'direct'
  const isPrivate = /^GuildPrivateThread$|^12$/i.test(kind)
  return { id, name, isPrivate, isOpen: false, isThread: /Thread$|^1[012]$/i.test(kind) }
}

export function toMessageRecord(part: JsonPart, place: Place): ChatRecord {
  const parsed = messageForm.safeParse(parsePart(part))
  if (!parsed.success) {
    const reason =
      part.text === undefined ? 'the message is longer than 8 MiB' : 'it is no message of Discord'
    return refuse(reason, place.position, part.text ?? '')
  }
  const message = parsed.data
  const type = String(message.type ?? 'Default')
  const isJoin = joined.includes(type)
  if (again.includes(type)) return pass('the message a thread begins with, shown a second time')
  if (!isJoin && !said.includes(type)) return pass('a notice of Discord')
  const moment = readIsoMoment(message.timestamp ?? '', place.now)
  if (moment === undefined) return refuse('the message has no time', place.position, part.text ?? '')
  if (!message.author) return refuse('the message does not say who wrote it', place.position, part.text ?? '')
  const { channel } = place
  const base = { kind: 'act', id: message.id, at: moment.at, channel, flags: moment.flags } as const
  const who = findSpeaker(message.author, message.content ?? '', place.bots)
  if (isJoin) return { ...base, type: 'chat.join', actor: who.speaker, isBot: who.isBot }
  const reactions = (message.reactions ?? []).reduce((sum, { count }) => sum + (count ?? 0), 0)
  const files = message.attachments?.length ?? 0
  return {
    ...base,
    type: 'chat.message',
    actor: who.speaker,
    isBot: who.isBot,
    thread: channel.isThread ? channel.id : undefined,
    parent: message.reference?.messageId ?? undefined,
    ...(who.bridge === undefined ? {} : { attrs: { bridge: who.bridge } }),
    proof: findProofs(who.text ?? message.content),
    quantities: {
      length: (who.text ?? message.content ?? '').length,
      ...(reactions > 0 ? { reactions } : {}),
      ...(files > 0 ? { files } : {}),
    },
  }
}

interface Found {
  readonly speaker: Speaker | undefined
  readonly isBot: boolean
  readonly bridge?: string
  readonly text?: string
}

function findSpeaker(author: Author, content: string, bots: Bots): Found {
  if (author.id === deletedAccount) return { speaker: undefined, isBot: false }
  const name = author.name ?? ''
  // A webhook has no account; what it is called may change with each message, as bridges use it.
  const isWebhook = author.isBot === true && /^0*$/.test(author.discriminator ?? '')
  if (isWebhook && bots.isBridge(author.id)) return toBridged(author.id, name)
  if (author.isBot === true && (bots.isBridge(name) || bots.isBridge(author.id))) {
    const repeated = readRepeated(content)
    if (repeated !== undefined) return toBridged(name, repeated.name, repeated.text)
  }
  const isBot = author.isBot === true || bots.isBot(name) || bots.isBot(author.id)
  if (isWebhook) return { speaker: { platform: `discord:webhook:${author.id}`, username: name }, isBot }
  return { speaker: toSpeaker(author), isBot }
}

function toSpeaker(author: Author): Speaker {
  const { id, name, discriminator, nickname } = author
  const isNumbered = discriminator && !/^0*$/.test(discriminator)
  return {
    platform: 'discord',
    accountId: id,
    ...(name ? { username: isNumbered ? `${name}#${discriminator}` : name } : {}),
    ...(nickname && nickname !== name ? { name: nickname } : {}),
  }
}
