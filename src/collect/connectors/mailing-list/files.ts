import { UserError } from '../../../core/index.ts'
import { PartialRead, type ReadIo } from '../../connector.ts'
import type { FilesCursor, ReadTo } from './cursor.ts'
import { type SurveyedFile, surveyFiles } from './file-survey.ts'
import { explainDamage, fingerprintBefore, readChunks, readHead, readMailFile } from './mail-file.ts'
import { beginsLikeMail, beginsLikeMbox, holdsMbox } from './mail-shape.ts'
import { MailSplitter, type SplitMail } from './mail-splitter.ts'
import type { MailingListRecord } from './record.ts'

/** Some records, and how far reading the files is after them. */
export interface FilesPage {
  readonly records: readonly MailingListRecord[]
  readonly cursor: FilesCursor
  readonly progress: { readonly done: number; readonly total: number; readonly unit: string }
  readonly notes?: readonly string[]
}

const pageRecords = 500
const pageBytes = 1 << 20
/** So that the cursor stays small; a file beyond that is read from its start when it grows. */
const mostTails = 256
const mostDamaged = 1000
/** A longer header is read to here only, so it is none that breaks off. */
const longestHeader = 1 << 18
/** A file that was read to its end. */
const whole = Number.MAX_SAFE_INTEGER

/** A pass over the files under way. */
interface Pass {
  readonly io: ReadIo
  readonly root: string
  readonly since: number
  readonly until: number
  readonly tails: Map<string, ReadTo>
  readonly damaged: Set<string>
  readonly problems: string[]
  readonly passedOver: string[]
  at: ReadTo | undefined
  done: number
  total: number
  /** Mails from files of their own, until they make a page. */
  waiting: MailingListRecord[]
  waitingBytes: number
}

/**
 * Reads the mails of a file or of all files in a folder that are new since the cursor. A file that is damaged does not keep
 * the others from being read; at the end PartialRead names it, and every later run tries it again.
 */
export async function* readFiles(
  root: string,
  from: FilesCursor,
  io: ReadIo,
): AsyncGenerator<FilesPage, void, void> {
  let cursor = from
  for (;;) {
    const isResumed = cursor.until !== undefined
    const pass = yield* readPass(root, cursor, io)
    cursor = toCursor(pass, true)
    // What changed behind the back of a pass that was interrupted is found by another.
    if (isResumed) continue
    if (pass.problems.length > 0) throw new PartialRead(tellProblems(pass.problems))
    return
  }
}

async function* readPass(
  root: string,
  cursor: FilesCursor,
  io: ReadIo,
): AsyncGenerator<FilesPage, Pass, void> {
  const survey = await surveyFiles(root, cursor.since, new Set(cursor.damaged), io)
  const resumed = cursor.until !== undefined ? cursor.at : undefined
  const files = survey.files.filter((file) => resumed === undefined || !isBehind(file, resumed))
  const isThere = new Set(survey.files.map((file) => file.name))
  const pass: Pass = {
    io,
    root,
    since: cursor.since,
    until: cursor.until ?? survey.until,
    tails: new Map(cursor.tails.map((tail) => [tail.path, tail])),
    damaged: new Set(cursor.damaged.filter((name) => isThere.has(name))),
    problems: [...survey.unlisted],
    passedOver: [],
    at: resumed,
    done: 0,
    total: survey.files.reduce((sum, file) => sum + file.size, 0),
    waiting: [],
    waitingBytes: 0,
  }
  pass.done = pass.total - files.reduce((sum, file) => sum + file.size, 0)
  for (const file of files) {
    io.signal.throwIfAborted()
    const before = pass.done
    yield* readFileOrTell(pass, file, resumed)
    pass.done = before + file.size
  }
  yield { ...takePage(pass, true), notes: tellPassedOver(pass) }
  return pass
}

function isBehind(file: SurveyedFile, at: ReadTo): boolean {
  return file.name < at.path || (file.name === at.path && at.offset === whole)
}

async function* readFileOrTell(
  pass: Pass,
  file: SurveyedFile,
  resumed: ReadTo | undefined,
): AsyncGenerator<FilesPage, void, void> {
  try {
    yield* readOne(pass, file, resumed)
    pass.damaged.delete(file.name)
  } catch (error) {
    // Mail programs move what was read; the file comes under its new name.
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const damage = explainDamage(error)
    if (damage === undefined && !isGone) throw error
    if (damage !== undefined) {
      pass.problems.push(`${file.name}: ${damage}.`)
      if (pass.damaged.size < mostDamaged) pass.damaged.add(file.name)
    }
  }
  pass.at = { path: file.name, offset: whole, before: '' }
}

async function* readOne(
  pass: Pass,
  file: SurveyedFile,
  resumed: ReadTo | undefined,
): AsyncGenerator<FilesPage, void, void> {
  if (file.size === 0) return
  if (file.isDelivered) return yield* readSingle(pass, file)
  const { head, isGzip } = readHead(file.path)
  const text = head.toString('latin1')
  const isNamed = file.path === pass.root
  if (beginsLikeMbox(text) || (isGzip && head.length === 0)) yield* readMbox(pass, file, isGzip, resumed)
  else if (beginsLikeMail(text)) yield* readSingle(pass, file)
  else if ((isNamed || /\.(?:mbox|mbx|mail)(?:\.gz)?$/i.test(file.name)) && holdsMbox(text))
    yield* readMbox(pass, file, isGzip, resumed)
  else if (isNamed)
    throw new UserError(
      `${file.path} does not hold mails in a form that is understood. Understood are mbox and Pipermail files, plain or .gz, folders of such, maildirs and public-inbox archives.`,
      { status: 422 },
    )
  else pass.passedOver.push(file.name)
}

/** Files of one mail are many and small: read at once, because waiting for each would take longer than reading it. */
async function* readSingle(pass: Pass, file: SurveyedFile): AsyncGenerator<FilesPage, void, void> {
  const bytes = readMailFile(file.path, file.size)
  const first = bytes.toString('latin1', 0, 300)
  const envelope = first.startsWith('From ') ? (/^.*/.exec(first)?.[0] ?? '') : ''
  const position = file.isDelivered ? nameDelivered(file.name) : file.name
  pass.waiting.push({ kind: 'mail', bytes, envelope, position, now: pass.io.clock.now().getTime() })
  pass.waitingBytes += bytes.length
  if (!isPageFull(pass)) return
  pass.at = { path: file.name, offset: whole, before: '' }
  yield takePage(pass, false)
}

/** A maildir renames a mail when it is read or answered; this part of its name stays. */
function nameDelivered(name: string): string {
  return name.replace(/^.*[\\/]/, '').replace(/[:;!]2,[^/]*$/, '')
}

async function* readMbox(
  pass: Pass,
  file: SurveyedFile,
  isGzip: boolean,
  resumed: ReadTo | undefined,
): AsyncGenerator<FilesPage, void, void> {
  const from = findStart(pass, file, isGzip, resumed)
  const splitter = new MailSplitter(from)
  const now = pass.io.clock.now().getTime()
  const before = pass.done
  const add = (mails: readonly SplitMail[]): void => {
    for (const mail of mails) {
      pass.waiting.push(toRecord(mail, file.name, now))
      pass.waitingBytes += mail.bytes.length
    }
  }
  const onBytes = (packed: number): void => {
    pass.done = before + Math.min(packed + (isGzip ? 0 : from), file.size)
  }
  for await (const chunk of readChunks(file.path, { isGzip, from, signal: pass.io.signal, onBytes })) {
    add(splitter.take(chunk))
    if (!isPageFull(pass)) continue
    const { offset } = splitter
    pass.at = { path: file.name, offset, before: isGzip ? '' : fingerprintBefore(file.path, offset) }
    yield takePage(pass, false)
  }
  const { offset } = splitter
  for (const mail of splitter.finish())
    if (isTorn(mail.bytes)) pass.waiting.push(toUnreadable(mail, file.name, 'it breaks off in its header'))
    else add([mail])
  pass.at = { path: file.name, offset: whole, before: '' }
  // The last mail may have been written while it was read, so the next run begins with it.
  if (!isGzip && offset > 0)
    keepTail(pass, { path: file.name, offset, before: fingerprintBefore(file.path, offset) })
}

/** Where to begin: an mbox that was only added to is read on, all others anew. */
function findStart(pass: Pass, file: SurveyedFile, isGzip: boolean, resumed: ReadTo | undefined): number {
  const known = resumed?.path === file.name ? resumed : pass.tails.get(file.name)
  if (known === undefined || known.offset > (isGzip ? whole : file.size)) return 0
  if (isGzip) return file.changedAt < pass.until ? known.offset : 0
  return fingerprintBefore(file.path, known.offset) === known.before ? known.offset : 0
}

function keepTail(pass: Pass, tail: ReadTo): void {
  pass.tails.delete(tail.path)
  pass.tails.set(tail.path, tail)
  const [oldest] = pass.tails.keys()
  if (pass.tails.size > mostTails && oldest !== undefined) pass.tails.delete(oldest)
}

function toRecord(mail: SplitMail, name: string, now: number): MailingListRecord {
  const { bytes, envelope, offset } = mail
  if (envelope !== undefined || beginsLikeMail(bytes.toString('latin1', 0, 4096)))
    return { kind: 'mail', bytes, envelope: envelope ?? '', position: toPosition(name, offset), now }
  return toUnreadable(mail, name, 'it stands before the first mail')
}

function toUnreadable({ bytes, offset }: SplitMail, name: string, reason: string): MailingListRecord {
  return {
    kind: 'unreadable',
    reason,
    position: toPosition(name, offset),
    record: bytes.toString('utf8', 0, 200),
  }
}

function toPosition(name: string, offset: number): string {
  return `${name}, byte ${offset}`
}

/** Broken off in the middle of a header line: half an id or a date would make another mail of it. */
function isTorn(bytes: Buffer): boolean {
  return bytes.at(-1) !== 10 && !/\n\r?\n/.test(bytes.toString('latin1', 0, longestHeader))
}

function isPageFull({ waiting, waitingBytes }: Pass): boolean {
  return waiting.length >= pageRecords || waitingBytes >= pageBytes
}

function takePage(pass: Pass, isEnd: boolean): FilesPage {
  const records = pass.waiting
  pass.waiting = []
  pass.waitingBytes = 0
  const done = isEnd ? pass.total : Math.min(pass.done, pass.total)
  return { records, cursor: toCursor(pass, isEnd), progress: { done, total: pass.total, unit: 'bytes' } }
}

function toCursor(pass: Pass, isEnd: boolean): FilesCursor {
  const kept = { tails: [...pass.tails.values()], damaged: [...pass.damaged] }
  if (isEnd) return { since: pass.until, ...kept }
  return { since: pass.since, until: pass.until, ...(pass.at === undefined ? {} : { at: pass.at }), ...kept }
}

function tellPassedOver({ passedOver }: Pass): string[] {
  const [first] = passedOver
  if (first === undefined) return []
  const many =
    passedOver.length === 1
      ? '1 file holds no mails and was'
      : `${passedOver.length} files hold no mails and were`
  return [`${many} passed over, e.g. ${first}.`]
}

function tellProblems(problems: readonly string[]): string {
  const shown = problems.slice(0, 5).join(' ')
  const more = problems.length > 5 ? ` And ${problems.length - 5} more.` : ''
  return `Not everything could be read. ${shown}${more} What could be read is kept; mend or replace these and collect again.`
}
