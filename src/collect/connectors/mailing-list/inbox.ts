import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { PartialRead, type ReadIo } from '../../connector.ts'
import { GitFailure } from '../../git-process.ts'
import { type Blob, readBlobs } from './blob.ts'
import type { InboxCursor } from './cursor.ts'
import { readGit, startGit } from './git-child.ts'
import type { MailingListRecord } from './record.ts'

/** Some records, and how far reading the archive is after them. */
export interface InboxPage {
  readonly records: readonly MailingListRecord[]
  readonly cursor: InboxCursor
  readonly progress: { readonly done: number; readonly total?: number; readonly unit: string }
}

/** One git repository of an archive. */
export interface Epoch {
  readonly name: string
  readonly gitDir: string
}

const pageMails = 500

/** The repositories of a public-inbox archive, oldest first; none when the folder is not one. */
export async function findEpochs(path: string): Promise<Epoch[]> {
  const inside = (await listFolders(join(path, 'git')))
    .filter((name) => /^\d+(\.git)?$/.test(name))
    .sort((left, right) => Number.parseInt(left, 10) - Number.parseInt(right, 10))
  const epochs: Epoch[] = []
  for (const name of inside) {
    const gitDir = join(path, 'git', name)
    if (await isBareRepository(gitDir)) epochs.push({ name: name.replace('.git', ''), gitDir })
  }
  if (epochs.length > 0) return epochs
  const own = (await isBareRepository(path)) ? path : join(path, '.git')
  if (!(await isBareRepository(own))) return []
  return (await holdsMails(own)) ? [{ name: basename(path), gitDir: own }] : []
}

async function listFolders(path: string): Promise<string[]> {
  try {
    const entries: Dirent[] = await readdir(path, { withFileTypes: true })
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

async function isBareRepository(path: string): Promise<boolean> {
  const marks = await Promise.all(['HEAD', 'objects', 'refs'].map((name) => exists(join(path, name))))
  return marks.every(Boolean)
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}

/** Version 2 keeps one file m (or d) in its tree, version 1 files named by hashes, 2 and 38 digits. */
async function holdsMails(gitDir: string): Promise<boolean> {
  const signal = new AbortController().signal
  try {
    const names = (await readGit(gitDir, ['ls-tree', '--name-only', 'HEAD'], signal)).trim().split('\n')
    if (names.length <= 2 && names.every((name) => /^[md]$/.test(name))) return true
    if (names.length === 0 || !names.every((name) => /^[0-9a-f]{2}$/.test(name))) return false
    const inside = await readGit(gitDir, ['ls-tree', '--name-only', `HEAD:${names[0]}`], signal)
    return inside
      .trim()
      .split('\n')
      .every((name) => /^[0-9a-f]{38}$/.test(name))
  } catch (error) {
    // A repository without commits, or a damaged one, shows no mails.
    if (error instanceof GitFailure) return false
    throw error
  }
}

/** The start of some mail of an archive, to see which list it is of. */
export async function readSampleMail(epoch: Epoch): Promise<Buffer | undefined> {
  const signal = new AbortController().signal
  try {
    const listed = await readGit(epoch.gitDir, ['ls-tree', '-r', 'HEAD'], signal)
    const id = /^\d+ blob ([0-9a-f]{40,64})\t/m.exec(listed.slice(0, 200))?.[1]
    if (id === undefined) return undefined
    for await (const blob of readBlobs(epoch.gitDir, [id], signal)) return blob.bytes
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error
  }
  return undefined
}

/** Reads the mails added since the cursor, epoch after epoch. What an epoch cannot give is tried again by the next run. */
export async function* readInbox(
  epochs: readonly Epoch[],
  from: InboxCursor,
  io: ReadIo,
): AsyncGenerator<InboxPage, void, void> {
  const reading: Reading = { io, read: { ...from.epochs }, problems: [], done: 0, total: undefined }
  for (const epoch of epochs) {
    try {
      yield* readEpoch(reading, epoch)
    } catch (error) {
      if (!(error instanceof GitFailure)) throw error
      reading.problems.push(`git stopped in ${epoch.name}: “${error.said}”.`)
    }
  }
  yield toPage(reading, [])
  if (reading.problems.length > 0)
    throw new PartialRead(
      `${reading.problems.slice(0, 5).join(' ')} What could be read is kept. “git fsck” tells what is damaged; once it is mended or fetched again, the next run reads the rest.`,
    )
}

interface Reading {
  readonly io: ReadIo
  /** The last commit read, by epoch. */
  readonly read: Record<string, string>
  readonly problems: string[]
  done: number
  total: number | undefined
}

/** A mail added by a commit. */
interface Addition {
  readonly commit: string
  readonly blob: string
}

async function* readEpoch(reading: Reading, epoch: Epoch): AsyncGenerator<InboxPage, void, void> {
  const { signal } = reading.io
  const head = (
    await readGit(epoch.gitDir, ['rev-parse', '--verify', '--quiet', 'HEAD'], signal).catch(noCommits)
  ).trim()
  const last = reading.read[epoch.name]
  if (head === '' || head === last) return
  const range =
    last !== undefined && (await isAncestor(epoch, last, head, signal)) ? [`^${last}`, head] : [head]
  const removed = await findRemoved(epoch, range, signal)
  let page: Addition[] = []
  let isStuck = false
  const takePage = async (): Promise<InboxPage> => {
    const records = await readAdditions(reading, epoch, page, removed)
    const lost = records.filter((record) => record.kind === 'unreadable').length
    if (lost > 0 && !isStuck) {
      isStuck = true
      reading.problems.push(`${epoch.name} has mails that git cannot read.`)
    }
    const commit = page.at(-1)?.commit
    // Behind what is damaged nothing counts as read, so that it is read once it is mended.
    if (!isStuck && commit !== undefined) reading.read[epoch.name] = commit
    reading.done += page.length
    page = []
    return toPage(reading, records)
  }
  for await (const addition of listAdditions(epoch, range, signal)) {
    page.push(addition)
    if (page.length >= pageMails) yield await takePage()
  }
  if (page.length > 0) yield await takePage()
  if (!isStuck) reading.read[epoch.name] = head
}

function noCommits(error: unknown): string {
  if (error instanceof GitFailure) return ''
  throw error
}

async function isAncestor(epoch: Epoch, commit: string, head: string, signal: AbortSignal): Promise<boolean> {
  if (!/^[0-9a-f]{40,64}$/.test(commit)) return false
  try {
    await readGit(epoch.gitDir, ['merge-base', '--is-ancestor', commit, head], signal)
    return true
  } catch (error) {
    // The archive was rewritten, as happens when a mail is purged: then it is read anew.
    if (error instanceof GitFailure) return false
    throw error
  }
}

const rawLog = [
  'log',
  '--format=%H',
  '--raw',
  '--no-abbrev',
  '--no-renames',
  '--root',
  '--first-parent',
  '-m',
]
const rawLine = /^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) ([AMD])\t(.+)$/

/** Mails that the archive's keeper took out later, mostly advertisements: version 2 adds them as d, version 1 deletes. */
async function findRemoved(
  epoch: Epoch,
  range: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const removed = new Set<string>()
  for await (const [, match] of readRawLog(epoch, [...rawLog, '--diff-filter=AMD', ...range], signal)) {
    if (match === undefined) continue
    const [, before = '', after = '', status = '', path = ''] = match
    if (path === 'd' && status !== 'D') removed.add(after)
    else if (path !== 'm' && path !== 'd' && status === 'D') removed.add(before)
  }
  return removed
}

async function* listAdditions(
  epoch: Epoch,
  range: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Addition, void, void> {
  const command = [...rawLog, '--reverse', '--diff-filter=AM', ...range]
  for await (const [commit, match] of readRawLog(epoch, command, signal)) {
    const [, , blob = '', , path = ''] = match ?? []
    if (path === 'm' || /^[0-9a-f]{2}\/[0-9a-f]{38}$/.test(path)) yield { commit, blob }
  }
}

/** Each line of a raw log with the commit it belongs to. */
async function* readRawLog(
  epoch: Epoch,
  command: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<[string, RegExpExecArray | undefined], void, void> {
  const child = startGit(epoch.gitDir, command, signal)
  child.endInput()
  let rest = ''
  let commit = ''
  for await (const chunk of child.output) {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines)
      if (line.startsWith(':')) yield [commit, rawLine.exec(line) ?? undefined]
      else if (line !== '') commit = line
  }
}

async function readAdditions(
  reading: Reading,
  epoch: Epoch,
  additions: readonly Addition[],
  removed: ReadonlySet<string>,
): Promise<MailingListRecord[]> {
  const now = reading.io.clock.now().getTime()
  const records: MailingListRecord[] = []
  const ids = additions.map((addition) => addition.blob)
  for await (const blob of readBlobs(epoch.gitDir, ids, reading.io.signal))
    records.push(toRecord(blob, epoch, removed, now))
  return records
}

function toRecord(blob: Blob, epoch: Epoch, removed: ReadonlySet<string>, now: number): MailingListRecord {
  const position = `${epoch.name}, blob ${blob.id}`
  if (blob.bytes === undefined)
    return { kind: 'unreadable', reason: 'git cannot read it', position, record: blob.id }
  if (removed.has(blob.id)) return { kind: 'passed-over', reason: 'the keeper of the archive took it out' }
  return { kind: 'mail', bytes: blob.bytes, envelope: '', position, now }
}

function toPage(reading: Reading, records: readonly MailingListRecord[]): InboxPage {
  return {
    records,
    cursor: { epochs: { ...reading.read } },
    progress: { done: reading.done, unit: 'mails' },
  }
}
