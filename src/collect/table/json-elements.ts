import type { Line } from './text.ts'

/** An object of a JSON file, or why a stretch of it is none. */
export type JsonRow =
  | { readonly line: number; readonly value: Readonly<Record<string, unknown>> }
  | { readonly line: number; readonly reason: string; readonly text: string }

const longestElement = 4 << 20

/** Objects of JSON lines, one to a line. */
export async function* readJsonLines(
  batches: AsyncIterable<readonly Line[]>,
): AsyncGenerator<JsonRow[], void, void> {
  for await (const batch of batches)
    yield batch.flatMap(({ text, number, isCut }): JsonRow[] => {
      if (text.trim() === '') return []
      return [
        isCut ? { line: number, reason: 'the line is longer than 1 MiB', text } : parseObject(text, number),
      ]
    })
}

/** Objects of the first list in a JSON document; `end.isWhole` tells afterwards whether the list was closed. */
export async function* readElements(
  pieces: AsyncIterable<string>,
  end: { isWhole: boolean },
): AsyncGenerator<JsonRow[], void, void> {
  const slicer = new Slicer()
  for await (const piece of pieces) {
    const rows = slicer.take(piece)
    if (rows.length > 0) yield rows
    if (slicer.isDone) break
  }
  end.isWhole = slicer.isDone
}

/** Objects of the start of a document, as far as they are whole. */
export const cutElements = (head: string): JsonRow[] => new Slicer().take(head)

type Place = 'outside' | 'bracket' | 'list' | 'element' | 'done'

/**
 * Cuts a document into the objects of its first list without holding it: the list is the document itself or lies in objects,
 * as in {"data": {"results": [...]}}.
 */
class Slicer {
  #place: Place = 'outside'
  /** Brackets that are open outside the list. */
  readonly #open: string[] = []
  /** How many are open inside the element. */
  #depth = 0
  #isString = false
  #isEscaped = false
  #line = 1
  #begunLine = 1
  #begun = ''

  /** The list was closed. */
  get isDone(): boolean {
    return this.#place === 'done'
  }

  take(piece: string): JsonRow[] {
    const rows: JsonRow[] = []
    let from = 0
    for (let at = 0; at < piece.length && this.#place !== 'done'; at++) {
      const char = piece[at] ?? ''
      if (char === '\n') this.#line++
      const wasInside = this.#place === 'element'
      this.#takeChar(char)
      const isInside = this.#place === 'element'
      if (isInside && !wasInside) from = at
      if (wasInside && !isInside) rows.push(toRow(this.#begun + piece.slice(from, at + 1), this.#begunLine))
    }
    if (this.#place === 'element' && this.#begun.length <= longestElement) this.#begun += piece.slice(from)
    return rows
  }

  #takeChar(char: string): void {
    if (this.#isString) {
      if (this.#isEscaped) this.#isEscaped = false
      else if (char === '\\') this.#isEscaped = true
      else if (char === '"') this.#isString = false
      return
    }
    if (char === '"') this.#isString = true
    if (this.#place === 'element') this.#takeInside(char)
    else if (this.#place === 'list') {
      if (char === '{') this.#beginElement()
      else if (char === ']') this.#place = 'done'
    } else this.#takeOutside(char)
  }

  #takeInside(char: string): void {
    if (char === '{' || char === '[') this.#depth++
    else if ((char === '}' || char === ']') && --this.#depth === 0) this.#place = 'list'
  }

  #takeOutside(char: string): void {
    if (this.#place === 'bracket') {
      if (/\s/.test(char)) return
      const mayBeList = this.#open.every((bracket) => bracket === '{')
      if (char === '{' && mayBeList) {
        this.#beginElement()
        return
      }
      this.#place = char === ']' && this.#open.length === 0 ? 'done' : 'outside'
      if (this.#place === 'outside') this.#open.push('[')
    }
    if (char === '[') this.#place = 'bracket'
    else if (char === '{') this.#open.push(char)
    else if (char === '}' || char === ']') {
      this.#open.pop()
      if (this.#open.length === 0) this.#place = 'done'
    }
  }

  #beginElement(): void {
    this.#place = 'element'
    this.#begunLine = this.#line
    this.#begun = ''
    this.#depth = 1
  }
}

function toRow(text: string, line: number): JsonRow {
  return text.length > longestElement
    ? { line, reason: 'the object is longer than 4 MiB', text: text.slice(0, 4096) }
    : parseObject(text, line)
}

function parseObject(text: string, line: number): JsonRow {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { line, value: value as Record<string, unknown> }
    return { line, reason: 'it is no JSON object', text }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { line, reason: 'it cannot be parsed as JSON', text }
  }
}

const deepest = 4

/** Names and cells of an object: what lies in objects as `requester.email`, lists of plain values joined by commas. */
export function flatten(value: Readonly<Record<string, unknown>>): { names: string[]; cells: string[] } {
  const names: string[] = []
  const cells: string[] = []
  const add = (prefix: string, inner: Readonly<Record<string, unknown>>, depth: number): void => {
    for (const [key, cell] of Object.entries(inner)) {
      const name = prefix + key
      if (typeof cell === 'object' && cell !== null && !Array.isArray(cell)) {
        if (depth < deepest) add(`${name}.`, cell as Record<string, unknown>, depth + 1)
        continue
      }
      names.push(name)
      cells.push(writeCell(cell))
    }
  }
  add('', value, 1)
  return { names, cells }
}

function writeCell(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (!Array.isArray(cell)) return String(cell).trim()
  return cell.every((part) => typeof part !== 'object') ? cell.join(', ') : ''
}
