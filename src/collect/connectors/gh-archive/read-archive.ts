import type { FileHandle } from 'node:fs/promises'
import { type ActPage, type Cursor, PartialRead, type ReadIo } from '../../connector.ts'
import { isGzip, type OpenFile, openBytes, openListed, readLinePages, readStart } from '../../lines/index.ts'
import { type ArchiveFile, compareNames, listArchive } from './archive-file.ts'
import type { GhArchiveConfig } from './config.ts'
import { beginsLikeArchive, parseEvents } from './parse-events.ts'
import {
  advance,
  holds,
  isPlaceOf,
  markPlace,
  noPlace,
  type Place,
  type Reach,
  readReaches,
  toCursor,
} from './reach.ts'

const headBytes = 64 << 10
/** Pages are joined for the engine; small ones stay in the processor's cache on their way. */
const pageBytes = 16 << 20

/** What a reading of an archive knows while it goes from file to file. */
interface ArchiveReading {
  readonly config: GhArchiveConfig
  readonly io: ReadIo
  readonly parsing: Pick<ActPage, 'select' | 'params'>
  readonly reaches: Map<string, Reach>
  readonly problems: string[]
  readonly totalBytes: number
  doneBytes: number
}

/** Some of the files of an archive: those of one month. */
interface Month {
  readonly name: string
  readonly files: readonly ArchiveFile[]
}

/** Reads what is new in the files of an archive, in the order of their hours. */
export async function* readArchive(
  config: GhArchiveConfig,
  since: Cursor | undefined,
  io: ReadIo,
): AsyncIterable<ActPage> {
  const months = await listArchive(config.path)
  const reading: ArchiveReading = {
    config,
    io,
    parsing: parseEvents(config, io.clock.now()),
    reaches: readReaches(since, config),
    problems: [],
    totalBytes: [...months.values()].flat().reduce((sum, file) => sum + file.bytes, 0),
    doneBytes: 0,
  }
  for (const month of reading.reaches.keys()) if (!months.has(month)) reading.reaches.delete(month)
  const before = JSON.stringify(toCursor(reading.reaches, config))
  for (const [name, files] of months) yield* readMonth(reading, { name, files })
  if (JSON.stringify(toCursor(reading.reaches, config)) !== before) yield makeLastPage(reading)
  if (reading.problems.length > 0) throw new PartialRead(reading.problems.join(' '))
}

async function* readMonth(reading: ArchiveReading, month: Month): AsyncIterable<ActPage> {
  const known = reading.reaches.get(month.name)
  const reached = known !== undefined && holds(known, month.files) ? known : undefined
  if (reached === undefined) reading.reaches.delete(month.name)
  for (const file of month.files) {
    const order = reached === undefined ? 1 : compareNames(file.name, reached.last)
    const isUnread = reached?.unread.includes(file.name) ?? false
    if (order >= 0 || isUnread)
      yield* readFile(reading, month, file, order === 0 && !isUnread ? reached : undefined)
    reading.doneBytes += file.bytes
  }
}

async function* readFile(
  reading: ArchiveReading,
  month: Month,
  file: ArchiveFile,
  known: Place | undefined,
): AsyncIterable<ActPage> {
  const handle = await openListed(file.path)
  if (typeof handle === 'string') {
    if (handle === 'forbidden')
      setAside(reading, month, file, 'may not be read by this user: change its permissions.')
    return
  }
  try {
    const { size } = await handle.stat()
    const packed = await isGzip(handle)
    const place = known !== undefined && (await isRestOf(handle, known, size, packed)) ? known : undefined
    if (place?.at === size) return
    const open = { handle, size, packed }
    if (size === 0 || beginsLikeArchive(await readStart(open, headBytes)))
      yield* readNewLines(reading, month, file, open, place)
    else
      setAside(
        reading,
        month,
        file,
        'holds no event of GH Archive at its start, so it was not read. If it is none of its files, move it elsewhere.',
      )
  } finally {
    await handle.close()
  }
}

/** The file is tried again the next time. */
function setAside(
  { problems, reaches }: ArchiveReading,
  month: Month,
  { name }: ArchiveFile,
  why: string,
): void {
  problems.push(`${name} ${why}`)
  const step = { name, place: noPlace(), isUnread: true }
  reaches.set(month.name, advance(reaches.get(month.name), month.files, step))
}

/** Whether only what stands after a place is new. */
async function isRestOf(file: FileHandle, place: Place, size: number, packed: boolean): Promise<boolean> {
  return (packed ? place.at === size : place.at <= size) && (await isPlaceOf(file, place))
}

async function* readNewLines(
  reading: ArchiveReading,
  month: Month,
  file: ArchiveFile,
  open: OpenFile,
  place: Place | undefined,
): AsyncIterable<ActPage> {
  const { config, io } = reading
  const offset = place?.openLine ?? place?.at ?? 0
  // An open line was counted; read again it has the same number.
  let line = place === undefined ? 1 : place.nextLine - (place.openLine === undefined ? 0 : 1)
  const source = openBytes(open, offset)
  const mark = async (stand: Omit<Place, 'digest'>): Promise<void> => {
    const step = { name: file.name, place: await markPlace(open.handle, stand), isUnread: false }
    reading.reaches.set(month.name, advance(reading.reaches.get(month.name), month.files, step))
  }
  try {
    for await (const page of readLinePages(source, { offset, line }, pageBytes)) {
      io.signal.throwIfAborted()
      const { lines, firstLine, nextLine, openLine } = page
      line = nextLine
      if (!open.packed)
        await mark({ at: page.end, nextLine, ...(openLine === undefined ? {} : { openLine }) })
      yield {
        ...reading.parsing,
        lines: firstLine === 1 ? blankByteOrderMark(lines) : lines,
        firstLine,
        nextLine,
        file: file.name,
        cursor: toCursor(reading.reaches, config),
        progress: {
          done: reading.doneBytes + Math.min(source.taken, file.bytes),
          total: reading.totalBytes,
          unit: 'bytes',
        },
      }
    }
    if (source.damage !== undefined)
      setAside(
        reading,
        month,
        file,
        `is damaged: ${source.damage}. The ${(line - 1).toLocaleString('en')} lines before that were read; restore the file and collect again for the rest.`,
      )
    else if (open.packed) await mark({ at: open.size, nextLine: line })
  } finally {
    await source.close()
  }
}

/** To the engine the mark is no part of JSON; spaces are. */
function blankByteOrderMark(lines: Buffer): Buffer {
  if (lines[0] === 0xef && lines[1] === 0xbb && lines[2] === 0xbf) lines.fill(0x20, 0, 3)
  return lines
}

/** A page without lines, for the sake of its cursor: what a packed file reached is known only after its last page. */
const makeLastPage = ({ config, reaches }: ArchiveReading): ActPage => ({
  lines: Buffer.alloc(0),
  firstLine: 1,
  nextLine: 1,
  file: '',
  select: '',
  params: {},
  cursor: toCursor(reaches, config),
})
