import { createHash } from 'node:crypto'
import { closeSync, createReadStream, openSync, readFileSync, readSync } from 'node:fs'
import { createGunzip, gunzipSync } from 'node:zlib'

const headBytes = 16 << 10
const chunkBytes = 1 << 20
const smallChunkBytes = 1 << 10
const beforeBytes = 4096
/** A mail in a file of its own is read to here; what is counted stands at its start. */
const longestMail = 8 << 20

/** The start of a file, unpacked if it is gzipped; of a damaged archive what can be unpacked, maybe nothing. */
export function readHead(path: string): { head: Buffer; isGzip: boolean } {
  const start = readPart(path, 0, headBytes)
  if (!isGzip(start)) return { head: start, isGzip: false }
  return { head: unpackStart(start), isGzip: true }
}

/** A whole mail file, unpacked; one that is too long is cut. */
export function readMailFile(path: string, size: number): Buffer {
  const bytes = size > longestMail ? readPart(path, 0, longestMail) : readFileSync(path)
  return isGzip(bytes) ? unpackStart(bytes) : bytes
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

function unpackStart(bytes: Buffer): Buffer {
  try {
    // Z_SYNC_FLUSH: give what is there, although the end is missing.
    return gunzipSync(bytes, { finishFlush: 2, maxOutputLength: 4 * longestMail })
  } catch {
    // Damaged, or a bomb: it has no start that could be judged, and is reported as what it is once it is read.
    return Buffer.alloc(0)
  }
}

function readPart(path: string, from: number, length: number): Buffer {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(length)
    return bytes.subarray(0, readSync(file, bytes, 0, length, from))
  } finally {
    closeSync(file)
  }
}

/** Names the 4 KiB before an offset; empty at the start of a file. */
export function fingerprintBefore(path: string, offset: number): string {
  const from = Math.max(0, offset - beforeBytes)
  return createHash('sha256')
    .update(readPart(path, from, offset - from))
    .digest('hex')
    .slice(0, 16)
}

export interface ChunkPlace {
  readonly isGzip: boolean
  /** An offset of the unpacked file. */
  readonly from: number
  readonly signal: AbortSignal
  onBytes(packed: number): void
}

/** The bytes of a file from an offset. A damaged archive throws after the bytes before the damage. */
export async function* readChunks(path: string, place: ChunkPlace): AsyncGenerator<Buffer, void, void> {
  let from = place.from
  try {
    for await (const chunk of unpackChunks(path, place, chunkBytes)) {
      yield chunk
      from += chunk.length
    }
  } catch (error) {
    if (!place.isGzip || !isDamage(error)) throw error
    // Of the chunk with the damage nothing was given, however much of it is whole: a wrong checksum at the end costs all.
    yield* unpackChunks(path, { ...place, from }, smallChunkBytes)
  }
}

async function* unpackChunks(
  path: string,
  { isGzip, from, signal, onBytes }: ChunkPlace,
  chunkSize: number,
): AsyncGenerator<Buffer, void, void> {
  const file = createReadStream(path, { start: isGzip ? 0 : from, highWaterMark: chunkBytes })
  const bytes = isGzip ? file.pipe(createGunzip({ chunkSize })) : file
  const stop = (): void => {
    bytes.destroy(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
  }
  file.on('error', (error) => bytes.destroy(error))
  signal.addEventListener('abort', stop)
  let toSkip = isGzip ? from : 0
  try {
    for await (const piece of bytes) {
      const chunk = piece as Buffer
      onBytes(file.bytesRead)
      if (toSkip < chunk.length) yield toSkip === 0 ? chunk : chunk.subarray(toSkip)
      toSkip = Math.max(0, toSkip - chunk.length)
    }
  } finally {
    signal.removeEventListener('abort', stop)
    file.destroy()
    bytes.destroy()
  }
}

function isDamage(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}

/** What the system or the archive says of a file that cannot be read; undefined for faults of ours. */
export function explainDamage(error: unknown): string | undefined {
  if (isDamage(error)) return `the archive is damaged (${error.message})`
  return error instanceof Error && 'code' in error ? damages[String(error.code)] : undefined
}

const damages: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  EIO: 'the disk reports an error',
  ELOOP: 'it is a link that leads in a circle',
  EISDIR: 'it is a folder',
}
