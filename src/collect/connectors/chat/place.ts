import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { z } from 'zod'
import type { Stand } from './reader.ts'
import type { ShelfFile } from './shelf.ts'

/** How far a file was read that may grow, and how to tell that it is the same file. */
export const placeForm = z.object({
  name: z.string(),
  /** In bytes. */
  at: z.number(),
  /** Of what stands at its beginning and before this place. */
  digest: z.string(),
  /** What the file had when it was read to its end; empty until then. */
  stamp: z.string(),
  changedAt: z.number(),
  knowing: z.unknown(),
})
export type Place = z.output<typeof placeForm>

/** Of more files, those changed longest ago are read from their start when they grow. */
export const mostPlaces = 100
const digestedBytes = 4096

/** Nothing of a file that is no longer as long as it was read. */
export async function markPlace(file: ShelfFile, { at, knowing }: Stand): Promise<Place | undefined> {
  const digest = await digestUpTo(file, at)
  if (file.loose === undefined || digest === undefined) return undefined
  return { name: file.name, at, digest, stamp: '', changedAt: file.loose.changedAt, knowing }
}

/** Whether all that is new in a file stands after a place. */
export const isPlaceOf = async (file: ShelfFile, { at, digest }: Place): Promise<boolean> =>
  digest === (await digestUpTo(file, at))

async function digestUpTo({ loose }: ShelfFile, at: number): Promise<string | undefined> {
  if (loose === undefined) return undefined
  const file = await open(loose.path)
  try {
    if ((await file.stat()).size < at) return undefined
    const size = Math.min(at, digestedBytes)
    const hash = createHash('sha256').update(`${at}:`)
    for (const from of [0, at - size]) hash.update(await readBytes(file, from, size))
    return hash.digest('hex').slice(0, 32)
  } finally {
    await file.close()
  }
}

async function readBytes(file: FileHandle, from: number, size: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, from)
  return buffer.subarray(0, bytesRead)
}
