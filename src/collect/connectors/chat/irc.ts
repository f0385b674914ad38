import { dirname } from 'node:path'
import { findProofs } from '../../../core/index.ts'
import { type Bots, makeBots, readRepeated, toBridged } from './bridge.ts'
import type { ChatConfig } from './config.ts'
import { makeIrcCounter } from './irc-counter.ts'
import { makeEntrySeeker, parseEntry } from './irc-entry.ts'
import type { IrcLine } from './irc-line.ts'
import { makeLogReader } from './irc-log.ts'
import { readLogPlace } from './irc-place.ts'
import { nameRename } from './irc-rename.ts'
import { readNamedDay } from './irc-stamp.ts'
import { type Line, readLines } from './line.ts'
import { toMoment } from './moment.ts'
import type { ChatReader, Way } from './reader.ts'
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
/** As many as go into a page, because a place is remembered only between them. */
const fewLines = 1000

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
    // When and where the acts of a log were depends on these.
    setup: JSON.stringify([config.timeZone, config.charset, config.network, config.channel]),
    notes: [],
    read: (file, way) => {
      const { network, channel, isDirect } = readLogPlace(toPath(file))
      const place = {
        path: toPath(file),
        network: config.network || network,
        channel: channel || config.channel,
        // Among files that are named by channels, one that is not is named by somebody's nick.
        isDirect: isDirect || (hasChannels && channel === ''),
      }
      return readLog(file, place, setting, way)
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
  way: Way | undefined,
): AsyncGenerator<ChatRecord[], void, void> {
  const known = parseEntry(way?.from?.knowing)
  const log = makeLogReader(readNamedDay(place.path), makeWallClock(config.timeZone), known?.log)
  const counter = makeIrcCounter()
  const from = known ?? { at: 0, line: 1, log: log.tell() }
  const seeker = makeEntrySeeker(log, counter, from)
  const isNew = known === undefined ? 0 : (way?.from?.at ?? 0)
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
    if (id === undefined)
      return pass(`${read.line.kind === 'renamed' ? 'renamed' : 'joined'} again on the same day`)
    return { ...act, kind: 'act', id, at: read.at, channel, flags: moment.flags }
  }
  const plain = await file.openAt?.(from.at)
  const form = { longest: longestLine, charset: config.charset, from }
  for await (const some of readLines(plain ?? (await file.open()), form))
    for (const lines of cutInto(some, fewLines)) {
      const records: ChatRecord[] = []
      for (const line of lines) {
        seeker.stand(line.start, line.number)
        const record = toRecord(line)
        seeker.look()
        if (record !== undefined && line.start >= isNew) records.push(record)
      }
      const last = lines.at(-1)
      if (plain !== undefined && last !== undefined)
        way?.reach({ at: Math.max(isNew, last.isOpen ? last.start : last.next), knowing: seeker.entry })
      yield records
    }
}

function* cutInto<T>(all: readonly T[], size: number): Generator<readonly T[], void, void> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}

type IrcAct = Pick<Act, 'type' | 'isBot' | 'proof' | 'attrs' | 'quantities' | 'before'> & {
  readonly actor: Speaker
}

function toAct(line: Exclude<IrcLine, { kind: 'notice' }>, platform: string, bots: Bots): IrcAct {
  if (line.kind === 'joined')
    return { type: 'chat.join', actor: { platform, username: line.nick }, isBot: bots.isBot(line.nick) }
  // Who goes by another name from now on is there under it, and was there under the other.
  if (line.kind === 'renamed') {
    const kind = { rename_kind: nameRename(line.from, line.to) }
    return {
      type: 'chat.join',
      actor: { platform, username: line.to },
      isBot: bots.isBot(line.to),
      attrs: { renamed_from: line.from, ...kind },
      before: {
        actor: { platform, username: line.from },
        isBot: bots.isBot(line.from),
        attrs: { renamed_to: line.to, ...kind },
      },
    }
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
      proof: findProofs(repeated.text),
      quantities: { length: repeated.text.length },
    }
  }
  return {
    type: 'chat.message',
    actor: { platform, username: line.nick },
    isBot: bots.isBot(line.nick) || bots.isBridge(line.nick),
    ...(action === undefined ? {} : { attrs: action }),
    proof: findProofs(line.text),
    quantities: { length: line.text.length },
  }
}
