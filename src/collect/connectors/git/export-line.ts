import { readIdent, readIdentLine } from './ident.ts'
import { type Moment, readRawMoment, readWrittenMoment } from './moment.ts'
import type { Ident } from './record.ts'

/** --numstat counts, a patch can be counted, --stat draws a bar to scale, --name-status only names. */
export type FileTelling = 'numstat' | 'patch' | 'stat' | 'names'

/** A commit of an exported log while its lines are read. */
export interface Draft {
  readonly hash: string
  /** Where its first line begins, in bytes. */
  readonly start: number
  readonly number: number
  readonly firstLine: string
  part: 'head' | 'message' | 'changes'
  isMerge: boolean
  parents: number
  author: Ident | undefined
  authored: Moment | undefined
  committer: Ident | undefined
  committed: Moment | undefined
  message: string[]
  messageSize: number
  /** Changed files as lines of --numstat, by how they were told. */
  readonly files: Readonly<Record<FileTelling, string[]>>
  isEstimate: boolean
  /** A date as written that is none. */
  oddDate: string | undefined
}

export function makeDraft(hash: string, line: { start: number; number: number; text: string }): Draft {
  return {
    hash,
    start: line.start,
    number: line.number,
    firstLine: line.text.slice(0, 1000),
    part: 'head',
    isMerge: false,
    parents: 0,
    author: undefined,
    authored: undefined,
    committer: undefined,
    committed: undefined,
    message: [],
    messageSize: 0,
    files: { numstat: [], patch: [], stat: [], names: [] },
    isEstimate: false,
    oddDate: undefined,
  }
}

const isTime = (text = ''): boolean => /^\d{1,20}( [+-]\d{4})?$/.test(text)

/** The hash a tab-separated commit line begins with: after an @ any, alone only a whole one. */
export function readTabHash(text: string): string | undefined {
  const marked = text.startsWith('@')
  const tab = text.indexOf('\t')
  if (tab < 7 || tab > 65) return undefined
  const hash = text.slice(marked ? 1 : 0, tab)
  const isHash = /^[\da-f]{7,64}$/.test(hash) && (marked || hash.length === 40 || hash.length === 64)
  return isHash ? hash : undefined
}

/** The hash of `commit 1234… (HEAD -> main)`. */
export function readHeadHash(text: string): string | undefined {
  if (!text.startsWith('commit ')) return undefined
  const found = /^commit ([\da-f]{7,64})(?: |$)/.exec(text.slice(0, 80))
  return found?.[1]
}

/**
 * The fields after the hash: author, address, time; then the commit time and the subject, or the committer, address, time
 * and parents. A name that contains tabs is put together again.
 */
export function readTabFields(draft: Draft, text: string, now: Date): void {
  const fields = text.split('\t')
  const first = fields.findIndex((field, index) => index >= 3 && isTime(field))
  draft.part = 'changes'
  if (first === -1) return
  draft.author = {
    name: fields
      .slice(1, first - 1)
      .join('\t')
      .trim(),
    email: (fields[first - 1] ?? '').trim(),
  }
  draft.authored = readRawMoment(fields[first] ?? '', now)
  if (isTime(fields[first + 1])) {
    draft.committed = readRawMoment(fields[first + 1] ?? '', now)
    draft.message = [fields.slice(first + 2).join('\t')]
  } else if (isTime(fields[first + 3])) {
    draft.committer = { name: (fields[first + 1] ?? '').trim(), email: (fields[first + 2] ?? '').trim() }
    draft.committed = readRawMoment(fields[first + 3] ?? '', now)
    draft.isMerge = (fields[first + 4] ?? '').trim().includes(' ')
    draft.message = [fields.slice(first + 5).join('\t')]
  } else draft.message = [fields.slice(first + 1).join('\t')]
}

/** One line between `commit 1234…` and the message: `Author: Name <email>` or, with --format=raw, `author Name <email> time`. */
export function readHeadLine(draft: Draft, text: string, now: Date): void {
  const colon = text.indexOf(': ')
  const label = colon === -1 ? '' : text.slice(0, colon)
  const value = colon === -1 ? '' : text.slice(colon + 2).trim()
  const readDate = (): Moment | undefined => {
    const moment = readWrittenMoment(value, now)
    if (moment === undefined) draft.oddDate = value.slice(0, 100)
    return moment
  }
  if (label === 'Author') draft.author = readIdent(value)
  else if (label === 'Commit') draft.committer = readIdent(value)
  else if (label === 'Date' || label === 'AuthorDate') draft.authored = readDate()
  else if (label === 'CommitDate') draft.committed = readDate()
  else if (label === 'Merge') draft.isMerge = true
  else if (text.startsWith('parent ')) draft.isMerge = ++draft.parents > 1
  else if (text.startsWith('author ')) {
    const { ident, moment } = readIdentLine(text.slice('author '.length), now)
    draft.author = ident
    draft.authored = moment
  } else if (text.startsWith('committer ')) {
    const { ident, moment } = readIdentLine(text.slice('committer '.length), now)
    draft.committer = ident
    draft.committed = moment
  }
}
