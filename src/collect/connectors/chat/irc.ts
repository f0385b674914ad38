import { dirname } from 'node:path'
import { type Bots, makeBots, readRepeated, toBridged } from './bridge.ts'
import type { ChatConfig } from './config.ts'
import { makeIrcCounter } from './irc-counter.ts'
import type { IrcLine } from './irc-line.ts'
import { makeLogReader } from './irc-log.ts'
import { readLogPlace } from './irc-place.ts'
import { readNamedDay } from './irc-stamp.ts'
import { type Line, readLines } from './line.ts'
import { toMoment } from './moment.ts'
import type { ChatReader } from './reader.ts'
import {
  type Act,
  type Channel,
  type ChatRecord,
  directMessage,
  pass,
  refuse,
  type Speaker,
} from './record.ts'
import type { Shelf, ShelfFile } from './shelf.ts'
import { makeWallClock } from './wall-clock.ts'

/** IRC allows 512 bytes, bridges and other networks some more. */
const longestLine = 64 << 10

/** Logs of IRC channels, one or many, each a file or a folder with a file a day. */
export async function openIrc(shelf: Shelf, config: ChatConfig, now: Date): Promise<ChatReader> {
  const logs = shelf.files.filter((file) => !/\.(json|html?|xml|zip|md|png|db|sqlite3?|py)$/i.test(file.name))
  const above = shelf.files.length === 1 ? dirname(config.path).split('/').slice(-4).join('/') : ''
  // Of a file alone the folders above it may tell more.
  const toPath = (file: ShelfFile): string => `${above}/${file.name}`
  const hasChannels = logs.some((file) => readLogPlace(toPath(file)).channel !== '')
  const setting = { config, bots: makeBots(config), now }
  return {
    files: logs,
    setup: '',
    notes: [],
    read: (file) => {
      const { network, channel, isDirect } = readLogPlace(toPath(file))
      const place = {
        path: toPath(file),
        network: config.network || network,
        channel: channel || config.channel,
        // Among files that are named by channels, one that is not is named by somebody's nick.
        isDirect: isDirect || (hasChannels && channel === ''),
      }
      return readLog(file, place, setting)
    },
  }
}

interface FilePlace {
  readonly path: string
  readonly network: string
  readonly channel: string
  readonly isDirect: boolean
}

interface Setting {
  readonly config: ChatConfig
  readonly bots: Bots
  readonly now: Date
}

async function* readLog(
  file: ShelfFile,
  place: FilePlace,
  { config, bots, now }: Setting,
): AsyncGenerator<ChatRecord[], void, void> {
  const log = makeLogReader(readNamedDay(place.path), makeWallClock(config.timeZone))
  const counter = makeIrcCounter()
  const network = place.network || 'unnamed'
  const channel: Channel = {
    // Case means nothing on IRC.
    id: `${network}/${place.channel || 'unnamed'}`.toLowerCase(),
    name: place.channel,
    isPrivate: false,
    isOpen: true,
  }
  const toRecord = (line: Line): ChatRecord | undefined => {
    if (line.isCut) return refuse('the line is longer than 64 KiB', `${file.name}:${line.number}`, line.text)
    const read = log.read(line.text)
    if (read.kind === 'blank') return undefined
    if (place.isDirect) return directMessage
    if (read.kind === 'mark') return pass('a mark of the day')
    if (read.kind === 'unreadable') return refuse(read.reason, `${file.name}:${line.number}`, line.text)
    if (read.line.kind === 'notice') return pass(read.line.reason)
    const moment = toMoment(read.at, now)
    if (moment === undefined) return refuse('its date cannot be', `${file.name}:${line.number}`, line.text)
    const act = toAct(read.line, `irc:${network.toLowerCase()}`, bots)
    const id = counter.count(channel.id, read.at, act)
    if (id === undefined) return pass('joined again on the same day')
    return { ...act, kind: 'act', id, at: read.at, channel, flags: moment.flags }
  }
  for await (const lines of readLines(await file.open(), { longest: longestLine, charset: config.charset }))
    yield lines.map(toRecord).filter((record) => record !== undefined)
}

type IrcAct = Pick<Act, 'type' | 'isBot' | 'attrs' | 'quantities'> & { readonly actor: Speaker }

function toAct(line: Exclude<IrcLine, { kind: 'notice' }>, platform: string, bots: Bots): IrcAct {
  if (line.kind === 'joined')
    return { type: 'chat.join', actor: { platform, username: line.nick }, isBot: bots.isBot(line.nick) }
  // Who goes by another name from now on is there under it, and the event says which name it was before.
  if (line.kind === 'renamed')
    return {
      type: 'chat.join',
      actor: { platform, username: line.to },
      isBot: bots.isBot(line.to),
      attrs: { renamed_from: line.from },
    }
  const action = line.isAction ? { form: 'action' } : undefined
  const repeated = bots.isBridge(line.nick) ? readRepeated(line.text) : undefined
  if (repeated !== undefined) {
    const { speaker, bridge } = toBridged(line.nick, repeated.name)
    return {
      type: 'chat.message',
      actor: { ...speaker, platform: `${platform}:${speaker.platform}` },
      isBot: false,
      attrs: { ...action, bridge },
      quantities: { length: repeated.text.length },
    }
  }
  return {
    type: 'chat.message',
    actor: { platform, username: line.nick },
    isBot: bots.isBot(line.nick) || bots.isBridge(line.nick),
    ...(action === undefined ? {} : { attrs: action }),
    quantities: { length: line.text.length },
  }
}
