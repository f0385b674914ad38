import { makeBots } from './bridge.ts'
import type { ChatConfig } from './config.ts'
import { parsePart, readJsonParts } from './json-scanner.ts'
import { toMoment } from './moment.ts'
import type { ChatReader } from './reader.ts'
import { type ChatRecord, directMessage, refuse } from './record.ts'
import type { Shelf, ShelfFile } from './shelf.ts'
import { type Account, type ListedChannel, readDirectory, type SlackDirectory } from './slack-directory.ts'
import { toMessageRecord } from './slack-message.ts'

const dayFile = /^(.+)\/\d{4}-\d\d-\d\d\.json$/

/** Where the lists of a Slack export lie, e.g. `` or `export/`; undefined if this is none. */
export function findSlackRoot(names: readonly string[]): string | undefined {
  const roots = names
    .filter((name) => /^(?:[^/]+\/)?users\.json$/.test(name))
    .map((name) => name.slice(0, -'users.json'.length))
  return roots.find((root) => {
    const hasList = ['channels', 'groups', 'dms', 'mpims'].some((list) =>
      names.includes(`${root}${list}.json`),
    )
    return hasList || names.some((name) => name.startsWith(root) && dayFile.test(name))
  })
}

/** An export of a Slack workspace: lists of people and channels, and for each channel a folder with a file a day. */
export async function openSlack(shelf: Shelf, config: ChatConfig, now: Date): Promise<ChatReader> {
  const root = findSlackRoot(shelf.files.map((file) => file.name)) ?? ''
  const directory = await readDirectory(shelf, root)
  const bots = makeBots(config)
  const days = shelf.files.filter((file) => file.name.startsWith(root) && dayFile.test(file.name))
  const lists = shelf.files.filter((file) => directory.lists.includes(file.name))
  return {
    files: [...lists, ...days],
    setup: lists.map((file) => file.stamp).join(' '),
    notes: directory.notes,
    read: (file) =>
      lists.includes(file) ? readList(file, directory, now) : readDay(file, root, directory, bots, now),
  }
}

/** What the lists themselves tell: who is a member of which channel. People and channels are no acts. */
async function* readList(
  file: ShelfFile,
  directory: SlackDirectory,
  now: Date,
): AsyncGenerator<ChatRecord[], void, void> {
  for await (const parts of readJsonParts(await file.open()))
    for (const part of parts) {
      const position = `${file.name}:${part.line}`
      const fault = directory.findFault(file, parsePart(part))
      if (fault !== undefined) yield [refuse(fault, position, part.text ?? '')]
    }
  for (const channel of directory.channelsOf(file))
    yield channel.members.map((member) => toMembership(directory, channel, member, now))
}

/**
 * The export does not say when somebody joined. The member's profile was changed last at a moment that it gives, so then they
 * were there; without it only the channel's beginning is known, which dates nothing.
 */
function toMembership(
  directory: SlackDirectory,
  channel: ListedChannel,
  member: string,
  now: Date,
): ChatRecord {
  const account = directory.findAccount(member)
  const seen = toMoment(Math.max(account?.updated ?? 0, channel.created), now)
  const isDated = account?.updated !== undefined && seen !== undefined
  return {
    kind: 'act',
    type: 'chat.join',
    id: `${channel.id}:member:${member}`,
    at: seen?.at ?? 0,
    actor: toSpeaker(directory, member, account),
    channel: { id: channel.id, name: channel.name, isPrivate: channel.isPrivate, isOpen: false },
    isBot: account?.isBot ?? false,
    attrs: { told_by: 'members' },
    flags: isDated ? seen.flags : ['dated-too-early'],
  }
}

function toSpeaker(directory: SlackDirectory, id: string, account: Account | undefined) {
  return account?.speaker ?? { platform: directory.platform, accountId: id }
}

async function* readDay(
  file: ShelfFile,
  root: string,
  directory: SlackDirectory,
  bots: ReturnType<typeof makeBots>,
  now: Date,
): AsyncGenerator<ChatRecord[], void, void> {
  const folder = dayFile.exec(file.name.slice(root.length))?.[1] ?? ''
  const channel = directory.findChannel(folder)
  for await (const parts of readJsonParts(await file.open()))
    yield parts.map((part) =>
      channel === undefined
        ? directMessage
        : toMessageRecord(part, { channel, directory, bots, now, position: `${file.name}:${part.line}` }),
    )
}
