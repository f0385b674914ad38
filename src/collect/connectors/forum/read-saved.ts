import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { UserError } from '../../../core/index.ts'
import type { Page, PathFacts, ReadIo } from '../../connector.ts'
import type { ForumCursor } from './cursor.ts'
import { toCategories } from './read-forum.ts'
import type { Categories, ForumRecord } from './record.ts'
import { readSavedPage } from './saved-page.ts'

const ending = /\.(?:json|jsonl|ndjson)$/i
const filesAtOnce = 20
const mostBytes = 64 << 20
/** What a page of the API begins like, as far as no other program writes the same. */
const beginnings =
  /"(?:latest_posts|topic_list|post_stream|directory_items|user_actions)"\s*:|"trust_level"\s*:[\s\S]*"avatar_template"\s*:|"avatar_template"\s*:[\s\S]*"trust_level"\s*:/

interface SavedFile {
  readonly path: string
  readonly name: string
  readonly size: number
  /** Differs when the file changed. */
  readonly mark: string
}

/** Whether a path is a saved page of a forum, or a folder where the first files are. */
export async function isSavedForum({ path, kind, head }: PathFacts): Promise<boolean> {
  if (kind === 'file') return /^\s*[[{]/.test(head.toString()) && beginnings.test(head.toString())
  if ((await readdir(path)).includes('.git')) return false
  const files = (await findFiles(path)).slice(0, 5)
  for (const file of files) {
    const text = (await readFile(file.path)).subarray(0, 64 << 10).toString()
    if (beginnings.test(text)) return true
  }
  return false
}

export const hasSavedPages = async (path: string): Promise<boolean> => (await findFiles(path)).length > 0

/** Reads saved pages that changed since; each file is one page, or has one on each line. */
export async function* readSaved(
  path: string,
  from: ForumCursor,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  const files = await findFiles(path)
  if (files.length === 0)
    throw new UserError(`${path} holds no saved pages of a forum. Their names end in .json.`, { status: 422 })
  const present = new Set(files.map(({ mark }) => mark))
  let saved = from.saved.filter((mark) => present.has(mark))
  const read = new Set(saved)
  const open = files.filter(({ mark }) => !read.has(mark))
  const total = files.reduce((sum, { size }) => sum + size, 0)
  let done = total - open.reduce((sum, { size }) => sum + size, 0)
  const categories = open.length === 0 ? new Map() : await findCategories(files)
  for (let start = 0; start < open.length; start += filesAtOnce) {
    const some = open.slice(start, start + filesAtOnce)
    const records: ForumRecord[] = []
    for (const file of some) {
      io.signal.throwIfAborted()
      records.push(...(await readFileRecords(file, categories)))
      done += file.size
    }
    saved = [...saved, ...some.map(({ mark }) => mark)]
    yield { records, cursor: { ...from, saved }, progress: { done, total, unit: 'bytes' } }
  }
}

async function readFileRecords(
  { path, name, size }: SavedFile,
  categories: Categories,
): Promise<readonly ForumRecord[]> {
  const unreadable = (reason: string, position = name): ForumRecord => {
    return { kind: 'unreadable', reason, position, text: '' }
  }
  if (size > mostBytes) return [unreadable('it is larger than any page of a forum')]
  const text = (await readFile(path)).toString()
  const whole = parseJson(text)
  const judge = (json: unknown, position: string): readonly ForumRecord[] =>
    readSavedPage(json, position, categories) ?? [unreadable('it is no page that is known', position)]
  if (whole !== undefined) return judge(whole, name)
  const lines = text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [{ line, index }]))
  if (!/\.(?:jsonl|ndjson)$/i.test(name)) return [unreadable('it is no JSON, or breaks off')]
  return lines.flatMap(({ line, index }) => {
    const position = `${name}:${index + 1}`
    const json = parseJson(line)
    return json === undefined ? [unreadable('it is no JSON, or breaks off', position)] : judge(json, position)
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

/** What a saved page about the forum itself says of its categories. */
async function findCategories(files: readonly SavedFile[]): Promise<Categories> {
  const site = files.find(({ name }) => /(?:^|\/)site\.json$/i.test(name))
  return site === undefined ? new Map() : toCategories(parseJson((await readFile(site.path)).toString()))
}

async function findFiles(path: string): Promise<SavedFile[]> {
  const status = await stat(path)
  const names = status.isDirectory()
    ? (await readdir(path, { recursive: true })).filter((name) => ending.test(name)).sort()
    : [basename(path)].filter((name) => !/\.csv(?:\.gz)?$/i.test(name))
  const files: SavedFile[] = []
  for (const name of names) {
    const own = status.isDirectory() ? join(path, name) : path
    const { size, ctimeMs, isFile } = await readStatus(own)
    if (!isFile) continue
    const mark = createHash('sha256').update(`${name}\n${size}\n${ctimeMs}`).digest('hex').slice(0, 16)
    files.push({ path: own, name, size, mark })
  }
  return files
}

async function readStatus(path: string): Promise<{ size: number; ctimeMs: number; isFile: boolean }> {
  const status = await stat(path)
  return { size: status.size, ctimeMs: status.ctimeMs, isFile: status.isFile() }
}
