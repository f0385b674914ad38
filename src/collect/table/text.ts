import { isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'

const lineFeed = 0x0a
const mostHeld = 1 << 20

/**
 * Text of UTF-8, of UTF-16, or of Windows-1252 where it is not UTF-8: told line by line, because files are
 * put together of parts. Pieces end anywhere.
 */
export async function* readText(chunks: AsyncIterable<Buffer>): AsyncGenerator<string, void, void> {
  let decoder: TextDecoder | undefined
  let held: Buffer = Buffer.alloc(0)
  let isStart = true
  for await (const chunk of chunks) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    if (isStart) {
      if (held.length < 4) continue
      decoder = openWide(held)
      if (held[0] === 0xef && held[1] === 0xbb && held[2] === 0xbf) held = held.subarray(3)
      isStart = false
    }
    if (decoder !== undefined) {
      yield decoder.decode(held, { stream: true })
      held = Buffer.alloc(0)
      continue
    }
    const cut = findCut(held)
    if (cut === 0) continue
    yield decodeNarrow(held.subarray(0, cut))
    held = held.subarray(cut)
  }
  if (decoder !== undefined) yield decoder.decode()
  else if (held.length > 0) yield decodeNarrow(held)
}

/** The start of a file as text. Its last character may be cut. */
export function decodeHead(head: Buffer): string {
  const wide = openWide(head)
  if (wide !== undefined) return wide.decode(head, { stream: true })
  const start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(3) : head
  return decodeNarrow(start)
}

function openWide(start: Buffer): TextDecoder | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le')
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder('utf-16be')
  // Without its mark: headers are ASCII, so every other byte is empty.
  if (start[0] !== 0 && start[1] === 0 && start[3] === 0) return new TextDecoder('utf-16le')
  if (start[0] === 0 && start[1] !== 0 && start[2] === 0) return new TextDecoder('utf-16be')
  return undefined
}

/** Up to where bytes can be decoded without tearing a character: the last line, or in a line without end the last ASCII. */
function findCut(bytes: Buffer): number {
  const line = bytes.lastIndexOf(lineFeed)
  if (line !== -1) return line + 1
  if (bytes.length < mostHeld) return 0
  for (let at = bytes.length - 1; at > 0; at--) if ((bytes[at] ?? 0) < 0x80) return at + 1
  return bytes.length
}

function decodeNarrow(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  const parts: string[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(lineFeed, at)
    const line = bytes.subarray(at, end === -1 ? bytes.length : end + 1)
    parts.push(isUtf8(line) ? line.toString('utf8') : windows.decode(line))
    at += line.length
  }
  return parts.join('')
}

const windows = new TextDecoder('windows-1252')

export interface Line {
  /** Without its end; only the start of it when `isCut`. */
  readonly text: string
  /** From 1. */
  readonly number: number
  readonly isCut: boolean
  /** Whether it was ended: the last of a file may not be. */
  readonly isEnded: boolean
}

const longestLine = 1 << 20

/** Lines ended by \n, \r\n or \r, as many at once as a piece of text has. */
export async function* readLines(pieces: AsyncIterable<string>): AsyncGenerator<Line[], void, void> {
  let rest = ''
  let number = 0
  let isPast = false
  const toLine = (text: string, isEnded: boolean): Line => {
    number++
    return { text: text.slice(0, longestLine), number, isCut: text.length > longestLine, isEnded }
  }
  for await (const piece of pieces) {
    // A carriage return at the end may be half of a line's end.
    const text = rest + piece
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text
    const parts = whole.split(/\r\n|\n|\r/)
    const last = parts.pop() ?? ''
    rest = last + text.slice(whole.length)
    if (isPast && parts.length > 0) {
      // The end of a line whose start was told already.
      parts.shift()
      isPast = false
    }
    const lines = parts.map((part) => toLine(part, true))
    if (isPast) rest = ''
    else if (rest.length > longestLine) {
      lines.push(toLine(rest, true))
      isPast = true
      rest = ''
    }
    if (lines.length > 0) yield lines
  }
  const [line = '', ...more] = rest.split('\r')
  if (rest !== '' && !isPast) yield [toLine(line, more.length > 0)]
}
