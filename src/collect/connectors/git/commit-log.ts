import { isUtf8 } from 'node:buffer'
import { readRawMoment } from './moment.ts'
import type { GitRecord, RawCommit } from './record.ts'
import { decodeText } from './text.ts'

/** What `git log` is asked to write: fields, all ended by NUL, which no field can contain; then the files of the change. */
export const logFormat = [
  'log',
  '--stdin',
  '-z',
  '--date=raw',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-notes',
  '--encoding=UTF-8',
  '--format=c%H%x00%P%x00%e%x00%an%x00%ae%x00%ad%x00%cn%x00%ce%x00%cd%x00%B',
]

/** How much of a change can be told: a partial clone lacks the contents of files, or even which files there were. */
export type ChangeDetail = 'lines' | 'files' | 'nothing'
export const changeOption: Readonly<Record<ChangeDetail, string>> = {
  lines: '--numstat',
  files: '--raw',
  nothing: '--no-patch',
}

const fieldCount = 10

/** A message longer than this is cut; git holds it whole in memory, we do not. */
const longestField = 1 << 20

export interface CommitLogOptions {
  readonly now: Date
  /** What `i18n.commitEncoding` says of commits that declare nothing. */
  readonly encoding: string
  /** Where a shallow history was cut: such a commit's lines are the whole tree, and not its author's. */
  readonly cuts: ReadonlySet<string>
  readonly detail: ChangeDetail
}

export interface LoggedCommit {
  readonly hash: string
  readonly parents: readonly string[]
  readonly record: GitRecord
}

/**
 * Commits from what git writes in `logFormat`, some for each chunk that comes. A commit is whole once the next begins or git
 * ended well; when git fails, the one it was writing is left out.
 */
export async function* readCommitLog(
  chunks: AsyncIterable<Buffer>,
  options: CommitLogOptions,
): AsyncGenerator<LoggedCommit[], void, void> {
  let header: string[] = []
  let stat: string[] = []
  let expected = 0
  const complete: LoggedCommit[] = []
  const finish = (): void => {
    if (header.length === fieldCount) complete.push(toLoggedCommit(header, stat, options))
  }
  for await (const block of cutAtNul(chunks)) {
    // The third field declares the encoding of those that follow it.
    for (const token of toTokens(block, () => header[2] || options.encoding)) {
      if (expected > 0) {
        header.push(token)
        expected--
      } else if (token.charCodeAt(0) === letterC && !isPathDue(stat)) {
        finish()
        header = [token.slice(1)]
        stat = []
        expected = fieldCount - 1
      } else addFile(stat, token.charCodeAt(0) === 0x0a ? token.slice(1) : token)
    }
    if (complete.length > 0) yield complete.splice(0)
  }
  finish()
  if (complete.length > 0) yield complete
}

const letterC = 0x63
const colon = 0x3a

/** --numstat writes a file in one token, --raw in two: what became of it, after a colon, and its path. */
function addFile(stat: string[], token: string): void {
  if (isPathDue(stat)) stat[stat.length - 1] = `-\t-\t${token}`
  else stat.push(token)
}

function isPathDue(stat: readonly string[]): boolean {
  return stat[stat.length - 1]?.charCodeAt(0) === colon
}

function toLoggedCommit(
  header: readonly string[],
  stat: readonly string[],
  options: CommitLogOptions,
): LoggedCommit {
  const [hash = '', parentList = '', , authorName = '', authorEmail = '', authorDate = ''] = header
  const [committerName = '', committerEmail = '', commitDate = '', message = ''] = header.slice(6)
  const parents = parentList === '' ? [] : parentList.split(' ')
  const committed = readRawMoment(commitDate, options.now)
  const authored = readRawMoment(authorDate, options.now)
  const isCut = options.cuts.has(hash)
  const flags = [
    ...(isCut ? ['history-cut-here'] : []),
    ...(authored === undefined ? ['date-unreadable'] : []),
    ...(options.detail === 'lines' || parents.length > 1 ? [] : ['lines-not-counted']),
    ...(isAsLongAsAllowed(message) ? ['message-cut'] : []),
  ]
  const time = authored ?? committed
  if (time === undefined) {
    const reason = 'neither its author date nor its commit date can be read'
    return {
      hash,
      parents,
      record: { kind: 'unreadable', reason, position: `commit ${hash}`, record: message },
    }
  }
  const record: RawCommit = {
    kind: 'commit',
    hash,
    isMerge: parents.length > 1,
    author: { name: authorName, email: authorEmail },
    authored: time,
    committer: { name: committerName, email: committerEmail },
    committed,
    message,
    stat: isCut || parents.length > 1 || options.detail === 'nothing' ? undefined : stat,
    flags,
  }
  return { hash, parents, record }
}

function isAsLongAsAllowed(message: string): boolean {
  return message.length > longestField / 4 && Buffer.byteLength(message) > longestField - 8
}

/** The bytes between one NUL and another as text: all at once where that is possible, which it nearly always is. */
function toTokens(block: Buffer, readEncoding: () => string): Iterable<string> {
  return isUtf8(block) ? block.toString('utf8').split('\0') : toTokensOneByOne(block, readEncoding)
}

function* toTokensOneByOne(block: Buffer, readEncoding: () => string): Generator<string> {
  let from = 0
  while (from <= block.length) {
    const found = block.indexOf(0, from)
    const to = found === -1 ? block.length : found
    yield decodeText(block.subarray(from, to), readEncoding())
    from = to + 1
  }
}

/** Blocks that end where a NUL stood, without it. What is longer than a field may be is cut. */
async function* cutAtNul(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  let rest: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    const last = chunk.lastIndexOf(0)
    if (last === -1) {
      if (size < longestField) rest.push(chunk)
      size += chunk.length
      continue
    }
    if (size < longestField) yield Buffer.concat([...rest, chunk.subarray(0, last)])
    else yield* cutLongField(rest, chunk, last)
    rest = [chunk.subarray(last + 1)]
    size = chunk.length - last - 1
  }
}

/** The start of a field that was too long, up to a whole character, and what follows it. */
function* cutLongField(start: readonly Buffer[], chunk: Buffer, last: number): Generator<Buffer> {
  const field = Buffer.concat(start).subarray(0, longestField)
  let end = field.length
  while (end > 0 && ((field[end - 1] ?? 0) & 0xc0) === 0x80) end--
  const first = chunk.indexOf(0)
  yield Buffer.from(field.subarray(0, Math.max(end - 1, 0)))
  if (first < last) yield chunk.subarray(first + 1, last)
}
