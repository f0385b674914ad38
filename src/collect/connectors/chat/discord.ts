import { z } from 'zod'
import { type Bots, makeBots } from './bridge.ts'
import type { ChatConfig } from './config.ts'
import { Damage } from './damage.ts'
import { type DiscordChannel, toDiscordChannel, toMessageRecord } from './discord-message.ts'
import { JsonScanner, parsePart, readJsonParts } from './json-scanner.ts'
import type { ChatReader } from './reader.ts'
import { type ChatRecord, directMessage } from './record.ts'
import type { Shelf, ShelfFile } from './shelf.ts'

const text = z.string().nullish().catch(undefined)
const guildForm = z.object({ id: z.string(), name: text })
const channelForm = z.object({ id: z.string(), type: z.union([z.string(), z.number()]), name: text })

/** Whether a file begins like one that DiscordChatExporter wrote. */
export function beginsLikeDiscord(head: Buffer): boolean {
  const scanner = new JsonScanner()
  try {
    scanner.push(head)
  } catch {
    // Whatever is no JSON is no such export; what was found before says so too.
  }
  const parts = scanner.takeParts()
  const find = (key: string): unknown => {
    const part = parts.find((one) => one.key === key && !one.isListed)
    return part === undefined ? undefined : parsePart(part)
  }
  return guildForm.safeParse(find('guild')).success && channelForm.safeParse(find('channel')).success
}

/** Exports of Discord channels, a file each or several for one. */
export async function openDiscord(shelf: Shelf, config: ChatConfig, now: Date): Promise<ChatReader> {
  const bots = makeBots(config)
  const isAlone = shelf.files.length === 1
  return {
    files: shelf.files.filter((file) => isAlone || /\.json(\.gz)?$/i.test(file.name)),
    setup: '',
    notes: [],
    read: (file) => readChannel(file, bots, now),
  }
}

async function* readChannel(
  file: ShelfFile,
  bots: Bots,
  now: Date,
): AsyncGenerator<ChatRecord[], void, void> {
  let channel: DiscordChannel | 'direct' | undefined
  for await (const parts of readJsonParts(await file.open())) {
    const records: ChatRecord[] = []
    for (const part of parts) {
      if (part.key === 'channel' && !part.isListed) channel = toChannel(parsePart(part))
      if (part.key !== 'messages' || !part.isListed) continue
      if (channel === undefined) throw new Damage('does not say which channel of Discord it is of')
      records.push(
        channel === 'direct'
          ? directMessage
          : toMessageRecord(part, { channel, bots, now, position: `${file.name}:${part.line}` }),
      )
    }
    yield records
  }
  if (channel === undefined) throw new Damage('is no export of Discord')
}

function toChannel(value: unknown): DiscordChannel | 'direct' | undefined {
  const parsed = channelForm.safeParse(value)
  if (!parsed.success) return undefined
  const { id, type, name } = parsed.data
  return toDiscordChannel(String(type), id, name ?? '')
}
