import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UserError } from '../../../core/index.ts'
import { type ClaimSet, type Page, PartialRead, type ReadIo } from '../../connector.ts'
import { findDamage } from '../../lines/index.ts'
import type { GitConfig } from './config.ts'
import { type ExportCursor, fingerprint } from './cursor.ts'
import { makeDoubtCount } from './doubt-count.ts'
import { readHeadHash } from './export-line.ts'
import { isCommitStart, makeExportReader } from './export-log.ts'
import { type Line, readFileForm, readLines } from './line.ts'
import { readFolderMailmap } from './mailmap-file.ts'
import type { GitRecord } from './record.ts'

const pageRecords = 1000
const edge = 64 << 10
const before = 4 << 10

/**
 * Reads a file that `git log` wrote. One that has not changed since is not read again, and one that was only added to is
 * read on from its last commit.
 */
export async function* readExport(
  config: GitConfig,
  since: ExportCursor | undefined,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  const { path } = config
  const claims = config.mailmap ? await readMailmap(path) : []
  const file = await describeFile(path)
  if (since?.isWhole && since.size === file.size && since.head === file.head && since.tail === file.tail) {
    yield { records: [], cursor: since, claims }
    return
  }
  const goesOn = since !== undefined && file.canGoOn && (await isContinued(path, since))
  const from = goesOn ? { start: since.offset, number: since.line } : { start: 0, number: 1 }
  const toCursor = async (
    at: { start: number; number: number },
    isWhole: boolean,
  ): Promise<ExportCursor> => ({
    size: file.size,
    head: file.head,
    tail: file.tail,
    offset: file.canGoOn ? at.start : 0,
    line: file.canGoOn ? at.number : 1,
    before: file.canGoOn ? await fingerprintPart(path, at.start - before, before) : '',
    isWhole,
  })
  yield { records: [], cursor: goesOn ? since : await toCursor(from, false), claims }
  yield* readPages(path, from, file.size, toCursor, io)
}

async function* readPages(
  path: string,
  from: { readonly start: number; readonly number: number },
  size: number,
  toCursor: (at: { start: number; number: number }, isWhole: boolean) => Promise<ExportCursor>,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  const reader = makeExportReader(io.clock.now())
  const doubts = makeDoubtCount()
  let at = from
  let bytes = 0
  let records: GitRecord[] = []
  const toPage = async (isWhole: boolean, open = reader.openAt): Promise<Page> => {
    const page = {
      records,
      cursor: await toCursor(open ?? at, isWhole),
      progress: { done: isWhole ? size : Math.min(from.start + bytes, size), total: size, unit: 'bytes' },
    }
    records = []
    return page
  }
  const options = {
    signal: io.signal,
    onBytes: (read: number): void => {
      bytes = read
    },
  }
  try {
    for await (const lines of readLines(path, from, options)) {
      if (at.start === 0) assertIsLog(path, lines)
      for (const line of lines) reader.take(line)
      for (const record of reader.takeRecords()) {
        doubts.add(record)
        records.push(record)
      }
      const last = lines.at(-1)
      if (last !== undefined) at = { start: last.end, number: last.number + 1 }
      if (records.length >= pageRecords) yield await toPage(false)
    }
  } catch (error) {
    if (!(error instanceof Error) || findDamage(error) === undefined) throw error
    yield await toPage(false)
    throw new PartialRead(
      `${path} is damaged after line ${at.number - 1}: ${error.message}. What stands before is kept; put a whole copy in its place and collect again.`,
      error,
    )
  }
  // A log that is added to later may add to its last commit, so the next run begins with that one.
  const open = reader.openAt
  reader.finish()
  for (const record of reader.takeRecords()) {
    doubts.add(record)
    records.push(record)
  }
  const notes = [...(size === 0 ? ['The file is empty.'] : []), ...doubts.tell()]
  yield { ...(await toPage(true, open)), notes }
}

/** A file named by hand may be anything; one that does not begin like a log is refused rather than quarantined line by line. */
function assertIsLog(path: string, lines: readonly Line[]): void {
  if (beginsLikeLog(lines.map((line) => line.text))) return
  throw new UserError(
    `${path} does not begin like a log of git. Understood are what “git log” writes as it is, with --numstat, --stat or --format=fuller, and lines of hash, author, address and time separated by tabs (--format='@%H%x09%an%x09%ae%x09%at%x09%ct%x09%s').`,
    { status: 422 },
  )
}

/** Whether the first line that is not empty begins a commit, and the next does not deny it. */
export function beginsLikeLog(lines: readonly string[]): boolean {
  const [first, second] = lines
    .map((line) => line.replace(/^\uFEFF/, ''))
    .filter((line) => line.trim() !== '')
  if (first === undefined) return true
  if (!isCommitStart(first)) return false
  return readHeadHash(first) === undefined || second === undefined || headLabel.test(second)
}

const headLabel = /^(Author|AuthorDate|Date|Commit|CommitDate|Merge|Reflog|gpg|tree|parent|author|encoding)\b/

async function readMailmap(path: string): Promise<ClaimSet[]> {
  return [(await readFolderMailmap(dirname(path))) ?? { kind: 'mailmap', claims: [] }]
}

interface FileFacts {
  readonly size: number
  readonly head: string
  readonly tail: string
  readonly canGoOn: boolean
}

async function describeFile(path: string): Promise<FileFacts> {
  const form = await readFileForm(path)
  const file = await open(path)
  const { size } = await file.stat().finally(() => file.close())
  return {
    size,
    head: await fingerprintPart(path, 0, edge),
    tail: await fingerprintPart(path, size - edge, edge),
    canGoOn: !form.isGzip && !form.isUtf16,
  }
}

/** Whether a file still begins, and up to the cursor ends, as it did: it was only added to. */
async function isContinued(path: string, since: ExportCursor): Promise<boolean> {
  if (since.offset === 0) return false
  const head = await fingerprintPart(path, 0, Math.min(edge, since.size))
  return head === since.head && (await fingerprintPart(path, since.offset - before, before)) === since.before
}

async function fingerprintPart(path: string, start: number, length: number): Promise<string> {
  const file = await open(path)
  try {
    const from = Math.max(start, 0)
    const wanted = length + Math.min(start, 0)
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(Math.max(wanted, 0)),
      0,
      Math.max(wanted, 0),
      from,
    )
    return fingerprint(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}
