import { findProofs } from '../../../core/index.ts'
import { decodeBytes, isSingleByte } from './charset.ts'
import { type Header, readHeader, readParameter } from './header.ts'
import { toPlainText } from './markup.ts'
import { measureOwnText, readOwnText, type TextLength, type Width } from './own-text.ts'
import { unpackQuotedPrintable } from './quoted-printable.ts'

/** A part of a mail that holds text. */
interface TextPart {
  readonly start: number
  readonly end: number
  readonly type: string
  readonly charset: string
  readonly encoding: string
}

const deepest = 8
const mostParts = 100
/** A longer text is a log or a dump; what a person wrote stands before it. */
const longestText = 1 << 20

/** Measures what a person wrote in a mail; its text is not kept. */
export function measureBody(mail: Buffer, header: Header): TextLength {
  const budget = { parts: mostParts }
  const part = findText({ mail, start: header.end, end: mail.length, header, depth: 0, budget })
  return part === undefined ? { lines: 0, characters: 0, quotedLines: 0 } : measurePart(mail, part)
}

interface Place {
  readonly mail: Buffer
  readonly start: number
  readonly end: number
  readonly header: Header
  readonly depth: number
  readonly budget: { parts: number }
}

/** The first plain text of a mail, else its first text of another kind; attachments and forwarded mails are not hers. */
function findText(place: Place): TextPart | undefined {
  const { header, depth } = place
  const declared = header.read('content-type')
  const type = readType(declared)
  if (type.startsWith('multipart/') && depth < deepest) {
    const boundary = readParameter(declared, 'boundary').trimEnd()
    const found = boundary === '' ? undefined : findInParts(place, boundary)
    if (found !== undefined || hasBoundary(place, boundary)) return found
    return { ...toPart(place, 'text/plain', ''), encoding: '' }
  }
  if (type !== '' && type !== 'text' && !type.startsWith('text/')) return undefined
  if (/^attachment/i.test(header.read('content-disposition'))) return undefined
  return toPart(place, type, declared)
}

function readType(declared: string): string {
  const end = declared.indexOf(';')
  return (end === -1 ? declared : declared.slice(0, end)).trim().toLowerCase()
}

function toPart({ start, end, header }: Place, type: string, declared: string): TextPart {
  return {
    start,
    end,
    type,
    charset: readParameter(declared, 'charset').trim(),
    encoding: header.read('content-transfer-encoding').toLowerCase(),
  }
}

function hasBoundary({ mail, start, end }: Place, boundary: string): boolean {
  const at = boundary === '' ? -1 : mail.indexOf(`--${boundary}`, start, 'latin1')
  return at !== -1 && at < end
}

function findInParts(place: Place, boundary: string): TextPart | undefined {
  const { mail, end, depth, budget } = place
  const mark = Buffer.from(`--${boundary}`, 'latin1')
  let second: TextPart | undefined
  let at = findMark(mail, mark, place.start, end)
  while (at !== -1 && budget.parts-- > 0) {
    const after = at + mark.length
    if (mail[after] === 45 && mail[after + 1] === 45) break
    const lineEnd = mail.indexOf(10, after)
    if (lineEnd === -1 || lineEnd >= end) break
    const next = findMark(mail, mark, lineEnd, end)
    const partEnd = next === -1 ? end : next
    const header = readHeader(mail, lineEnd + 1, partEnd)
    const part = findText({ mail, start: header.end, end: partEnd, header, depth: depth + 1, budget })
    if (part !== undefined && (part.type === '' || part.type.startsWith('text/plain'))) return part
    second ??= part
    at = next
  }
  return second
}

/** Where a line begins with the boundary. */
function findMark(mail: Buffer, mark: Buffer, from: number, end: number): number {
  for (let at = mail.indexOf(mark, from); at !== -1 && at < end; at = mail.indexOf(mark, at + 1))
    if (at === 0 || mail[at - 1] === 10) return at
  return -1
}

function measurePart(mail: Buffer, part: TextPart): TextLength {
  const { bytes, start, end } = unpack(mail, part)
  const isPlain = part.type === '' || part.type === 'text/plain' || part.type === 'text'
  const isUtf8 = /^(?:utf-?8)?$/i.test(part.charset)
  if (isPlain && isUtf8) return measureOwn(bytes, start, end, 'utf-8')
  if (isPlain && isSingleByte(part.charset)) return measureOwn(bytes, start, end, 'byte')
  const text = decodeBytes(bytes.subarray(start, end), part.charset)
  const plain = Buffer.from(isPlain ? text : toPlainText(text))
  return measureOwn(plain, 0, plain.length, 'utf-8')
}

const codeMark = Buffer.from('also-mine-')

/** Looking for codes costs a second pass, so only where there is one. */
function measureOwn(bytes: Buffer, start: number, end: number, width: Width): TextLength {
  const length = measureOwnText(bytes, start, end, width)
  const hasCode = bytes.subarray(start, end).includes(codeMark)
  const proof = hasCode ? findProofs(readOwnText(bytes, start, end)) : ''
  return proof === '' ? length : { ...length, proof }
}

interface Unpacked {
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
}

/** Used again for every mail: what is measured is not kept. */
const scratch = Buffer.alloc(longestText)

function unpack(mail: Buffer, { start, end, encoding }: TextPart): Unpacked {
  const stop = Math.min(end, start + longestText)
  if (encoding.startsWith('quoted-printable'))
    return { bytes: scratch, start: 0, end: unpackQuotedPrintable(mail, start, stop, scratch) }
  if (encoding.startsWith('base64')) {
    const bytes = Buffer.from(mail.toString('latin1', start, stop), 'base64')
    return { bytes, start: 0, end: bytes.length }
  }
  return { bytes: mail, start, end: stop }
}
