import type { ByteSource } from './byte-source.ts'

/** Whole lines of a file, each ended by a line feed. */
export interface LinePage {
  /** Valid until the next page is asked for. */
  readonly lines: Buffer
  /** The numbers of its first line and of the one after its last, from 1. */
  readonly firstLine: number
  readonly nextLine: number
  /** Bytes of the file, unpacked, up to the end of this page. */
  readonly end: number
  /** Where the last line begins if the file did not end it: more of it may come. */
  readonly openLine: number | undefined
}

const pageBytes = 72 << 20
/** Of a line that does not fit a page this much is read: enough to say what it is. */
const longestLine = 1 << 20

/**
 * Cuts a file into pages of at most `size` bytes. A line that does not fit into one is cut and the rest of it skipped, so that a
 * file of one endless line costs no more memory than any other.
 */
export async function* readLinePages(
  source: ByteSource,
  start: { readonly offset: number; readonly line: number },
  size = pageBytes,
): AsyncIterable<LinePage> {
  // One byte more than a page, for the line feed that the last line may lack.
  const buffer = Buffer.allocUnsafe(size + 1)
  let { offset, line } = start
  let held = 0
  for (;;) {
    const filled = await fill(source, buffer, held, size)
    if (filled < size) {
      if (filled > 0) yield lastPage(buffer, filled, offset, line)
      return
    }
    const end = buffer.subarray(0, filled).lastIndexOf(10) + 1
    if (end > 0) {
      const lines = buffer.subarray(0, end)
      const nextLine = line + countLines(lines)
      offset += end
      yield { lines, firstLine: line, nextLine, end: offset, openLine: undefined }
      line = nextLine
      buffer.copyWithin(0, end, filled)
      held = filled - end
    } else {
      const cut = Math.min(longestLine, size)
      buffer[cut] = 10
      const start = Buffer.from(buffer.subarray(0, cut + 1))
      const rest = await skipLine(source, buffer, size)
      offset += filled + rest.skipped
      yield { lines: start, firstLine: line, nextLine: line + 1, end: offset, openLine: undefined }
      line += 1
      held = rest.held
    }
  }
}

function lastPage(buffer: Buffer, filled: number, offset: number, line: number): LinePage {
  const isOpen = buffer[filled - 1] !== 10
  if (isOpen) buffer[filled] = 10
  const lines = buffer.subarray(0, isOpen ? filled + 1 : filled)
  const openLine = isOpen ? offset + buffer.subarray(0, filled).lastIndexOf(10) + 1 : undefined
  return { lines, firstLine: line, nextLine: line + countLines(lines), end: offset + filled, openLine }
}

/** Fills a buffer up to `size`; less is there only at the end of the source. */
async function fill(source: ByteSource, buffer: Buffer, from: number, size: number): Promise<number> {
  const room = buffer.subarray(0, size)
  let filled = from
  while (filled < size) {
    const read = await source.read(room, filled)
    if (read === 0) break
    filled += read
  }
  return filled
}

/** Reads on to the end of a line; what follows it stands at the start of the buffer. */
async function skipLine(
  source: ByteSource,
  buffer: Buffer,
  size: number,
): Promise<{ skipped: number; held: number }> {
  const room = buffer.subarray(0, size)
  let skipped = 0
  for (;;) {
    const read = await source.read(room, 0)
    if (read === 0) return { skipped, held: 0 }
    const end = room.subarray(0, read).indexOf(10) + 1
    if (end > 0) {
      room.copyWithin(0, end, read)
      return { skipped: skipped + end, held: read - end }
    }
    skipped += read
  }
}

function countLines(lines: Buffer): number {
  let count = 0
  for (let at = lines.indexOf(10); at !== -1; at = lines.indexOf(10, at + 1)) count++
  return count
}
