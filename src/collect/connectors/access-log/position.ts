import { createHmac } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import type { Cursor, ReadIo } from '../../connector.ts'

/**
 * How far a file was read. A file is known again by what stands before that point, not by its name, because logs are renamed;
 * what stands there holds addresses, so its digest is keyed with the key of the month it was read in.
 */
const position = z.object({
  /** Bytes, packed if the file is. */
  at: z.number(),
  /** Where to go on, if the last line was open. */
  openLine: z.number().optional(),
  nextLine: z.number(),
  month: z.string(),
  digest: z.string(),
})
export type Position = z.infer<typeof position>

const cursor = z.object({ positions: z.array(position) })

const digestedBytes = 4096

export const readPositions = (since: Cursor | undefined): Position[] =>
  since === undefined ? [] : cursor.parse(since).positions

/** A position in a file; undefined when the key to digest with is gone, which a wrong clock can bring about. */
export async function markPosition(
  file: FileHandle,
  io: ReadIo,
  place: { at: number; nextLine: number; openLine?: number | undefined },
): Promise<Position | undefined> {
  const month = io.clock.now().toISOString().slice(0, 7)
  const digest = await digestBefore(file, io, month, place.at)
  if (digest === undefined) return undefined
  const { at, nextLine, openLine } = place
  return { at, nextLine, month, digest, ...(openLine === undefined ? {} : { openLine }) }
}

/** The furthest of the positions that is one of this file. Of a packed file only its end counts: it cannot be entered half-way. */
export async function findPosition(
  file: FileHandle,
  io: ReadIo,
  positions: readonly Position[],
  place: { size: number; packed: boolean },
): Promise<Position | undefined> {
  const possible = positions
    .filter(({ at }) => (place.packed ? at === place.size : at <= place.size))
    .sort((a, b) => b.at - a.at)
  for (const candidate of possible)
    if ((await digestBefore(file, io, candidate.month, candidate.at)) === candidate.digest) return candidate
  return undefined
}

async function digestBefore(
  file: FileHandle,
  io: ReadIo,
  month: string,
  at: number,
): Promise<string | undefined> {
  const answer = await io.monthlyKey(month)
  if (!('key' in answer)) return undefined
  const from = Math.max(0, at - digestedBytes)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(at - from), 0, at - from, from)
  return createHmac('sha256', Buffer.from(answer.key, 'hex'))
    .update(`${at}:`)
    .update(buffer.subarray(0, bytesRead))
    .digest('hex')
    .slice(0, 32)
}
