import { isUtf8 } from 'node:buffer'

export interface Line {
  /** Without its end; only the start of it when `isCut`. */
  readonly text: string
  /** From 1. */
  readonly number: number
  readonly isCut: boolean
  /** Where it begins and where the next one does, in bytes; tells nothing of files in UTF-16. */
  readonly start: number
  readonly next: number
  /** The file ends without ending it, so that more of it may come. */
  readonly isOpen: boolean
}

export interface LineForm {
  /** Of one that is longer this much is kept, and the rest is read past. */
  readonly longest: number
  /** What lines are written in that are not UTF-8. */
  readonly charset: string
  /** Where in its file the first chunk begins, if not at its start. */
  readonly from?: { readonly at: number; readonly line: number }
}

/** Lines of a file, some for each chunk. */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  { longest, charset, from = { at: 0, line: 1 } }: LineForm,
): AsyncGenerator<Line[], void, void> {
  const decoder = new TextDecoder(charset)
  const decode = (bytes: Buffer): string => (isUtf8(bytes) ? bytes.toString('utf8') : decoder.decode(bytes))
  let rest: Buffer[] = []
  let held = 0
  let number = from.line
  let at = from.at
  const toLine = (bytes: Buffer, size: number, isText: boolean, isOpen = false): Line => {
    const start = at
    at += isOpen ? size : size + 1
    const text = isText ? bytes.toString('utf8') : decode(bytes)
    const clean = number === 1 ? text.replace(/^\uFEFF/, '') : text
    return {
      text: clean.endsWith('\r') ? clean.slice(0, -1) : clean,
      number: number++,
      isCut: size > longest,
      start,
      next: at,
      isOpen,
    }
  }
  for await (const chunk of from.at === 0 ? toUtf8(chunks) : chunks) {
    const last = chunk.lastIndexOf(0x0a)
    if (last === -1) {
      if (held <= longest) rest.push(chunk)
      held += chunk.length
      continue
    }
    const first = chunk.indexOf(0x0a)
    const head = Buffer.concat([...rest, chunk.subarray(0, first)])
    const lines = [toLine(head.subarray(0, longest), held + first, false)]
    const isText = isUtf8(chunk.subarray(first + 1, last))
    for (let begin = first + 1; begin <= last; ) {
      const end = chunk.indexOf(0x0a, begin)
      lines.push(toLine(chunk.subarray(begin, Math.min(end, begin + longest)), end - begin, isText))
      begin = end + 1
    }
    rest = [chunk.subarray(last + 1)]
    held = chunk.length - last - 1
    yield lines
  }
  if (held > 0) yield [toLine(Buffer.concat(rest).subarray(0, longest), held, false, true)]
}

/** What Windows calls Unicode has two bytes for a line's end, so it is turned to UTF-8 before lines are sought. */
async function* toUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let isFirst = true
  for await (const chunk of chunks) {
    if (isFirst && chunk[0] === 0xff && chunk[1] === 0xfe) decoder = new TextDecoder('utf-16le')
    isFirst = false
    yield decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }))
  }
}
