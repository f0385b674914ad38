import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import type { Cursor } from '../../connector.ts'
import { type ArchiveFile, compareNames } from './archive-file.ts'
import type { GhArchiveConfig } from './config.ts'

/** How far a file was read. A packed one is read whole or not at all: it cannot be entered half-way. */
const place = z.object({
  /** Bytes, packed if the file is. */
  at: z.number(),
  /** Where to go on, if the last line was open. */
  openLine: z.number().optional(),
  nextLine: z.number(),
  /** Digest of what stands before. What is public needs no key. */
  digest: z.string(),
})
export type Place = z.infer<typeof place>

/**
 * How far the files of a month were read: all before `last` but the unread, and `last` up to a place. Ten years are ninety thousand
 * files, too many to list in every page's cursor; so those before the last are held to be read as long as names and sizes are the same.
 */
const reach = place.extend({ last: z.string(), before: z.string(), unread: z.array(z.string()) })
export type Reach = z.infer<typeof reach>

const cursor = z.object({ repositories: z.string(), months: z.record(z.string(), reach) })

/** What was reached, by month; nothing if other repositories were kept then. */
export function readReaches(since: Cursor | undefined, config: GhArchiveConfig): Map<string, Reach> {
  if (since === undefined) return new Map()
  const { repositories, months } = cursor.parse(since)
  return new Map(repositories === digestChoice(config) ? Object.entries(months) : [])
}

export const toCursor = (reaches: ReadonlyMap<string, Reach>, config: GhArchiveConfig): Cursor => ({
  repositories: digestChoice(config),
  months: Object.fromEntries(reaches),
})

const digestChoice = ({ repositories }: GhArchiveConfig): string =>
  digest(
    repositories
      .map((name) => name.toLowerCase())
      .sort()
      .join('\n'),
  )

/** Whether the files that were read are still the same. */
export const holds = (known: Reach, files: readonly ArchiveFile[]): boolean =>
  known.before === digestBefore(files, known.last, known.unread)

/** What is reached when a file is read up to a place; reading one again takes nothing back. */
export function advance(
  known: Reach | undefined,
  files: readonly ArchiveFile[],
  step: { readonly name: string; readonly place: Place; readonly isUnread: boolean },
): Reach {
  const others = (known?.unread ?? []).filter((name) => name !== step.name)
  const unread = step.isUnread ? [...others, step.name] : others
  const isFurther = known === undefined || compareNames(step.name, known.last) >= 0
  const { last, at, nextLine, openLine, digest } = isFurther ? { ...step.place, last: step.name } : known
  const before = digestBefore(files, last, unread)
  return { last, at, nextLine, digest, unread, before, ...(openLine === undefined ? {} : { openLine }) }
}

function digestBefore(files: readonly ArchiveFile[], last: string, unread: readonly string[]): string {
  const earlier = files.filter(({ name }) => compareNames(name, last) < 0 && !unread.includes(name))
  return digest(earlier.map(({ name, bytes }) => `${name} ${bytes}`).join('\n'))
}

const digestedBytes = 4096

export async function markPlace(file: FileHandle, stand: Omit<Place, 'digest'>): Promise<Place> {
  return { ...stand, digest: await digestUpTo(file, stand.at) }
}

/** Whether a place is one of this file, so that it may be read on from there. */
export const isPlaceOf = async (file: FileHandle, { at, digest }: Place): Promise<boolean> =>
  digest === (await digestUpTo(file, at))

async function digestUpTo(file: FileHandle, at: number): Promise<string> {
  const from = Math.max(0, at - digestedBytes)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(at - from), 0, at - from, from)
  return digest(buffer.subarray(0, bytesRead))
}

/** Nothing of a file. */
export const noPlace = (): Place => ({ at: 0, nextLine: 1, digest: digest('') })

const digest = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex').slice(0, 32)
