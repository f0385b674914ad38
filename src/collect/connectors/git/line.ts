import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import { beginsPacked, readUnpacked } from '../../lines/index.ts'
import { decodeText } from './text.ts'

export interface Line {
  /** Without its end; only the start of it when `isCut`. */
  readonly text: string
  /** From 1. */
  readonly number: number
  /** Where it begins, in bytes of the unpacked file. */
  readonly start: number
  /** Where the next one begins. */
  readonly end: number
  readonly isCut: boolean
}

/** No line of a log is longer; of one that is, this much is kept and the rest is read past. */
const longestLine = 1 << 20

/** How a file is written: only a plain one can be gone on with in the middle. */
export interface FileForm {
  readonly isGzip: boolean
  readonly isUtf16: boolean
}

/** Lines of a file, packed or not, some for each chunk. A damaged archive throws after the lines before the damage. */
export async function* readLines(
  path: string,
  from: { readonly start: number; readonly number: number },
  options: { readonly signal: AbortSignal; onBytes(bytesRead: number): void },
): AsyncGenerator<Line[], void, void> {
  const form = await readFileForm(path)
  let rest: Buffer[] = []
  let held = 0
  let start = from.start
  let number = from.number
  const toLine = (bytes: Buffer, size: number, isText: boolean): Line => {
    const text = isText ? bytes.toString('utf8') : decodeText(bytes, '')
    const begin = start
    start += size + 1
    return {
      text: text.endsWith('\r') ? text.slice(0, -1) : text,
      number: number++,
      start: begin,
      end: start,
      isCut: size > longestLine,
    }
  }
  for await (const chunk of readBytes(path, form, from.start, options)) {
    const last = chunk.lastIndexOf(0x0a)
    if (last === -1) {
      if (held < longestLine) rest.push(chunk)
      held += chunk.length
      continue
    }
    const first = chunk.indexOf(0x0a)
    const head = Buffer.concat([...rest, chunk.subarray(0, first)])
    const lines = [toLine(head.subarray(0, longestLine), held + first, false)]
    const isText = isUtf8(chunk.subarray(first + 1, last))
    for (let at = first + 1; at <= last; ) {
      const end = chunk.indexOf(0x0a, at)
      lines.push(toLine(chunk.subarray(at, end), end - at, isText))
      at = end + 1
    }
    rest = [chunk.subarray(last + 1)]
    held = chunk.length - last - 1
    yield lines
  }
  if (held > 0) yield [toLine(Buffer.concat(rest).subarray(0, longestLine), held, false)]
}

export async function readFileForm(path: string): Promise<FileForm> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return {
      isGzip: bytesRead === 2 && beginsPacked(buffer),
      isUtf16: bytesRead === 2 && buffer[0] === 0xff && buffer[1] === 0xfe,
    }
  } finally {
    await file.close()
  }
}

async function* readBytes(
  path: string,
  { isGzip, isUtf16 }: FileForm,
  start: number,
  options: { readonly signal: AbortSignal; onBytes(bytesRead: number): void },
): AsyncGenerator<Buffer, void, void> {
  const from = isGzip || isUtf16 ? 0 : start
  const bytes = readUnpacked(path, { ...options, from, packed: isGzip })
  if (!isUtf16) return yield* bytes
  // What PowerShell's `>` writes; its end of line is two bytes, so it is turned to UTF-8 before lines are sought.
  const decoder = new TextDecoder('utf-16le')
  for await (const chunk of bytes) yield Buffer.from(decoder.decode(chunk, { stream: true }))
}
