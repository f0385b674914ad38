import type { FileHandle } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import { UserError } from '../../../core/index.ts'
import { type Cursor, PartialRead, type ReadIo, type VisitPage } from '../../connector.ts'
import { isGzip, type OpenFile, openBytes, openListed, readLinePages, readStart } from '../../lines/index.ts'
import type { AccessLogConfig } from './config.ts'
import { type Format, recogniseFormat } from './format.ts'
import { findFirstDate, sampleMonths } from './month-sample.ts'
import { parsePage } from './parse-page.ts'
import { findPosition, markPosition, type Position, readPositions } from './position.ts'
import { type LogFile, listLog, lookAtAll, nameLog } from './rotation.ts'

const headBytes = 64 << 10

/** What a reading of a log knows while it goes from file to file. */
interface LogReading {
  readonly config: AccessLogConfig
  readonly io: ReadIo
  /** Positions of earlier readings that no file was found for yet. */
  known: Position[]
  /** Positions in the files read so far. */
  readonly reached: Position[]
  /** The positions of the last page, or of the reading before: what a later reading would begin with. */
  told: readonly Position[]
  readonly problems: string[]
  readonly totalBytes: number
  doneBytes: number
}

/** Reads what is new in the files of a log, oldest first. */
export async function* readLog(
  config: AccessLogConfig,
  since: Cursor | undefined,
  io: ReadIo,
): AsyncIterable<VisitPage> {
  const files = await listFiles(config)
  if (files.length === 0)
    throw new UserError(`There is no file at ${config.path}, nor one it was rotated into. Check the path.`, {
      status: 404,
    })
  const reading: LogReading = {
    config,
    io,
    known: readPositions(since),
    reached: [],
    told: readPositions(since),
    problems: [],
    totalBytes: files.reduce((sum, file) => sum + file.bytes, 0),
    doneBytes: 0,
  }
  for (const file of files) {
    yield* readFile(reading, file)
    reading.doneBytes += file.bytes
  }
  // Positions of files that are gone must not pile up; one that could not be opened may come back.
  if (reading.problems.length === 0) reading.known = []
  if (!isDeepStrictEqual(positionsOf(reading), reading.told)) yield makeLastPage(reading)
  if (reading.problems.length > 0) throw new PartialRead(reading.problems.join(' '))
}

async function listFiles({ path, rotated }: AccessLogConfig): Promise<LogFile[]> {
  try {
    return rotated ? await listLog(nameLog(path)) : await lookAtAll([path])
  } catch (error) {
    // A log may be readable in a folder that may not be listed.
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') return lookAtAll([path])
    throw error
  }
}

async function* readFile(reading: LogReading, file: LogFile): AsyncIterable<VisitPage> {
  const handle = await openFile(reading, file)
  if (handle === undefined) return
  try {
    const { size } = await handle.stat()
    if (size === 0) return
    const packed = await isGzip(handle)
    const found = await findPosition(handle, reading.io, reading.known, { size, packed })
    if (found !== undefined) reading.known = reading.known.filter((position) => position !== found)
    if (found?.at === size) reading.reached.push(found)
    else yield* readNewLines(reading, file, { handle, size, packed }, found)
  } finally {
    await handle.close()
  }
}

async function openFile({ problems }: LogReading, file: LogFile): Promise<FileHandle | undefined> {
  const opened = await openListed(file.path)
  if (opened === 'forbidden')
    problems.push(`${file.name} may not be read by this user: change its permissions.`)
  // Rotated away since it was listed: under its new name the next reading finds it.
  return typeof opened === 'string' ? undefined : opened
}

async function* readNewLines(
  reading: LogReading,
  file: LogFile,
  log: OpenFile,
  found: Position | undefined,
): AsyncIterable<VisitPage> {
  const { config, io } = reading
  const head = await readStart(log, headBytes)
  const format = chooseFormat(config, head)
  if (format === undefined) {
    reading.problems.push(explainUnknownFormat(file.name, config))
    return
  }
  const offset = found?.openLine ?? found?.at ?? 0
  // An open line was counted; read again it has the same number.
  const line = found === undefined ? 1 : found.nextLine - (found.openLine === undefined ? 0 : 1)
  const source = openBytes(log, offset)
  const fileKey = `${format.kind} ${findFirstDate(head)}`
  let reached = found
  let lines = 0
  try {
    for await (const page of readLinePages(source, { offset, line })) {
      io.signal.throwIfAborted()
      const { firstLine, nextLine, openLine } = page
      // A packed file is entered only from its start, so it has no position before it is done.
      if (!log.packed) reached = await markPosition(log.handle, io, { at: page.end, nextLine, openLine })
      lines = nextLine - 1
      yield {
        ...parsePage(format, page.lines, config, io.clock.now()),
        lines: page.lines,
        firstLine,
        file: file.name,
        fileKey,
        months: sampleMonths(page.lines),
        cursor: tellCursor(reading, reached),
        progress: {
          done: reading.doneBytes + Math.min(source.taken, file.bytes),
          total: reading.totalBytes,
          unit: 'bytes',
        },
      }
    }
    if (source.damage !== undefined)
      reading.problems.push(
        `${file.name} is damaged: ${source.damage}. The ${lines.toLocaleString('en')} lines before that were read; restore the file and collect again for the rest.`,
      )
    else if (log.packed) reached = await markPosition(log.handle, io, { at: log.size, nextLine: lines + 1 })
    if (reached !== undefined) reading.reached.push(reached)
  } finally {
    await source.close()
  }
}

function chooseFormat(config: AccessLogConfig, head: Buffer): Format | undefined {
  if (config.format !== 'recognised' && config.format !== 'json') return { kind: config.format }
  const format = recogniseFormat(head, config.fields)
  return config.format === 'json' && format?.kind !== 'json' ? undefined : format
}

const explainUnknownFormat = (name: string, { format }: AccessLogConfig): string =>
  format === 'json'
    ? `${name} has no JSON lines with a time, an address, a request and a status at its start, so it was not read. If they bear unusual names, declare them as fields of the source.`
    : `${name} does not look like an access log, so it was not read. If it is one, declare its format: common, combined, vhost_combined or json.`

const positionsOf = ({ reached, known }: LogReading, current?: Position): readonly Position[] => [
  ...reached,
  ...known,
  ...(current === undefined ? [] : [current]),
]

function tellCursor(reading: LogReading, current?: Position): Cursor {
  reading.told = positionsOf(reading, current)
  return { positions: reading.told }
}

/** A page without lines, for the sake of its cursor: what a packed file reached is known only after its last page. */
const makeLastPage = (reading: LogReading): VisitPage => ({
  lines: Buffer.alloc(0),
  firstLine: 1,
  file: '',
  fileKey: '',
  months: [],
  select: '',
  params: {},
  conceal: { pattern: '', by: '' },
  cursor: tellCursor(reading),
})
