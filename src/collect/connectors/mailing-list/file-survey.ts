import type { Dirent, Stats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import type { ReadIo } from '../../connector.ts'

/** A file that may hold mails. */
export interface SurveyedFile {
  /** From the folder that is read; its own name for a single file. */
  readonly name: string
  readonly path: string
  readonly size: number
  readonly changedAt: number
  /** It lies where a maildir keeps its mails. */
  readonly isDelivered: boolean
}

export interface FileSurvey {
  /** In order of their names. */
  readonly files: readonly SurveyedFile[]
  /** A moment of the file system's own clock before which nothing can change unseen any more. */
  readonly until: number
  /** Folders that could not be listed, each with the reason. */
  readonly unlisted: readonly string[]
}

const deepest = 6
const atOnce = 64
/** How coarse the clocks of file systems are. */
const clockTick = 1000
/** More than the clocks of two machines that share a disk may differ. */
const settled = 60_000

/** All files of a folder, or the one file, that changed at or after `since`, or that are asked for by name. */
export async function surveyFiles(
  path: string,
  since: number,
  asked: ReadonlySet<string>,
  { clock, signal }: ReadIo,
): Promise<FileSurvey> {
  const started = performance.now()
  const unlisted: string[] = []
  const found: SurveyedFile[] = []
  let latest = -1
  const keep = (name: string, full: string, status: Stats, isDelivered: boolean): void => {
    latest = Math.max(latest, status.ctimeMs)
    if (status.ctimeMs < since && !asked.has(name)) return
    found.push({ name, path: full, size: status.size, changedAt: status.ctimeMs, isDelivered })
  }
  const root = await stat(path)
  if (root.isDirectory())
    for await (const places of walk(path, { unlisted, signal })) {
      const statuses = await Promise.all(places.map((place) => statOrGone(place.path)))
      for (const [index, place] of places.entries()) {
        const status = statuses[index]
        if (status?.isFile()) keep(relative(path, place.path), place.path, status, place.isDelivered)
      }
    }
  else keep(basename(path), path, root, false)
  const took = performance.now() - started
  // A change may have been missed only while the folder was listed, unless the latest one is long ago.
  const isSettled = clock.now().getTime() - latest > took + settled
  const until = isSettled ? latest + 1 : latest - took - clockTick
  return { files: found.sort(byName), until: Math.max(until, since), unlisted }
}

function byName(left: SurveyedFile, right: SurveyedFile): number {
  return left.name < right.name ? -1 : left.name > right.name ? 1 : 0
}

/** A file may be gone by now: mail programs rename what was read. It comes under its new name. */
async function statOrGone(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ELOOP'))
      return undefined
    throw error
  }
}

interface Place {
  readonly path: string
  readonly isDelivered: boolean
}

interface Walk {
  readonly unlisted: string[]
  readonly signal: AbortSignal
  readonly depth?: number
  readonly isMaildir?: boolean
}

/** The files in a folder and the folders in it, some at a time. Side files of a maildir are left out. */
export async function* walk(folder: string, how: Walk): AsyncGenerator<Place[], void, void> {
  const { signal, depth = 0 } = how
  signal.throwIfAborted()
  const entries = await list(folder, how.unlisted)
  const isMaildir = holdsMaildir(entries)
  const isDelivered = how.isMaildir === true && /^(?:cur|new)$/.test(basename(folder))
  const files = entries.filter(
    (entry) => !entry.isDirectory() && (isDelivered || !entry.name.startsWith('.')),
  )
  for (let at = 0; !isMaildir && at < files.length; at += atOnce)
    yield files.slice(at, at + atOnce).map((entry) => ({ path: join(folder, entry.name), isDelivered }))
  if (depth >= deepest) return
  for (const entry of entries)
    if (entry.isDirectory() && isOpen(entry.name, isMaildir))
      yield* walk(join(folder, entry.name), { ...how, depth: depth + 1, isMaildir })
}

/** `tmp` holds what is not delivered yet; of hidden folders only those inside a maildir hold mails. */
function isOpen(name: string, isInMaildir: boolean): boolean {
  return isInMaildir ? name !== 'tmp' : !name.startsWith('.')
}

function holdsMaildir(entries: readonly Dirent[]): boolean {
  const folders = new Set(entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name))
  return folders.has('cur') && folders.has('new')
}

async function list(folder: string, unlisted: string[]): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.sort((left, right) => (left.name < right.name ? -1 : 1))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')))
      throw error
    unlisted.push(`${folder} may not be listed by this user`)
    return []
  }
}
