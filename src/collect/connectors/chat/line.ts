import { isUtf8 } from 'node:buffer'

export interface Line {
  /** Without its end; only the start of it when `isCut`. */
  readonly text: string
  /** From 1. */
  readonly number: number
  readonly isCut: boolean
}

export interface LineForm {
  /** Of one that is longer this much is kept, and the rest is read past. */
  readonly longest: number
  /** What lines are written in that are not UTF-8. */
  readonly charset: string
}

/** Lines of a file, some for each chunk. */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  { longest, charset }: LineForm,
): AsyncGenerator<Line[], void, void> {
  const decoder = new TextDecoder(charset)
  const decode = (bytes: Buffer): string => (isUtf8(bytes) ? bytes.toString('utf8') : decoder.decode(bytes))
  let rest: Buffer[] = []
  let held = 0
  let number = 1
  const toLine = (bytes: Buffer, size: number, isText: boolean): Line => {
    const text = isText ? bytes.toString('utf8') : decode(bytes)
    const clean = number === 1 ? text.replace(/^\uFEFF/, '') : text
    return {
      text: clean.endsWith('\r') ? clean.slice(0, -1) : clean,
      number: number++,
      isCut: size > longest,
    }
  }
  for await (const chunk of toUtf8(chunks)) {
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
    for (let at = first + 1; at <= last; ) {
      const end = chunk.indexOf(0x0a, at)
      lines.push(toLine(chunk.subarray(at, Math.min(end, at + longest)), end - at, isText))
      at = end + 1
    }
    rest = [chunk.subarray(last + 1)]
    held = chunk.length - last - 1
    yield lines
  }
  if (held > 0) yield [toLine(Buffer.concat(rest).subarray(0, longest), held, false)]
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
