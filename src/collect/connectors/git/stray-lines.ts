import type { Line } from './line.ts'
import type { Unreadable } from './record.ts'

/** Lines that are no part of a log; those in a row, for one reason, are told as one record. */
export interface StrayLines {
  add(line: Line, reason: string): Unreadable | undefined
  /** What is gathered so far as a record; it starts anew. */
  close(): Unreadable | undefined
  /** Where the gathered ones begin. */
  readonly openAt: { readonly start: number; readonly number: number } | undefined
}

const longestRecord = 4096

export function makeStrayLines(): StrayLines {
  let stray: { start: number; number: number; last: number; text: string; reason: string } | undefined
  const close = (): Unreadable | undefined => {
    if (stray === undefined) return undefined
    const { number, last, reason, text } = stray
    const position = number === last ? `line ${number}` : `lines ${number} to ${last}`
    stray = undefined
    return { kind: 'unreadable', reason, position, record: text }
  }
  return {
    add(line, reason) {
      const closed = stray !== undefined && stray.reason !== reason ? close() : undefined
      stray ??= { start: line.start, number: line.number, last: line.number, text: '', reason }
      stray.last = line.number
      if (stray.text.length < longestRecord)
        stray.text += `${stray.text === '' ? '' : '\n'}${line.text.slice(0, longestRecord)}`
      return closed
    },
    close,
    get openAt() {
      return stray
    },
  }
}
