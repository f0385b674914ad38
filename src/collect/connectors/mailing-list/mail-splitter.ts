import { isSeparator } from './mail-shape.ts'

/** A mail of an mbox, with the `From ` line before it. */
export interface SplitMail {
  /** Without the `From ` line. */
  readonly bytes: Buffer
  /** The `From ` line; undefined for what stands before the first one. */
  readonly envelope: string | undefined
  /** Where its `From ` line begins, in bytes of the unpacked file. */
  readonly offset: number
}

const newline = 0x0a
const lineStart = Buffer.from('From ')
/** No mail is kept longer; of one that is, the rest is read past, because what is counted stands at its start. */
const longestMail = 8 << 20
const longestLine = 4096
/** How much of the next line must be there to judge a separator. */
const lookAhead = 80

/** Splits the bytes of an mbox, given in chunks of any size, into mails. */
export class MailSplitter {
  #held: Buffer = Buffer.alloc(0)
  /** The offset of what is held. */
  #offset: number
  /** Up to where what is held was searched. */
  #searched = 0
  /** Reading past the rest of a mail that is too long. */
  #isSkipping = false
  #cutAt = 0

  constructor(offset: number) {
    this.#offset = offset
  }

  /** Where the mail begins that is not whole yet. */
  get offset(): number {
    return this.#isSkipping ? this.#cutAt : this.#offset
  }

  take(chunk: Buffer): SplitMail[] {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    const mails = this.#split(false)
    if (this.#held.length > longestMail) mails.push(...this.#cut())
    return mails
  }

  /** The file has ended: what is held is the last mail. */
  finish(): SplitMail[] {
    const mails = this.#split(true)
    if (!this.#isSkipping && !isBlank(this.#held)) mails.push(toMail(this.#held, this.#offset))
    return mails
  }

  #split(isEnd: boolean): SplitMail[] {
    const mails: SplitMail[] = []
    const held = this.#held
    let start = 0
    let searched = this.#searched
    for (;;) {
      const begin = held.indexOf(lineStart, searched)
      if (begin === -1) {
        searched = Math.max(searched, held.length - lineStart.length + 1)
        break
      }
      if (held[begin - 1] !== newline) {
        searched = begin + 1
        continue
      }
      const verdict = judge(held, begin, isEnd)
      if (verdict === 'unknown') {
        searched = begin
        break
      }
      searched = begin + 1
      if (verdict === 'text') continue
      const before = held.subarray(start, begin)
      if (!this.#isSkipping && !isBlank(before)) mails.push(toMail(before, this.#offset + start))
      this.#isSkipping = false
      start = begin
    }
    this.#held = held.subarray(start)
    this.#offset += start
    this.#searched = Math.max(0, searched - start)
    return mails
  }

  /** Gives what is held as a mail, and keeps only enough to judge the next separator. */
  #cut(): SplitMail[] {
    const mails = this.#isSkipping ? [] : [toMail(this.#held, this.#offset)]
    if (!this.#isSkipping) this.#cutAt = this.#offset
    this.#isSkipping = true
    const from = Math.max(0, this.#searched - 3)
    this.#offset += from
    this.#searched -= from
    this.#held = Buffer.from(this.#held.subarray(from))
    return mails
  }
}

function judge(held: Buffer, begin: number, isEnd: boolean): 'mail' | 'text' | 'unknown' {
  let lineEnd = held.indexOf(newline, begin)
  if (lineEnd === -1) lineEnd = held.length
  if (lineEnd - begin > longestLine) return 'text'
  if (!isEnd && lineEnd + lookAhead >= held.length) return 'unknown'
  const line = held.toString('latin1', begin, lineEnd)
  const next = held.toString('latin1', lineEnd + 1, Math.min(held.length, lineEnd + 1 + lookAhead))
  return isSeparator(line, next, isAfterBlank(held, begin)) ? 'mail' : 'text'
}

function isAfterBlank(held: Buffer, begin: number): boolean {
  const before = held[begin - 2]
  return (
    before === undefined ||
    before === newline ||
    (before === 0x0d && (held[begin - 3] ?? newline) === newline)
  )
}

function isBlank(bytes: Buffer): boolean {
  for (let at = measureMark(bytes); at < bytes.length; at++) if ((bytes[at] ?? 0) > 32) return false
  return true
}

/** The byte order mark some editors put before the first mail. */
function measureMark(bytes: Buffer): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
}

function toMail(bytes: Buffer, offset: number): SplitMail {
  let start = measureMark(bytes)
  while (start < bytes.length && (bytes[start] ?? 0) <= 32) start++
  if (bytes.toString('latin1', start, start + 5) !== 'From ') return { bytes, envelope: undefined, offset }
  const lineEnd = bytes.indexOf(newline, start)
  const end = lineEnd === -1 ? bytes.length : lineEnd
  return {
    bytes: bytes.subarray(Math.min(end + 1, bytes.length)),
    envelope: bytes.toString('latin1', start, Math.min(end, start + longestLine)).trimEnd(),
    offset: offset + start,
  }
}
