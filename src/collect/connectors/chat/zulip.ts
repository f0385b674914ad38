import { z } from 'zod'
import { makeBots } from './bridge.ts'
import type { ChatConfig } from './config.ts'
import { parsePart, readJsonParts } from './json-scanner.ts'
import { toMoment } from './moment.ts'
import type { ChatReader } from './reader.ts'
import type { ChatRecord } from './record.ts'
import type { Shelf, ShelfFile } from './shelf.ts'
import { readZulipDirectory, type ZulipDirectory } from './zulip-directory.ts'
import { toMessageRecord } from './zulip-message.ts'

const messageFile = /^messages-\d{1,12}\.json$/

/** Where the files of a Zulip export lie; undefined if this is none. */
export function findZulipRoot(names: readonly string[]): string | undefined {
  return names
    .filter((name) => /^(?:[^/]+\/)?realm\.json$/.test(name))
    .map((name) => name.slice(0, -'realm.json'.length))
    .find((root) => names.some((name) => name.startsWith(root) && messageFile.test(name.slice(root.length))))
}

/** An export of a Zulip organisation, unpacked: realm.json with people and channels, and files with the messages. */
export async function openZulip(shelf: Shelf, config: ChatConfig, now: Date): Promise<ChatReader> {
  const root = findZulipRoot(shelf.files.map((file) => file.name)) ?? ''
  const realm = shelf.files.filter((file) => file.name === `${root}realm.json`)
  const directory = await readZulipDirectory(realm[0])
  const bots = makeBots(config)
  return {
    files: [
      ...realm,
      ...shelf.files.filter(
        (file) => file.name.startsWith(root) && messageFile.test(file.name.slice(root.length)),
      ),
    ],
    setup: realm.map((file) => file.stamp).join(' '),
    notes: [],
    read: (file) =>
      realm.includes(file) ? readMembers(file, directory, now) : readMessages(file, directory, bots, now),
  }
}

const subscriptionForm = z.object({
  user_profile: z.number(),
  recipient: z.number(),
  active: z.boolean().nullish().catch(undefined),
})

/** Who is subscribed to which channel. The export does not say since when; since both are there, the later of the two stands in. */
async function* readMembers(
  file: ShelfFile,
  directory: ZulipDirectory,
  now: Date,
): AsyncGenerator<ChatRecord[], void, void> {
  for await (const parts of readJsonParts(await file.open()))
    yield parts
      .filter((part) => part.key === 'zerver_subscription' && part.isListed)
      .map((part) => subscriptionForm.safeParse(parsePart(part)).data)
      .filter((subscription) => subscription !== undefined && subscription.active !== false)
      .flatMap((subscription): ChatRecord[] => {
        const { user_profile: user = 0, recipient = 0 } = subscription ?? {}
        const channel = directory.findChannel(recipient)
        const person = directory.findPerson(user)
        if (channel === undefined || channel === 'direct' || person === undefined) return []
        const moment = toMoment(Math.max(person.joined, channel.created), now)
        return [
          {
            kind: 'act',
            type: 'chat.join',
            id: `member:${user}:${recipient}`,
            at: moment?.at ?? 0,
            actor: person.speaker,
            channel,
            isBot: person.isBot,
            attrs: { told_by: 'members' },
            flags: moment?.flags ?? ['dated-too-early'],
          },
        ]
      })
}

async function* readMessages(
  file: ShelfFile,
  directory: ZulipDirectory,
  bots: ReturnType<typeof makeBots>,
  now: Date,
): AsyncGenerator<ChatRecord[], void, void> {
  for await (const parts of readJsonParts(await file.open()))
    yield parts
      .filter((part) => part.key === 'zerver_message' && part.isListed)
      .map((part) => toMessageRecord(part, { directory, bots, now, position: `${file.name}:${part.line}` }))
}
