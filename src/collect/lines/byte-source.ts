import type { FileHandle } from 'node:fs/promises'
import { beginsPacked, findDamage, unpack } from './unpack.ts'

/** The bytes of a file, unpacked. */
export interface ByteSource {
  /** Fills a part of a buffer and answers how many bytes it wrote; 0 at the end. */
  read(buffer: Buffer, from: number): Promise<number>
  /** Bytes of the file read so far, packed if it is. */
  readonly taken: number
  /** What was wrong with the file, once its end is reached. */
  readonly damage: string | undefined
  close(): Promise<void>
}

const chunkBytes = 1 << 20

export async function isGzip(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
  return bytesRead === 2 && beginsPacked(buffer)
}

/** What an open file is read as: plain files up to a size, from an offset; packed ones whole. */
export interface OpenFile {
  readonly handle: FileHandle
  readonly size: number
  readonly packed: boolean
}

export const openBytes = ({ handle, size, packed }: OpenFile, from = 0): ByteSource =>
  packed ? openGzip(handle) : openPlain(handle, from, size)

/** The start of a file, unpacked. */
export async function readStart(file: OpenFile, bytes: number): Promise<Buffer> {
  const start = Buffer.alloc(bytes)
  const source = openBytes(file)
  try {
    let filled = 0
    for (let read = 1; read > 0 && filled < bytes; filled += read) read = await source.read(start, filled)
    return start.subarray(0, filled)
  } finally {
    await source.close()
  }
}

/** The bytes of a plain file between two offsets; what is written to it meanwhile waits for the next time. */
function openPlain(file: FileHandle, from: number, to: number): ByteSource {
  let at = from
  return {
    async read(buffer, start) {
      const most = Math.min(buffer.length - start, to - at)
      if (most === 0) return 0
      const { bytesRead } = await file.read(buffer, start, most, at)
      at += bytesRead
      return bytesRead
    },
    get taken() {
      return at
    },
    damage: undefined,
    async close() {},
  }
}

/** The unpacked bytes of a gzipped file; of a damaged one those before the damage. */
function openGzip(file: FileHandle): ByteSource {
  let taken = 0
  let damage: string | undefined
  async function* readPacked(): AsyncIterable<Buffer> {
    for (let at = 0; ; ) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, at)
      if (bytesRead === 0) return
      at += bytesRead
      taken = Math.max(taken, at)
      yield buffer.subarray(0, bytesRead)
    }
  }
  const chunks = unpack(readPacked)
  let left: Buffer = Buffer.alloc(0)
  const next = async (): Promise<Buffer | undefined> => {
    try {
      const step = await chunks.next()
      return step.done === true ? undefined : step.value
    } catch (error) {
      const found = findDamage(error)
      if (found === undefined) throw error
      damage = found === 'cut' ? 'it ends in the middle' : 'its content is damaged'
      return undefined
    }
  }
  return {
    async read(buffer, start) {
      if (left.length === 0) left = (await next()) ?? left
      const written = left.copy(buffer, start)
      left = left.subarray(written)
      return written
    },
    get taken() {
      return taken
    },
    get damage() {
      return damage
    },
    close: async () => void (await chunks.return()),
  }
}
