import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { PathFacts, RecordOutcome, StreamConnector } from '../../connector.ts'
import { toCommitEvents } from './commit.ts'
import { type GitConfig, gitConfig } from './config.ts'
import { parseExportCursor, parseRepositoryCursor } from './cursor.ts'
import { beginsLikeLog, readExport } from './export.ts'
import { type FileClass, makeFileClassifier } from './file-class.ts'
import type { GitRecord } from './record.ts'
import { readRepository } from './repository.ts'
import { toTagEvent } from './tag.ts'

/** Reads who wrote, committed, reviewed, reported, tested and released what, from a git history. */
export const connector: StreamConnector<GitConfig> = {
  form: 'stream',
  name: 'git',
  title: 'Git history',
  reads: 'a git work tree, a bare repository, or a file that git log wrote, plain or .gz',
  config: gitConfig,
  emits: [
    'commit.author',
    'commit.commit',
    'commit.trailer.co_authored_by',
    'commit.trailer.signed_off_by',
    'commit.trailer.reviewed_by',
    'commit.trailer.reported_by',
    'commit.trailer.tested_by',
    'release.publish',
  ],
  platform: 'git',
  recognise,
  nameSource,
  async *read(config, since, io) {
    const status = await stat(config.path)
    if (status.isDirectory()) yield* readRepository(config, parseRepositoryCursor(since), io)
    else yield* readExport(config, parseExportCursor(since), io)
  },
  toOutcome,
}

async function recognise(facts: PathFacts): Promise<GitConfig | undefined> {
  const isGit = facts.kind === 'folder' ? await isRepository(facts.path) : isExport(facts.head)
  return isGit ? gitConfig.parse({ path: facts.path }) : undefined
}

/** A work tree has .git, a folder or a file that leads to it; a bare repository has what git init makes. */
async function isRepository(path: string): Promise<boolean> {
  if (await exists(join(path, '.git'))) return true
  const marks = await Promise.all(['HEAD', 'objects', 'refs'].map((name) => exists(join(path, name))))
  return marks.every(Boolean)
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

function isExport(head: Buffer): boolean {
  if (head.length === 0) return false
  const isUtf16 = head[0] === 0xff && head[1] === 0xfe
  if (!isUtf16 && head.includes(0)) return false
  const text = isUtf16
    ? new TextDecoder('utf-16le').decode(head)
    : head.toString('latin1').replace(/^ï»¿/, '')
  const lines = text.split(/\r?\n/)
  return lines.some((line) => line.trim() !== '') && beginsLikeLog(lines)
}

/** The folder's or file's own name, without the endings that only say what it is. */
function nameSource({ path }: GitConfig): string {
  const own = basename(path) === '.git' ? basename(dirname(path)) : basename(path)
  return own.replace(/(\.(git|gz|txt|log|tsv|numstat|gitlog|commits))+$/i, '') || 'repository'
}

const classifiers = new WeakMap<GitConfig, (path: string) => FileClass>()

function toOutcome(raw: unknown, config: GitConfig): RecordOutcome {
  const record = raw as GitRecord
  if (record.kind === 'tag') return { kind: 'events', events: [toTagEvent(record)] }
  if (record.kind === 'unreadable') {
    const { reason, position } = record
    return { kind: 'quarantined', reason, position, record: record.record }
  }
  const classify = classifiers.get(config) ?? makeFileClassifier(config.fileClasses)
  classifiers.set(config, classify)
  return { kind: 'events', events: toCommitEvents(record, classify) }
}
