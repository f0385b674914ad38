import { open, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { type Cursor, type Page, PartialRead, type ReadIo } from '../../connector.ts'
import { type ByteState, decodeHead, digestFile, readBytes, readLines, readText } from '../../table/index.ts'
import type { PopconConfig } from './config.ts'
import { isFurniture, isPopcon } from './line.ts'

/** One line of a list, and the day it speaks of. */
export interface ListedLine {
  readonly text: string
  readonly position: string
  /** Milliseconds since 1970 UTC. */
  readonly day: number
  /** Whether the day is only that of the file. */
  readonly isEstimated: boolean
}

const cursorShape = z.object({
  done: z.array(z.string()),
  inside: z.object({ digest: z.string(), lines: z.number() }).optional(),
})
const headBytes = 64 << 10

/** Reads the lists, each once for its content. */
export async function* readLists(
  config: PopconConfig,
  since: Cursor | undefined,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  const { done: known, inside } = since === undefined ? { done: [] } : cursorShape.parse(since)
  const done = new Set(known)
  const damages: string[] = []
  const paths = await listFiles(config.path)
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let before = 0
  for (const [index, path] of paths.entries()) {
    const digest = await digestFile(path)
    if (!done.has(digest)) {
      const state: ByteState = { taken: 0 }
      const skipped = inside?.digest === digest ? inside.lines : 0
      let read = 0
      for await (const records of readList(path, config, state)) {
        io.signal.throwIfAborted()
        read += records.length
        if (read <= skipped) continue
        yield {
          records: records.slice(Math.max(0, skipped - (read - records.length))),
          cursor: { done: [...done], inside: { digest, lines: read } },
          progress: { done: before + state.taken, total, unit: 'bytes' },
        }
      }
      if (state.damage === undefined) done.add(digest)
      else damages.push(`${basename(path)} ${state.damage}.`)
      yield { records: [], cursor: { done: [...done] } }
    }
    before += sizes[index] ?? 0
  }
  if (damages.length > 0) throw new PartialRead(`${damages.join(' ')} The lines before that are kept.`)
}

async function* readList(
  path: string,
  config: PopconConfig,
  state: ByteState,
): AsyncGenerator<ListedLine[], void, void> {
  const day = await findDay(path, config)
  for await (const lines of readLines(readText(readBytes(path, state)))) {
    const records = lines
      // What a damaged archive ends with is half a line.
      .filter(({ text, isEnded }) => !isFurniture(text) && (isEnded || state.damage === undefined))
      .map(({ text, number }) => ({ text, position: `${basename(path)}:${number}`, ...day }))
    if (records.length > 0) yield records
  }
}

export async function listFiles(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path]
  const files: string[] = []
  for (const name of (await readdir(path)).sort()) {
    const file = join(path, name)
    if ((await stat(file)).isFile() && isPopcon(decodeHead(await readHead(file)))) files.push(file)
  }
  return files
}

export async function readHead(path: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of readBytes(path, { taken: 0 })) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= headBytes) break
  }
  return Buffer.concat(chunks).subarray(0, headBytes)
}

type Day = Pick<ListedLine, 'day' | 'isEstimated'>

async function findDay(path: string, { takenOn }: PopconConfig): Promise<Day> {
  const named = basename(path).match(/(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)/)
  const stated = takenOn === '' && named !== null ? named.slice(1, 4).join('-') : takenOn
  const day = Date.parse(`${stated}T00:00:00Z`)
  if (!Number.isNaN(day)) return { day, isEstimated: false }
  const packed = await readPackedAt(path)
  const at = packed ?? (await stat(path)).mtimeMs
  return { day: Math.floor(at / 86_400_000) * 86_400_000, isEstimated: packed === undefined }
}

/** When an archive says that its file was written, in milliseconds since 1970 UTC. */
async function readPackedAt(path: string): Promise<number | undefined> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0)
    if (bytesRead < 8 || buffer.readUInt16BE(0) !== 0x1f8b) return undefined
    const seconds = buffer.readUInt32LE(4)
    return seconds === 0 ? undefined : seconds * 1000
  } finally {
    await file.close()
  }
}
