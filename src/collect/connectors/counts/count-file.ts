import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { PathFacts, ReadIo } from '../../connector.ts'
import {
  type ByteState,
  decodeHead,
  digestFile,
  isTable,
  type Line,
  nameColumns,
  readBytes,
  readLines,
  readTable,
  readText,
  type TableRecord,
} from '../../table/index.ts'
import { isCounted, shape } from './column.ts'
import type { CountsConfig } from './config.ts'
import { type Found, findCounts } from './document.ts'

export interface CountFile {
  readonly path: string
  readonly size: number
  readonly digest: string
}

const endings = /\.(csv|tsv|tab|txt|json|jsonl|ndjson|parquet)(\.gz)?$/i
const headBytes = 64 << 10
/** A document is held while it is read; registries answer with some MiB at most. */
const largestDocument = 16 << 20
/** Files of one folder are of one kind: some show it. */
const mostTried = 20

/** Whether a path is a file of counts, or a folder with nothing but such among its files of tables. */
export async function isCounts(facts: PathFacts): Promise<boolean> {
  if (facts.kind === 'file') return isCountHead(facts)
  const names = (await readdir(facts.path)).filter((name) => endings.test(name)).sort()
  if (names.length === 0) return false
  for (const name of names.slice(0, mostTried)) {
    const path = join(facts.path, name)
    if (!(await stat(path)).isFile()) return false
    if (!(await isCountHead({ path, kind: 'file', head: await readHead(path) }))) return false
  }
  return true
}

async function isCountHead(facts: PathFacts): Promise<boolean> {
  const text = decodeHead(facts.head).trimStart()
  if (!/^[[{]/.test(text)) return isTable(facts, shape)
  const document = parseJson(text) ?? parseJson(text.split(/\r?\n/, 1)[0] ?? '')
  if (document === undefined) return isTable(facts, shape)
  const first = findCounts(document).next().value
  return first !== undefined && isCounted(nameColumns(first.names))
}

export async function listFiles(path: string): Promise<CountFile[]> {
  const isFolder = (await stat(path)).isDirectory()
  const names = isFolder ? (await readdir(path)).filter((name) => endings.test(name)).sort() : []
  const files: CountFile[] = []
  for (const own of isFolder ? names.map((name) => join(path, name)) : [path])
    files.push({ path: own, size: (await stat(own)).size, digest: await digestFile(own) })
  return files
}

/** Records of one file in its order; what is wrong with its end is told in `state` afterwards, or by PartialRead of a table. */
export async function* readCountFile(
  path: string,
  config: CountsConfig,
  io: ReadIo,
  state: ByteState,
): AsyncGenerator<TableRecord, void, void> {
  const head = decodeHead(await readHead(path)).trimStart()
  if (!/^[[{]/.test(head)) {
    for await (const page of readTable({ ...config, path }, shape, undefined, io))
      yield* page.records as readonly TableRecord[]
    return
  }
  const document = await readDocument(path)
  if (document !== undefined) {
    for (const found of findCounts(document)) yield toRecord(found, path, found.place)
    return
  }
  for await (const lines of readLines(readText(readBytes(path, state))))
    for (const line of lines) yield* readLine(line, path)
}

/** The whole file as JSON; undefined if it is not, or too large to be held. */
async function readDocument(path: string): Promise<unknown> {
  const pieces: string[] = []
  let size = 0
  for await (const piece of readText(readBytes(path, { taken: 0 }))) {
    size += piece.length
    if (size > largestDocument) return undefined
    pieces.push(piece)
  }
  return parseJson(pieces.join(''))
}

function* readLine(line: Line, path: string): Generator<TableRecord, void, void> {
  if (line.text.trim() === '') return
  const position = `${basename(path)}:${line.number}`
  const value = line.isCut ? undefined : parseJson(line.text)
  const reason = line.isCut
    ? 'the line is longer than 1 MiB'
    : value === undefined
      ? 'it cannot be parsed as JSON'
      : 'it holds no count'
  let isEmpty = true
  for (const found of findCounts(value)) {
    yield toRecord(found, path, found.place === '' ? String(line.number) : `${line.number} ${found.place}`)
    isEmpty = false
  }
  if (isEmpty) yield { kind: 'unreadable', position, reason, record: line.text }
}

function toRecord({ names, cells }: Found, path: string, place: string): TableRecord {
  const file = basename(path)
  const context = { file, section: '', whole: {}, dateOrder: 'unclear' } as const
  return { kind: 'row', position: `${file}:${place}`, names, cells, context }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

async function readHead(path: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of readBytes(path, { taken: 0 })) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= headBytes) break
  }
  return Buffer.concat(chunks).subarray(0, headBytes)
}
