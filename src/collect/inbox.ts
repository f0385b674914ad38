import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Cursor, Page } from './connector.ts'

/**
 * Where what was pushed to a source waits until it is collected: files of JSON lines, numbered in their order. Who pushed is
 * answered when the lines are on the disk, so neither a kill nor a power cut loses what was acknowledged, and however busy the
 * engine is, nobody waits for it.
 */
export function nameInbox(workspace: string, source: string): string {
  return join(workspace, 'inbox', encodeURIComponent(source))
}

const fileBytes = 16 << 20
const pageRecords = 500
/** So few at once that whoever pushes meanwhile is answered in between. */
const readBytes = 128 << 10

const place = z.object({ file: z.number(), at: z.number(), line: z.number() })
/** How far an inbox was read: a file, bytes in it, and the number of its next line, from 1. */
type Place = z.infer<typeof place>

/** What a page holds: a record and where it stood, for the quarantine. */
export interface InboxRecord {
  readonly position: string
  readonly record: unknown
}

interface OpenFile {
  readonly number: number
  readonly handle: FileHandle
  bytes: number
}

interface Waiting {
  readonly lines: Buffer
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

/** The writing end. One process has one for each source. */
export class Inbox {
  readonly #folder: string
  #file: OpenFile | undefined
  #lastNumber: number
  #waiting: Waiting[] = []
  #writing: Promise<void> | undefined

  private constructor(folder: string, lastNumber: number) {
    this.#folder = folder
    this.#lastNumber = lastNumber
  }

  /** Never writes on in a file of an earlier process, whose end a kill may have torn, nor in one that `since` says was read. */
  static async open(folder: string, since: Cursor | undefined): Promise<Inbox> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const numbers = await listFiles(folder)
    return new Inbox(folder, Math.max(0, since === undefined ? 0 : place.parse(since).file, ...numbers))
  }

  /** Resolves when the records are durable. Those of several callers are written and synced together. */
  append(records: readonly object[]): Promise<void> {
    const lines = Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(''))
    return new Promise((done, failed) => {
      this.#waiting.push({ lines, done, failed })
      this.#writing ??= this.#writeWaiting()
    })
  }

  /** Whether anything waits that stands after a cursor. */
  async holdsMoreThan(read: Cursor | undefined): Promise<boolean> {
    const from = read === undefined ? { file: 0, at: 0 } : place.parse(read)
    for (const number of await listFiles(this.#folder)) {
      if (number > from.file) return true
      if (number === from.file && (await stat(join(this.#folder, nameFile(number)))).size > from.at)
        return true
    }
    return false
  }

  /** Removes what was collected. The file being written goes, too, when all of it was. */
  async forget(read: Cursor): Promise<void> {
    const { file, at } = place.parse(read)
    const current = this.#file
    if (current?.number === file && current.bytes === at && this.#writing === undefined) {
      this.#file = undefined
      await current.handle.close()
    }
    for (const number of await listFiles(this.#folder)) {
      const path = join(this.#folder, nameFile(number))
      const isRead =
        number < file || (number === file && this.#file?.number !== number && (await stat(path)).size === at)
      if (isRead) await rm(path, { force: true })
    }
  }

  async close(): Promise<void> {
    await this.#writing
    await this.#file?.handle.close()
    this.#file = undefined
  }

  async #writeWaiting(): Promise<void> {
    // Not before `append` has noted that writing goes on.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const together = this.#waiting
      this.#waiting = []
      try {
        await this.#write(together.map(({ lines }) => lines))
        for (const { done } of together) done()
      } catch (error) {
        // What was written of it is torn; the next lines go to a file of their own.
        await this.#file?.handle.close().catch(() => undefined)
        this.#file = undefined
        for (const { failed } of together) failed(error)
      }
    }
    // In the same breath as the last look at what waits: whoever comes later starts anew.
    this.#writing = undefined
  }

  async #write(parts: readonly Buffer[]): Promise<void> {
    const file = this.#file ?? (await this.#openNext())
    const { bytesWritten } = await file.handle.writev(parts)
    const wanted = parts.reduce((sum, part) => sum + part.length, 0)
    if (bytesWritten !== wanted) throw new Error(`Only ${bytesWritten} of ${wanted} bytes could be written`)
    await file.handle.datasync()
    file.bytes += bytesWritten
    if (file.bytes >= fileBytes) {
      this.#file = undefined
      await file.handle.close()
    }
  }

  async #openNext(): Promise<OpenFile> {
    const number = ++this.#lastNumber
    const handle = await open(join(this.#folder, nameFile(number)), 'ax', 0o600)
    const folder = await open(this.#folder)
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
    this.#file = { number, handle, bytes: 0 }
    return this.#file
  }
}

export const inboxStart = { file: 0, at: 0, line: 1 } as const

/** Reads what waits after a cursor. Half a line at the end of a file was never acknowledged; if it is still being written, it comes later. */
export async function* readInbox(folder: string, since: Cursor | undefined): AsyncIterable<Page> {
  const from: Place = since === undefined ? inboxStart : place.parse(since)
  for (const number of await listFiles(folder)) {
    if (number < from.file) continue
    const start = number === from.file ? from : { file: number, at: 0, line: 1 }
    yield* readFile(join(folder, nameFile(number)), start)
  }
}

async function* readFile(path: string, start: Place): AsyncIterable<Page> {
  const handle = await open(path)
  let { at, line } = start
  try {
    const buffer = Buffer.allocUnsafe(readBytes)
    let rest = Buffer.alloc(0)
    let records: InboxRecord[] = []
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, readBytes, at + rest.length)
      if (bytesRead === 0) break
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)])
      let from = 0
      for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, from)) {
        records.push({
          position: `inbox ${start.file}:${line}`,
          record: parseLine(bytes.toString('utf8', from, end)),
        })
        at += end + 1 - from
        from = end + 1
        line += 1
        if (records.length < pageRecords) continue
        yield { records, cursor: { file: start.file, at, line } }
        records = []
      }
      rest = Buffer.from(bytes.subarray(from))
    }
    if (records.length > 0) yield { records, cursor: { file: start.file, at, line } }
  } finally {
    await handle.close()
  }
}

/** A line that is no JSON is damage of the disk; its text is the record, for the quarantine. */
function parseLine(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const nameFile = (number: number): string => `${String(number).padStart(10, '0')}.jsonl`

/** The numbers of the files in an inbox, in order; none when there is no inbox. */
async function listFiles(folder: string): Promise<number[]> {
  try {
    const names = await readdir(folder)
    return names
      .flatMap((name) => (/^\d{10}\.jsonl$/.test(name) ? [Number.parseInt(name, 10)] : []))
      .sort((left, right) => left - right)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
