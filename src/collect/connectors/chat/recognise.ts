import type { PathFacts } from '../../connector.ts'
import { type ChatConfig, config, type FormatName } from './config.ts'
import { toDamage } from './damage.ts'
import { beginsLikeDiscord } from './discord.ts'
import { beginsLikeIrc, findIrcChannel } from './irc-start.ts'
import { beginsLikeMattermost } from './mattermost.ts'
import { openShelf, readStart } from './open-shelf.ts'
import { isZip, type Shelf, type ShelfFile } from './shelf.ts'
import { findSlackRoot } from './slack.ts'
import { findZulipRoot } from './zulip.ts'

const headBytes = 64 << 10
/** Of a folder that may hold anything only so many files are opened. */
const mostLooks = 12

/** A configuration if a path is a chat export, with what of it could be recognised. */
export async function recognise(facts: PathFacts): Promise<ChatConfig | undefined> {
  if (facts.kind === 'file' && !isZip(facts.head)) {
    const format = recogniseHead(facts.head)
    return format === undefined ? undefined : toConfig(facts.path, format, [facts.head])
  }
  const shelf = await openQuietly(facts.path)
  if (shelf === undefined) return undefined
  try {
    const format = await recogniseFormat(shelf)
    if (format === undefined) return undefined
    return toConfig(facts.path, format, format === 'irc' ? await readHeads(shelf) : [])
  } finally {
    await shelf.close()
  }
}

function toConfig(path: string, format: FormatName, heads: readonly Buffer[]): ChatConfig {
  const channel = format === 'irc' ? findIrcChannel(heads) : ''
  return config.parse({ path, format, channel })
}

/** A damaged archive is nobody's; who names the connector by hand is told what is wrong with it. */
async function openQuietly(path: string): Promise<Shelf | undefined> {
  try {
    return await openShelf(path, { mostFiles: 2000 })
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw error
    return undefined
  }
}

/** Which programme wrote an export, by the names of its files and how they begin. */
export async function recogniseFormat(shelf: Shelf): Promise<FormatName | undefined> {
  if (findSlackRoot(shelf.files.map((file) => file.name)) !== undefined) return 'slack'
  if (findZulipRoot(shelf.files.map((file) => file.name)) !== undefined) return 'zulip'
  const votes = new Map<FormatName | undefined, number>()
  for (const head of await readHeads(shelf)) {
    const format = recogniseHead(head)
    votes.set(format, (votes.get(format) ?? 0) + 1)
  }
  const strangers = votes.get(undefined) ?? 0
  const [best] = [...votes].filter(([format]) => format !== undefined).sort((a, b) => b[1] - a[1])
  return best !== undefined && best[1] >= strangers ? best[0] : undefined
}

function recogniseHead(head: Buffer): FormatName | undefined {
  const first = head.toString('latin1', 0, 300).replace(/^ï»¿/, '').trimStart()
  if (beginsLikeMattermost(head)) return 'mattermost'
  if (first.startsWith('{')) return beginsLikeDiscord(head) ? 'discord' : undefined
  return beginsLikeIrc(head) ? 'irc' : undefined
}

/** The starts of some files, spread over the whole. */
async function readHeads(shelf: Shelf): Promise<Buffer[]> {
  const filled = shelf.files.filter((file) => file.size > 0)
  const step = Math.max(1, Math.floor(filled.length / mostLooks))
  const chosen = filled.filter((_file, index) => index % step === 0).slice(0, mostLooks)
  const heads: Buffer[] = []
  for (const file of chosen) heads.push(await readHead(file))
  return heads
}

async function readHead(file: ShelfFile): Promise<Buffer> {
  try {
    return await readStart(file, headBytes)
  } catch (error) {
    if (toDamage(error) === undefined) throw error
    return Buffer.alloc(0)
  }
}
