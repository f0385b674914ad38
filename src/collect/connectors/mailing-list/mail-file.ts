import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { beginsPacked, findDamage, readUnpacked, unpackStart } from '../../lines/index.ts'

const headBytes = 16 << 10
const beforeBytes = 4096
/** A mail in a file of its own is read to here; what is counted stands at its start. */
const longestMail = 8 << 20
const longestUnpacked = 4 * longestMail

/** The start of a file, unpacked if it is gzipped; of a damaged archive what can be unpacked, maybe nothing. */
export function readHead(path: string): { head: Buffer; isGzip: boolean } {
  const start = readPart(path, 0, headBytes)
  if (!beginsPacked(start)) return { head: start, isGzip: false }
  return { head: unpackStart(start, longestUnpacked), isGzip: true }
}

/** A whole mail file, unpacked; one that is too long is cut. */
export function readMailFile(path: string, size: number): Buffer {
  const bytes = size > longestMail ? readPart(path, 0, longestMail) : readFileSync(path)
  return beginsPacked(bytes) ? unpackStart(bytes, longestUnpacked) : bytes
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
export const readChunks = (
  path: string,
  { isGzip, ...place }: ChunkPlace,
): AsyncGenerator<Buffer, void, void> => readUnpacked(path, { packed: isGzip, ...place })

/** What the system or the archive says of a file that cannot be read; undefined for faults of ours. */
export function explainDamage(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (findDamage(error) !== undefined) return `the archive is damaged (${error.message})`
  return 'code' in error ? damages[String(error.code)] : undefined
}

const damages: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  EIO: 'the disk reports an error',
  ELOOP: 'it is a link that leads in a circle',
  EISDIR: 'it is a folder',
}
