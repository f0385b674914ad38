import {
  type Draft,
  makeDraft,
  readHeadHash,
  readHeadLine,
  readTabFields,
  readTabHash,
} from './export-line.ts'
import type { Line } from './line.ts'
import { makePatchCounter } from './patch.ts'
import type { GitRecord } from './record.ts'
import { isStatSummary, readNameStatusLine, readNumstatLine, readStatLine } from './stat-line.ts'
import { makeStrayLines } from './stray-lines.ts'

/** Turns the lines of an exported log into records, one by one. */
export interface ExportReader {
  take(line: Line): void
  /** Records that are whole by now. */
  takeRecords(): GitRecord[]
  /** Where the record that is not whole yet begins; undefined between records. */
  readonly openAt: { readonly start: number; readonly number: number } | undefined
  /** The file has ended well: what is open is whole too. */
  finish(): void
}

/** Whether a line begins a commit in a form that is understood. */
export function isCommitStart(text: string): boolean {
  return readTabHash(text) !== undefined || readHeadHash(text) !== undefined
}

export function makeExportReader(now: Date): ExportReader {
  let draft: Draft | undefined
  let records: GitRecord[] = []
  const strays = makeStrayLines()
  const patch = makePatchCounter()

  const keep = (record: GitRecord | undefined): void => {
    if (record !== undefined) records.push(record)
  }
  const closeDraft = (): void => {
    if (draft === undefined) return
    for (const file of patch.finish()) draft.files.patch.push(file)
    keep(toRecord(draft))
    draft = undefined
  }
  const begin = (line: Line): boolean => {
    const tabHash = readTabHash(line.text)
    const hash = tabHash ?? readHeadHash(line.text)
    if (hash === undefined) return false
    closeDraft()
    keep(strays.close())
    draft = makeDraft(hash, line)
    if (tabHash !== undefined) readTabFields(draft, line.text, now)
    return true
  }

  return {
    take(line) {
      const text = line.number === 1 ? line.text.replace(/^\uFEFF/, '') : line.text
      const clean = text === line.text ? line : { ...line, text }
      if (line.isCut) keep(strays.add(clean, 'the line is longer than 1 MiB'))
      else if (begin(clean)) return
      else if (draft === undefined || !takeInto(draft, text, now, patch.take)) {
        if (text.trim() !== '') keep(strays.add(clean, 'it is no part of a git log'))
      }
    },
    takeRecords() {
      const whole = records
      records = []
      return whole
    },
    get openAt() {
      const stray = strays.openAt
      if (draft === undefined) return stray
      return stray === undefined || draft.start < stray.start ? draft : stray
    },
    finish() {
      closeDraft()
      keep(strays.close())
    },
  }
}

/** As of a repository: more is cut, and flagged. */
const longestMessage = 1 << 20

/** Adds a line to the commit it belongs to; false if it is none of a commit's. */
function takeInto(draft: Draft, text: string, now: Date, takePatch: (text: string) => boolean): boolean {
  if (draft.part === 'head') {
    if (text === '') draft.part = 'message'
    else readHeadLine(draft, text, now)
    return true
  }
  if (draft.part === 'message') {
    if (text.startsWith('    ') || text === '') {
      draft.messageSize += text.length
      if (draft.messageSize <= longestMessage) draft.message.push(text.slice(4))
      return true
    }
    draft.part = 'changes'
  }
  if (takePatch(text)) return true
  return takeFile(draft, text) || isStatSummary(text) || isNote(text)
}

function takeFile(draft: Draft, text: string): boolean {
  const { files } = draft
  const counted = readNumstatLine(text)
  const drawn = counted === undefined ? readStatLine(text) : undefined
  const named = drawn === undefined ? readNameStatusLine(text) : undefined
  if (counted !== undefined) files.numstat.push(counted)
  else if (drawn !== undefined) {
    files.stat.push(drawn.stat)
    draft.isEstimate ||= drawn.isEstimate
  } else if (named !== undefined) files.names.push(named)
  else return false
  return true
}

/** Notes stand under a heading of their own, indented like the message; `---` parts a stat from a patch. */
function isNote(text: string): boolean {
  return text.startsWith('    ') || text === '---' || /^Notes( \([^()]{0,200}\))?:$/.test(text)
}

function toRecord(draft: Draft): GitRecord {
  const time = draft.authored ?? draft.committed
  const fault = findFault(draft)
  if (fault !== undefined || draft.author === undefined || time === undefined)
    return {
      kind: 'unreadable',
      reason: fault ?? '',
      position: `line ${draft.number}`,
      record: draft.firstLine,
    }
  const { numstat, patch, stat, names } = draft.files
  const files = [numstat, patch, stat, names].find((told) => told.length > 0)
  const flags = [
    ...(draft.authored === undefined ? ['date-unreadable'] : []),
    ...(draft.messageSize > longestMessage ? ['message-cut'] : []),
    ...(draft.isEstimate && files === stat ? ['lines-estimated'] : []),
  ]
  return {
    kind: 'commit',
    hash: draft.hash,
    isMerge: draft.isMerge,
    author: draft.author,
    authored: time,
    committer: draft.committer,
    committed: draft.committed,
    message: draft.message.join('\n'),
    stat: draft.isMerge ? undefined : files,
    flags,
  }
}

function findFault(draft: Draft): string | undefined {
  if (draft.author === undefined) return 'the commit has no author that can be read'
  if (draft.authored !== undefined || draft.committed !== undefined) return undefined
  return draft.oddDate === undefined
    ? 'the commit has no date'
    : `the commit has no date that says when; export it again with --date=iso`
}
