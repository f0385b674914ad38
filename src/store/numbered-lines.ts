import { fstatSync, readSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

/** Longer lines are cut here, so that a file of one endless line costs no memory. */
export const longestLine = 1 << 20

const windowBytes = longestLine / 2
const probeBytes = 4096
const chunkBytes = 1 << 18
// A damaged file loses what was unpacked of the piece in which the damage lies.
const zippedChunkBytes = 1 << 14

/** Whether a file is gzipped, by its first bytes: rotated logs bear any name. */
export async function isGzip(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
}

/**
 * Whether the engine can be given the file as it is: no line exceeds `longestLine`, and if gzipped, it is whole. A plain file is
 * only probed: a line end in each half of that length proves it.
 */
export async function hasOnlyShortLines(file: FileHandle, gzip: boolean): Promise<boolean> {
  return gzip ? hasOnlyShortLinesUnzipped(file) : hasLineEndInEachWindow(file)
}

/** Does not wait for its turn between probes: hundreds of small turns took longer beside other work than all the probes. */
async function hasLineEndInEachWindow({ fd }: FileHandle): Promise<boolean> {
  const { size } = fstatSync(fd)
  const window = Buffer.alloc(windowBytes)
  for (let from = 0; from + windowBytes < size; from += windowBytes) {
    const probed = readSync(fd, window, 0, probeBytes, from)
    if (window.subarray(0, probed).includes(10)) continue
    const read = readSync(fd, window, 0, windowBytes, from)
    if (!window.subarray(0, read).includes(10)) return false
  }
  return true
}

async function hasOnlyShortLinesUnzipped(file: FileHandle): Promise<boolean> {
  let length = 0
  const read = openBytes(file, true)
  for await (const chunk of read.bytes) {
    const first = chunk.indexOf(10)
    length += first === -1 ? chunk.length : first
    if (length > longestLine) return false
    if (first !== -1) length = chunk.length - chunk.lastIndexOf(10) - 1
  }
  return read.damage() === undefined
}

/** Rows of `line_number UInt64, line String` in the engine's RowBinary, and after the last one what was wrong with the file. */
export interface NumberedLines {
  readonly rows: AsyncIterable<Buffer>
  damage(): string | undefined
}

/** Numbers the lines of a plain or gzipped file from 1. A damaged file gives the lines before the damage. */
export function numberLines(file: FileHandle, gzip: boolean): NumberedLines {
  const { bytes, damage } = openBytes(file, gzip)
  return { rows: encodeLines(bytes), damage }
}

async function* encodeLines(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let number = 0n
  /** The line that began in an earlier chunk. */
  let begun: Buffer[] = []
  let begunLength = 0
  const extend = (part: Buffer): void => {
    const kept = Buffer.from(part.subarray(0, longestLine - begunLength))
    if (kept.length > 0 || begun.length === 0) begun.push(kept)
    begunLength += kept.length
  }
  for await (const chunk of bytes) {
    const rows = new Rows(chunk.length + begunLength)
    let from = 0
    for (let to = chunk.indexOf(10, from); to !== -1; to = chunk.indexOf(10, from)) {
      number += 1n
      if (begun.length > 0) {
        extend(chunk.subarray(from, to))
        rows.add(number, Buffer.concat(begun))
        begun = []
        begunLength = 0
      } else rows.add(number, chunk.subarray(from, Math.min(to, from + longestLine)))
      from = to + 1
    }
    if (from < chunk.length) extend(chunk.subarray(from))
    if (rows.size > 0) yield rows.take()
  }
  if (begun.length > 0) {
    const rows = new Rows(begunLength)
    rows.add(number + 1n, Buffer.concat(begun))
    yield rows.take()
  }
}

/** Rows being written, in a buffer that grows. */
class Rows {
  size = 0
  #buffer: Buffer

  constructor(bytes: number) {
    this.#buffer = Buffer.allocUnsafe(bytes + (bytes >> 2) + 64)
  }

  add(number: bigint, line: Buffer): void {
    if (this.size + line.length + 16 > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(2 * this.#buffer.length + line.length)
      this.#buffer.copy(larger, 0, 0, this.size)
      this.#buffer = larger
    }
    const buffer = this.#buffer
    this.size = buffer.writeBigUInt64LE(number, this.size)
    let left = line.length
    for (; left >= 0x80; left >>>= 7) buffer[this.size++] = (left & 0x7f) | 0x80
    buffer[this.size++] = left
    this.size += line.copy(buffer, this.size)
  }

  take(): Buffer {
    return this.#buffer.subarray(0, this.size)
  }
}

function openBytes(
  file: FileHandle,
  gzip: boolean,
): { bytes: AsyncIterable<Buffer>; damage(): string | undefined } {
  let damage: string | undefined
  async function* unzip(): AsyncIterable<Buffer> {
    const gunzip = createGunzip({ chunkSize: chunkBytes })
    const feeding = pipeline(readChunks(file, zippedChunkBytes), gunzip)
    // The reading loop below meets the same error; without this it would count as unhandled.
    feeding.catch(() => {})
    try {
      yield* gunzip as AsyncIterable<Buffer>
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (!code.startsWith('Z_')) throw error
      damage = error instanceof Error ? error.message : code
    }
  }
  return { bytes: gzip ? unzip() : readChunks(file, chunkBytes), damage: () => damage }
}

/** Reads at positions, so that the descriptor's own position stays at 0, where the engine begins to read. */
async function* readChunks(file: FileHandle, size: number): AsyncIterable<Buffer> {
  for (let position = 0; ; ) {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(size), 0, size, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}
