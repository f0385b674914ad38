import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import type { Cursor, Page, ReadIo } from '../../connector.ts'
import { PartialRead } from '../../connector.ts'

/** One line of a calendar: `ATTENDEE;CN=Ada:mailto:ada@example.org`. */
export interface Property {
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
  readonly value: string
}

export interface CalendarEntry {
  readonly kind: 'calendar entry'
  readonly position: string
  readonly properties: readonly Property[]
}

export const isCalendar = (head: Buffer): boolean =>
  /^(ï»¿)?\s*BEGIN:VCALENDAR\s/i.test(head.subarray(0, 200).toString('latin1'))

const entriesAtOnce = 500

/** The entries of a calendar that changed since it was read; all of them, since a calendar is written anew each time. */
export async function* readCalendar(
  path: string,
  since: Cursor | undefined,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  const digest = createHash('sha256')
  for await (const chunk of createReadStream(path)) digest.update(chunk as Buffer)
  const cursor = { calendar: digest.digest('hex').slice(0, 32) }
  if (since?.['calendar'] === cursor.calendar) return
  let records: CalendarEntry[] = []
  let isClosed = false
  let open: { line: number; depth: number; properties: Property[] } | undefined
  for await (const { text, line } of unfold(path)) {
    if (/^END:VCALENDAR$/i.test(text)) isClosed = true
    const begins = /^BEGIN:/i.test(text)
    if (open === undefined) {
      if (/^BEGIN:VEVENT$/i.test(text)) open = { line, depth: 1, properties: [] }
      continue
    }
    if (begins) open.depth++
    else if (/^END:/i.test(text)) open.depth--
    else if (open.depth === 1) open.properties.push(parseProperty(text))
    if (open.depth > 0) continue
    const { line: first, properties } = open
    records.push({ kind: 'calendar entry', position: `${basename(path)}:${first}`, properties })
    open = undefined
    if (records.length < entriesAtOnce) continue
    io.signal.throwIfAborted()
    yield { records, cursor: {} }
    records = []
  }
  yield { records, cursor: isClosed ? cursor : {} }
  if (!isClosed)
    throw new PartialRead(`${basename(path)} ends in the middle. The entries before that are kept.`)
}

/** Lines put together again: those that begin with a space belong to the one before. */
async function* unfold(path: string): AsyncGenerator<{ text: string; line: number }, void, void> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })
  let held = ''
  let first = 1
  let line = 0
  for await (const text of lines) {
    line++
    if (/^[ \t]/.test(text) && held.length < 1 << 16) {
      held += text.slice(1)
      continue
    }
    if (held !== '') yield { text: held, line: first }
    held = text.trimEnd()
    first = line
  }
  if (held !== '') yield { text: held, line: first }
}

function parseProperty(text: string): Property {
  const end = text.match(/^(?:[^":]|"[^"]*")*/)?.[0].length ?? text.length
  const [name = '', ...parameters] = text.slice(0, end).match(/(?:[^";]|"[^"]*")+/g) ?? []
  const pairs = parameters.map((parameter): [string, string] => {
    const at = parameter.indexOf('=')
    return [parameter.slice(0, at).toUpperCase(), parameter.slice(at + 1).replace(/^"|"$/g, '')]
  })
  return { name: name.toUpperCase(), parameters: Object.fromEntries(pairs), value: text.slice(end + 1) }
}
