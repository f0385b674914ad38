import { isAscii } from 'node:buffer'

/** How much a person wrote herself: what she quotes, her signature and the list's footer do not count. */
export interface TextLength {
  /** Lines that are not blank. */
  readonly lines: number
  /** Without the blanks at both ends of a line. */
  readonly characters: number
  /** Lines quoted of others. */
  readonly quotedLines: number
  /** Digests of codes in it by which somebody proves an account, if there are any. */
  readonly proof?: string
}

/** Behind these stands what others wrote, or the list: forwarded mails, Outlook's quotes, footers, scrubbed parts. */
const endMark =
  /^(?:-- ?$|_{25,}|-{5,} ?(?:original|forwarded|ursprüngliche|urspr|weitergeleitet|message d'origine|mensaje original|next part)|begin:vcard)/i
const footerStart = /^(?:-{60,}|={60,})$/
const footerSays =
  /^(?:to unsubscribe|for additional commands|unsubscribe|archives?:|mailing list|list info)/i
const outlookQuote = /^\*?(?:From|Von|De|Da|Van|Från):\*?\s.*[@<[\w]/i
const outlookNext =
  /^\*?(?:Sent|Date|To|Gesendet|Datum|An|Envoy|Enviado|Para|Inviato|Verzonden|Skickat|Cc)[^:]{0,3}:/i
/**
 * First characters of all lines that can end a person's own text; most lines are told apart by them alone. Those marked 2 do so
 * only with a colon soon after, as in `*From:` and `begin:vcard`, and many lines begin with these letters.
 */
const endStarts = new Uint8Array(256)
for (const char of '-_=') endStarts[char.charCodeAt(0)] = 1
for (const char of '*FVDfvdbB') endStarts[char.charCodeAt(0)] = 2
const latestColon = 5
/** UTF-8, and other charsets with ASCII in them, one byte a character. */
export type Width = 'utf-8' | 'byte'

const longestShown = 200
const blanks = new Uint8Array(256)
for (const code of [9, 12, 13, 32]) blanks[code] = 1

/** Measures the text that stands in some bytes from `start` to before `end`. */
export function measureOwnText(bytes: Buffer, start: number, end: number, width: Width): TextLength {
  const isWide = width === 'utf-8' && !isAscii(bytes.subarray(start, end))
  let lines = 0
  let characters = 0
  let quotedLines = 0
  /** The characters of the last own line, if it may lead a quote; else 0. */
  let lead = 0
  for (let next = start, at = start; at < end; at = next) {
    next = findLineEnd(bytes, at, end)
    const first = skipBlanks(bytes, at, next)
    if (first === next++) continue
    let last = next - 2
    while (blanks[bytes[last] ?? 0] === 1) last--
    if (isQuote(bytes, first, last)) {
      // "On Monday Ann wrote:" belongs to the quote it leads.
      if (lead > 0) {
        lines--
        characters -= lead
      }
      lead = 0
      quotedLines++
      continue
    }
    const mark = endStarts[bytes[first] ?? 0]
    if (mark !== 0 && (mark === 1 || hasColonSoon(bytes, first)) && isEnd(bytes, { first, last, next, end }))
      break
    const own = isWide ? countCharacters(bytes, first, last + 1) : last + 1 - first
    lines++
    characters += own
    lead = bytes[last] === 58 ? own : 0
  }
  return { lines, characters, quotedLines }
}

/** The lines somebody wrote, bytes as Latin-1: what `measureOwnText` measures. */
export function readOwnText(bytes: Buffer, start: number, end: number): string {
  const lines: string[] = []
  for (let next = start, at = start; at < end; at = next) {
    next = findLineEnd(bytes, at, end)
    const first = skipBlanks(bytes, at, next)
    if (first === next++) continue
    const last = next - 2
    if (isQuote(bytes, first, last)) continue
    const mark = endStarts[bytes[first] ?? 0]
    if (mark !== 0 && (mark === 1 || hasColonSoon(bytes, first)) && isEnd(bytes, { first, last, next, end }))
      break
    lines.push(bytes.toString('latin1', first, last + 1))
  }
  return lines.join('\n')
}

function findLineEnd(bytes: Buffer, from: number, end: number): number {
  let at = from
  while (at < end && bytes[at] !== 10) at++
  return at
}

function skipBlanks(bytes: Buffer, from: number, end: number): number {
  let at = from
  while (at < end && blanks[bytes[at] ?? 0] === 1) at++
  return at
}

/** All bytes of UTF-8 that do not continue a character. */
function countCharacters(bytes: Buffer, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) if (((bytes[at] ?? 0) & 0xc0) !== 0x80) count++
  return count
}

/** `> …`, `>> …`, `AO> …`; but `>From` is what mbox makes of a line that begins with From. */
function isQuote(bytes: Buffer, first: number, last: number): boolean {
  if (bytes[first] === 62) return !isFrom(bytes, first + 1)
  for (let at = first; at <= last && at - first < 4; at++) {
    const code = bytes[at] ?? 0
    if (code === 62) return true
    const letter = code | 32
    if (letter < 97 || letter > 122) return false
  }
  return false
}

function isFrom(bytes: Buffer, at: number): boolean {
  return (
    bytes[at] === 70 &&
    bytes[at + 1] === 114 &&
    bytes[at + 2] === 111 &&
    bytes[at + 3] === 109 &&
    bytes[at + 4] === 32
  )
}

function hasColonSoon(bytes: Buffer, first: number): boolean {
  for (let at = first + 1; at <= first + latestColon; at++) if (bytes[at] === 58) return true
  return false
}

interface Line {
  readonly first: number
  readonly last: number
  readonly next: number
  readonly end: number
}

function isEnd(bytes: Buffer, { first, last, next, end }: Line): boolean {
  const line = showLine(bytes, first, last + 1)
  if (footerStart.test(line)) return footerSays.test(showNext(bytes, next, end))
  if (endMark.test(line)) return true
  return outlookQuote.test(line) && outlookNext.test(showNext(bytes, next, end))
}

function showNext(bytes: Buffer, from: number, end: number): string {
  let stop = from
  while (stop < end && bytes[stop] !== 10) stop++
  return showLine(bytes, from, stop).trim()
}

/** The start of a line, bytes as Latin-1. */
function showLine(bytes: Buffer, from: number, to: number): string {
  let text = ''
  for (let at = from; at < Math.min(to, from + longestShown); at++)
    text += String.fromCharCode(bytes[at] ?? 0)
  return text
}
