import { z } from 'zod'
import { toDamage } from './damage.ts'
import { parsePart, readJsonParts } from './json-scanner.ts'
import type { Channel, Speaker } from './record.ts'
import type { ShelfFile } from './shelf.ts'

/** Who and what a Zulip export lists. */
export interface ZulipDirectory {
  findPerson(id: number): ZulipPerson | undefined
  /** Where what is sent to a recipient can be read. */
  findChannel(recipient: number): ZulipChannel | 'direct' | undefined
}

export interface ZulipPerson {
  readonly speaker: Speaker
  readonly isBot: boolean
  /** Milliseconds since 1970. */
  readonly joined: number
}

export interface ZulipChannel extends Channel {
  readonly created: number
}

const text = z.string().nullish().catch(undefined)
const flag = z.boolean().nullish().catch(undefined)
/** Seconds since 1970 or ISO 8601, by the version of Zulip. */
const time = z.union([z.number(), z.string()]).nullish().catch(undefined)
const realmForm = z.object({ string_id: text, uuid: text })
const personForm = z.object({
  id: z.number(),
  email: text,
  delivery_email: text,
  full_name: text,
  is_bot: flag,
  date_joined: time,
})
const channelForm = z.object({
  id: z.number(),
  name: text,
  invite_only: flag,
  is_web_public: flag,
  date_created: time,
})
const recipientForm = z.object({ id: z.number(), type: z.number(), type_id: z.number() })
const recipientOfChannel = 2
const peopleLists = ['zerver_userprofile', 'zerver_userprofile_mirrordummy', 'zerver_userprofile_crossrealm']

export async function readZulipDirectory(file: ShelfFile | undefined): Promise<ZulipDirectory> {
  const people = new Map<number, z.output<typeof personForm>>()
  const channels = new Map<number, ZulipChannel>()
  const recipients = new Map<number, z.output<typeof recipientForm>>()
  let realm = ''
  for await (const { key, value } of readEntries(file)) {
    if (peopleLists.includes(key)) keep(people, personForm.safeParse(value).data)
    else if (key === 'zerver_stream') {
      const channel = channelForm.safeParse(value).data
      if (channel !== undefined) channels.set(channel.id, toChannel(channel))
    } else if (key === 'zerver_recipient') keep(recipients, recipientForm.safeParse(value).data)
    else if (key === 'zerver_realm') {
      const found = realmForm.safeParse(value).data
      realm = found?.uuid || found?.string_id || ''
    }
  }
  const platform = realm === '' ? 'zulip' : `zulip:${realm}`
  return {
    findPerson: (id) => {
      const person = people.get(id)
      return person === undefined ? undefined : toPerson(person, platform)
    },
    findChannel: (id) => {
      const recipient = recipients.get(id)
      if (recipient === undefined) return undefined
      return recipient.type === recipientOfChannel ? channels.get(recipient.type_id) : 'direct'
    },
  }
}

function keep<T extends { readonly id: number }>(map: Map<number, T>, value: T | undefined): void {
  if (value !== undefined) map.set(value.id, value)
}

/** The listed entries up to where the file is damaged; its damage is told when it is read for its records. */
async function* readEntries(
  file: ShelfFile | undefined,
): AsyncGenerator<{ key: string; value: unknown }, void, void> {
  if (file === undefined) return
  try {
    for await (const parts of readJsonParts(await file.open()))
      for (const part of parts)
        if (part.isListed && part.key !== 'zerver_subscription')
          yield { key: part.key, value: parsePart(part) }
  } catch (error) {
    if (toDamage(error) === undefined) throw error
  }
}

function toPerson(person: z.output<typeof personForm>, platform: string): ZulipPerson {
  // Zulip makes addresses of its own for those who hide theirs.
  const email = [person.delivery_email, person.email].find((one) => one && !/^user\d+@/.test(one))
  return {
    speaker: {
      platform,
      accountId: String(person.id),
      ...(person.full_name ? { name: person.full_name } : {}),
      ...(email ? { email } : {}),
    },
    isBot: person.is_bot === true,
    joined: toMilliseconds(person.date_joined),
  }
}

function toChannel(channel: z.output<typeof channelForm>): ZulipChannel {
  return {
    id: String(channel.id),
    name: channel.name ?? '',
    isPrivate: channel.invite_only === true,
    isOpen: channel.is_web_public === true,
    created: toMilliseconds(channel.date_created),
  }
}

function toMilliseconds(time: string | number | null | undefined): number {
  const at = typeof time === 'number' ? time * 1000 : Date.parse(time ?? '')
  return Number.isFinite(at) ? Math.floor(at) : 0
}
