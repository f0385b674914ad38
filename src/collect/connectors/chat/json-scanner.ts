import { Damage } from './damage.ts'

/** A value of a JSON file, as text, without the rest of the file. */
export interface JsonPart {
  /** Under which name of the outermost object; empty in a list. */
  readonly key: string
  /** Whether it is one of a list, and not the whole value of the key. */
  readonly isListed: boolean
  /** Undefined when it is longer than anything that can be meant. */
  readonly text: string | undefined
  /** Where it begins, from 1. */
  readonly line: number
}

const longestPart = 8 << 20
const [quote, backslash, comma, colon, lineFeed] = [0x22, 0x5c, 0x2c, 0x3a, 0x0a]
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d]

/** The parts of a JSON file one after the other, some for each chunk; a file that is cut or no JSON throws Damage after them. */
export async function* readJsonParts(chunks: AsyncIterable<Buffer>): AsyncGenerator<JsonPart[], void, void> {
  const scanner = new JsonScanner()
  let isFirst = true
  for await (const chunk of chunks) {
    const hasMark = isFirst && chunk.subarray(0, 3).equals(Buffer.from('\uFEFF'))
    isFirst = false
    try {
      scanner.push(hasMark ? chunk.subarray(3) : chunk)
    } finally {
      yield scanner.takeParts()
    }
  }
  scanner.finish()
}

/**
 * Finds the elements of the outermost list, or of the lists in the outermost object, and the other values of that, by counting
 * brackets; what stands within a part is for JSON.parse to judge.
 */
export class JsonScanner {
  #parts: JsonPart[] = []
  #line = 1
  #root: 'list' | 'object' | undefined
  #inList = false
  #isDone = false
  #expects: 'key' | 'colon' | 'value' = 'key'
  #key = ''
  #held: Buffer[] = []
  #heldBytes = 0
  #isCapturing = false
  #startLine = 1
  #depth = 0
  #inString = false
  #isEscaped = false
  #isScalar = false

  push(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) at = this.#isCapturing ? this.#capture(chunk, at) : this.#step(chunk, at)
  }

  takeParts(): JsonPart[] {
    const parts = this.#parts
    this.#parts = []
    return parts
  }

  finish(): void {
    if (!this.#isDone) throw new Damage(this.#root === undefined ? 'is empty' : 'ends in the middle')
  }

  /** One byte between parts. */
  #step(chunk: Buffer, at: number): number {
    const byte = chunk[at] ?? 0
    if (byte === lineFeed) this.#line++
    if (byte === lineFeed || byte === 0x20 || byte === 0x0d || byte === 0x09) return at + 1
    if (this.#isDone) throw new Damage(`goes on in line ${this.#line} after its end`)
    if (this.#root === undefined) this.#begin(byte)
    else if (this.#inList) return this.#stepInList(byte, at)
    else return this.#stepInObject(byte, at)
    return at + 1
  }

  #begin(byte: number): void {
    if (byte !== openList && byte !== openObject) throw new Damage('is no JSON')
    this.#root = byte === openList ? 'list' : 'object'
    this.#inList = byte === openList
  }

  #stepInList(byte: number, at: number): number {
    if (byte === comma) return at + 1
    if (byte === closeObject || byte === colon) throw new Damage(`is no JSON from line ${this.#line}`)
    if (byte !== closeList) return this.#startPart(byte, at)
    if (this.#root === 'list') this.#isDone = true
    else this.#expects = 'key'
    this.#inList = false
    return at + 1
  }

  #stepInObject(byte: number, at: number): number {
    if (this.#expects === 'key') {
      if (byte === quote) return this.#startPart(byte, at)
      if (byte === closeObject) this.#isDone = true
      else if (byte !== comma) throw new Damage(`is no JSON from line ${this.#line}`)
      return at + 1
    }
    if (this.#expects === 'colon') {
      if (byte !== colon) throw new Damage(`is no JSON from line ${this.#line}`)
      this.#expects = 'value'
      return at + 1
    }
    if (byte !== openList) return this.#startPart(byte, at)
    this.#inList = true
    return at + 1
  }

  #startPart(byte: number, at: number): number {
    this.#isCapturing = true
    this.#startLine = this.#line
    this.#depth = 0
    this.#isScalar = byte !== quote && byte !== openList && byte !== openObject
    return at
  }

  /** Takes bytes up to the end of the part, or of the chunk. */
  #capture(chunk: Buffer, from: number): number {
    let at = from
    for (; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0
      if (byte === lineFeed) this.#line++
      if (this.#inString) {
        if (this.#isEscaped) this.#isEscaped = false
        else if (byte === backslash) this.#isEscaped = true
        else if (byte === quote) {
          this.#inString = false
          if (this.#depth === 0) return this.#endPart(chunk, from, at + 1)
        }
      } else if (byte === quote) this.#inString = true
      else if (byte === openObject || byte === openList) this.#depth++
      else if (byte === closeObject || byte === closeList) {
        if (this.#isScalar && this.#depth === 0) return this.#endPart(chunk, from, at)
        if (--this.#depth === 0) return this.#endPart(chunk, from, at + 1)
      } else if (this.#isScalar && byte === comma && this.#depth === 0) return this.#endPart(chunk, from, at)
    }
    this.#hold(chunk.subarray(from))
    return at
  }

  #hold(bytes: Buffer): void {
    this.#heldBytes += bytes.length
    if (this.#heldBytes > longestPart) this.#held = []
    else this.#held.push(bytes)
  }

  #endPart(chunk: Buffer, from: number, to: number): number {
    this.#hold(chunk.subarray(from, to))
    const isWhole = this.#heldBytes <= longestPart
    const text = isWhole ? Buffer.concat(this.#held).toString('utf8') : undefined
    this.#held = []
    this.#heldBytes = 0
    this.#isCapturing = false
    if (!this.#inList && this.#expects === 'key' && this.#root === 'object') {
      this.#key = text === undefined ? '' : text.slice(1, -1)
      this.#expects = 'colon'
      return to
    }
    if (text === undefined || text.trim() !== '')
      this.#parts.push({ key: this.#key, isListed: this.#inList, text, line: this.#startLine })
    if (!this.#inList) this.#expects = 'key'
    return to
  }
}

/** What a part says; undefined when it is no JSON or too long. */
export function parsePart(part: JsonPart): unknown {
  if (part.text === undefined) return undefined
  try {
    return JSON.parse(part.text) as unknown
  } catch {
    // Whoever asked keeps the part with its position among what cannot be read.
    return undefined
  }
}
