import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { constants, createGunzip, gunzipSync } from 'node:zlib'

/** Names what begins as gzipped bytes do. */
export const beginsPacked = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

export async function isPackedFile(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && beginsPacked(buffer)
  } finally {
    await file.close()
  }
}

/** How a file is read. */
export interface FileReading {
  /** Where to begin, in bytes of what is unpacked. */
  readonly from?: number
  /** Whether it is packed, if that is known; else it is looked at. */
  readonly packed?: boolean
  readonly signal?: AbortSignal
  /** Hears how many bytes were read of the file as it lies there. */
  onBytes?(taken: number): void
}

/**
 * The bytes of a file, unpacked if it is gzipped. Of a damaged archive it throws (see `findDamage`) after what stands before
 * the damage, but for less than 1 KiB.
 */
export async function* readUnpacked(
  path: string,
  reading: FileReading = {},
): AsyncGenerator<Buffer, void, void> {
  const { from = 0, packed = await isPackedFile(path) } = reading
  if (packed) yield* unpack(() => readFileBytes(path, 0, reading), from)
  else yield* readFileBytes(path, from, reading)
}

/** The first bytes of a file, unpacked; of a damaged archive what can be unpacked. Throws when that is nothing. */
export async function readUnpackedStart(path: string, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of readUnpacked(path)) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= bytes) break
    }
  } catch (error) {
    if (size === 0 || findDamage(error) === undefined) throw error
  }
  return Buffer.concat(chunks).subarray(0, bytes)
}

/** What begins with these gzipped bytes, although their end may be missing; nothing if they are damaged, or grow beyond `most`. */
export function unpackStart(packed: Buffer, most: number): Buffer {
  try {
    return gunzipSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: most })
  } catch {
    // It has no start that could be judged, and is reported as what it is once it is read.
    return Buffer.alloc(0)
  }
}

/** What an error says of an archive: that its end is missing, or that it is damaged; undefined when it is about something else. */
export function findDamage(error: unknown): 'cut' | 'damaged' | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!code.startsWith('Z_')) return undefined
  return code === 'Z_BUF_ERROR' ? 'cut' : 'damaged'
}

const chunkBytes = 1 << 18
const smallChunkBytes = 1 << 10

/**
 * Unpacks gzipped bytes, several archives one after another as one, from an offset of what is unpacked. `read` gives the packed bytes
 * from the start, each time it is called. Throws as `readUnpacked` does.
 */
export async function* unpack(
  read: () => AsyncIterable<Buffer>,
  from = 0,
): AsyncGenerator<Buffer, void, void> {
  let at = from
  try {
    for await (const chunk of unpackOnce(read(), chunkBytes, from)) {
      yield chunk
      at += chunk.length
    }
  } catch (error) {
    if (findDamage(error) === undefined) throw error
    // Of the chunk with the damage nothing was given, however much of it is whole: a wrong checksum at the end costs all.
    yield* unpackOnce(read(), smallChunkBytes, at)
  }
}

async function* unpackOnce(
  packed: AsyncIterable<Buffer>,
  chunkSize: number,
  from: number,
): AsyncGenerator<Buffer, void, void> {
  const unpacked = createGunzip({ chunkSize })
  const feeding = pipeline(packed, unpacked)
  // Whoever reads meets the same error.
  feeding.catch(() => undefined)
  let toSkip = from
  try {
    for await (const piece of unpacked) {
      const chunk = piece as Buffer
      if (toSkip < chunk.length) yield toSkip === 0 ? chunk : chunk.subarray(toSkip)
      toSkip = Math.max(0, toSkip - chunk.length)
    }
  } finally {
    unpacked.destroy()
    await feeding.catch(() => undefined)
  }
}

async function* readFileBytes(
  path: string,
  start: number,
  { signal, onBytes }: FileReading,
): AsyncGenerator<Buffer, void, void> {
  signal?.throwIfAborted()
  const file = createReadStream(path, { start, highWaterMark: chunkBytes })
  const stop = (): void => {
    file.destroy(signal?.reason instanceof Error ? signal.reason : new Error('aborted'))
  }
  signal?.addEventListener('abort', stop)
  try {
    for await (const chunk of file) {
      onBytes?.(file.bytesRead)
      yield chunk as Buffer
    }
  } finally {
    signal?.removeEventListener('abort', stop)
    file.destroy()
  }
}
