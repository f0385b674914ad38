import { z } from 'zod'
import { toDamage } from './damage.ts'
import { parsePart, readJsonParts } from './json-scanner.ts'
import type { Channel, Speaker } from './record.ts'
import type { Shelf, ShelfFile } from './shelf.ts'

/** Who and what the lists of a Slack export name. */
export interface SlackDirectory {
  /** Of people who are on no list. */
  readonly platform: string
  /** The names of the files it was read from. */
  readonly lists: readonly string[]
  readonly notes: readonly string[]
  findAccount(id: string): Account | undefined
  /** The account a bot speaks with. */
  findBot(botId: string): Account | undefined
  /** The channel whose messages lie in a folder; undefined if they are direct messages. */
  findChannel(folder: string): Channel | undefined
  channelsOf(list: ShelfFile): Iterable<ListedChannel>
  /** What is wrong with an entry of a list, if anything. */
  findFault(list: ShelfFile, entry: unknown): string | undefined
}

export interface Account {
  readonly speaker: Speaker
  readonly isBot: boolean
  /** When its profile was changed last. */
  readonly updated: number | undefined
}

export interface ListedChannel {
  readonly id: string
  readonly name: string
  readonly isPrivate: boolean
  readonly created: number
  readonly members: readonly string[]
}

const text = z.string().nullish().catch(undefined)
const userForm = z.object({
  id: z.string().min(1),
  team_id: text,
  name: text,
  real_name: text,
  is_bot: z.boolean().nullish().catch(undefined),
  updated: z.number().nullish().catch(undefined),
  profile: z
    .object({ real_name: text, display_name: text, email: text, bot_id: text })
    .nullish()
    .catch(undefined),
})
const channelForm = z.object({
  id: z.string().min(1),
  name: text,
  created: z.number().nullish().catch(undefined),
  members: z.array(z.string()).nullish().catch(undefined),
})

const peopleLists = ['users.json', 'org_users.json']
const channelLists = ['channels.json', 'groups.json']
const directLists = ['dms.json', 'mpims.json']

export async function readDirectory(shelf: Shelf, root: string): Promise<SlackDirectory> {
  const accounts = new Map<string, Account>()
  const byBot = new Map<string, Account>()
  const byFolder = new Map<string, Channel>()
  const listed = new Map<string, ListedChannel[]>()
  const direct = new Set<string>()
  const teams = new Map<string, number>()
  const present = [...peopleLists, ...channelLists, ...directLists]
    .map((name) => shelf.files.find((file) => file.name === root + name))
    .filter((file) => file !== undefined)
  const kindOf = (file: ShelfFile): string => file.name.slice(root.length)

  for (const file of present) {
    const kind = kindOf(file)
    for await (const entry of readEntries(file)) {
      if (peopleLists.includes(kind)) {
        const user = userForm.safeParse(entry)
        if (!user.success) continue
        const account = toAccount(user.data)
        accounts.set(user.data.id, account)
        teams.set(account.speaker.platform, (teams.get(account.speaker.platform) ?? 0) + 1)
        if (user.data.profile?.bot_id) byBot.set(user.data.profile.bot_id, account)
        continue
      }
      const channel = channelForm.safeParse(entry)
      if (!channel.success) continue
      const { id, name } = channel.data
      if (directLists.includes(kind)) for (const folder of [id, name ?? id]) direct.add(folder)
      else {
        const known = toListed(channel.data, kind === 'groups.json')
        listed.set(file.name, [...(listed.get(file.name) ?? []), known])
        byFolder.set(known.name, { id, name: known.name, isPrivate: known.isPrivate, isOpen: false })
      }
    }
  }
  return {
    platform: [...teams].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'slack',
    lists: present.map((file) => file.name),
    notes: accounts.size === 0 ? ['The export lists no people; they are known by their numbers only.'] : [],
    findAccount: (id) => accounts.get(id),
    findBot: (id) => byBot.get(id),
    findChannel: (folder) => {
      if (direct.has(folder) || /^(D[A-Z0-9]{7,}|mpdm-.*)$/.test(folder)) return undefined
      // One that is on no list may have been private.
      return byFolder.get(folder) ?? { id: folder, name: folder, isPrivate: true, isOpen: false }
    },
    channelsOf: (list) => listed.get(list.name) ?? [],
    findFault: (list, entry) => {
      const form = peopleLists.includes(kindOf(list)) ? userForm : channelForm
      return form.safeParse(entry).success ? undefined : 'the entry has no id that can be read'
    },
  }
}

/** The entries of a list up to where it is damaged; its damage is told when it is read for its records. */
async function* readEntries(file: ShelfFile): AsyncGenerator<unknown, void, void> {
  try {
    for await (const parts of readJsonParts(await file.open()))
      for (const part of parts) yield parsePart(part)
  } catch (error) {
    if (toDamage(error) === undefined) throw error
  }
}

function toAccount(user: z.output<typeof userForm>): Account {
  const { profile } = user
  const name = profile?.real_name || user.real_name || profile?.display_name || ''
  const isBot = user.is_bot === true || user.id === 'USLACKBOT'
  return {
    speaker: {
      platform: user.team_id ? `slack:${user.team_id}` : 'slack',
      accountId: user.id,
      ...(name === '' ? {} : { name }),
      ...(profile?.email ? { email: profile.email } : {}),
      ...(user.name ? { username: user.name } : {}),
    },
    isBot,
    updated: user.updated ? user.updated * 1000 : undefined,
  }
}

function toListed(channel: z.output<typeof channelForm>, isPrivate: boolean): ListedChannel {
  return {
    id: channel.id,
    name: channel.name ?? channel.id,
    isPrivate,
    created: (channel.created ?? 0) * 1000,
    members: [...new Set(channel.members ?? [])],
  }
}
