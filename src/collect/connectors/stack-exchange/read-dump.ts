import { UserError } from '../../../core/index.ts'
import { PartialRead, type ReadIo } from '../../connector.ts'
import type { DumpCursor } from './cursor.ts'
import { type DumpFile, findDumpFiles, readChunks } from './dump-file.ts'
import { type DumpIndex, indexDump } from './dump-index.ts'
import type { QuestionsRecord } from './record.ts'
import { readNumber, showRow } from './row.ts'
import { RowSplitter, type SplitRow } from './row-splitter.ts'

/** Some records, and how far reading the dump is after them. */
export interface DumpPage {
  readonly records: readonly QuestionsRecord[]
  readonly cursor: DumpCursor
  readonly progress: { readonly done: number; readonly total: number; readonly unit: string }
}

interface Reading {
  readonly io: ReadIo
  readonly index: DumpIndex
  readonly marks: DumpCursor['files']
  readonly total: number
  /** Bytes of files that were read. */
  done: number
}

/** Reads the rows of the files that changed since the cursor. A file that breaks off is named at the end. */
export async function* readDump(
  path: string,
  from: DumpCursor,
  io: ReadIo,
): AsyncGenerator<DumpPage, void, void> {
  const files = await findDumpFiles(path)
  if (files.length === 0)
    throw new UserError(
      `${path} holds no Posts.xml, Users.xml or Comments.xml of a Stack Exchange data dump. Unpack the site's archive and name its folder.`,
      { status: 422 },
    )
  const open = files.filter((file) => findOffset(file, from) < file.size)
  const index = await indexDump(open.length === 0 ? [] : files, io.signal)
  const total = files.reduce((sum, file) => sum + file.size, 0)
  const done = total - open.reduce((sum, file) => sum + file.size, 0)
  const reading: Reading = { io, index, marks: { ...from.files }, total, done }
  const torn: string[] = []
  for (const file of open) {
    const isWhole = yield* readFile(reading, file, findOffset(file, from))
    if (!isWhole) torn.push(file.name)
    reading.done += file.size
  }
  if (torn.length > 0)
    throw new PartialRead(
      `${torn.join(' and ')} ${torn.length === 1 ? 'ends' : 'end'} without the mark that ends a table, so something is missing. What is there was read; unpack the archive again and collect once more.`,
    )
}

/** Where to go on in a file: behind what was read, if the file is still as it was, else at its start. */
function findOffset(file: DumpFile, { files }: DumpCursor): number {
  const mark = files[file.name]
  return mark?.changedAt === file.changedAt && mark.size === file.size ? mark.offset : 0
}

/** Answers whether the file is whole. */
async function* readFile(
  reading: Reading,
  file: DumpFile,
  from: number,
): AsyncGenerator<DumpPage, boolean, void> {
  const splitter = new RowSplitter(from)
  const toPage = (rows: readonly SplitRow[], offset: number): DumpPage => {
    const { changedAt, size } = file
    reading.marks[file.name] = { changedAt, size, offset }
    return {
      records: rows.map((row) => toRecord(reading, file, row)),
      cursor: { files: { ...reading.marks } },
      progress: { done: reading.done + Math.min(offset, size), total: reading.total, unit: 'bytes' },
    }
  }
  for await (const chunk of readChunks(file.path, from, reading.io.signal)) {
    const rows = splitter.take(chunk)
    if (rows.length > 0) yield toPage(rows, splitter.offset)
  }
  const { isEnded, offset } = splitter
  // A file that breaks off is not done with: every run says so until it is mended.
  yield toPage(splitter.finish(), isEnded ? file.size : Math.min(offset, file.size - 1))
  return isEnded
}

function toRecord({ index, io }: Reading, { name, table }: DumpFile, row: SplitRow): QuestionsRecord {
  const { text, offset, isCut } = row
  const position = `${name}, byte ${offset}`
  if (isCut)
    return {
      kind: 'unreadable',
      reason: 'its row is longer than any post can be',
      position,
      record: showRow(text),
    }
  const id = readNumber(text, 'Id') ?? 0
  const author = readNumber(text, table === 'users' ? 'Id' : table === 'posts' ? 'OwnerUserId' : 'UserId')
  return {
    kind: 'row',
    table,
    text,
    position,
    account: author === undefined ? undefined : index.accounts.find(author),
    question: index.questions.find(table === 'comments' ? (readNumber(text, 'PostId') ?? 0) : id),
    isAccepted: table === 'posts' && index.accepted.find(id) !== undefined,
    now: io.clock.now().getTime(),
  }
}
