import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** One file of a log and those it was rotated into. */
export interface LogFile {
  readonly path: string
  readonly name: string
  readonly bytes: number
}

const rotated = /^(.+?)(?:\.\d{1,4}|[-._]\d{4}-?\d{2}-?\d{2}(?:[-_T]?\d{1,10})?)?(\.log|\.txt)?(?:\.gz)?$/

/** The log a file belongs to: `access.log.2.gz` and `access.log-20261101` to `access.log`. */
export function nameLog(path: string): string {
  const name = basename(path)
  const [, stem = name, ending = ''] = name.match(rotated) ?? []
  return join(dirname(path), stem.endsWith(ending) ? stem : stem + ending)
}

/** The files of a log, oldest first: what is named and what it was rotated into. */
export async function listLog(log: string): Promise<LogFile[]> {
  const folder = dirname(log)
  const names = (await readdir(folder)).filter((name) => nameLog(join(folder, name)) === log)
  return lookAtAll(names.map((name) => join(folder, name)))
}

/** What is there of these paths, oldest first. One that was rotated away since it was listed is left out. */
export async function lookAtAll(paths: readonly string[]): Promise<LogFile[]> {
  const files = await Promise.all(paths.map(lookAt))
  return files
    .filter((file) => file !== undefined)
    .sort((a, b) => a.changed - b.changed || b.name.localeCompare(a.name, 'en', { numeric: true }))
}

async function lookAt(path: string): Promise<(LogFile & { changed: number }) | undefined> {
  try {
    const status = await stat(path)
    if (!status.isFile()) return undefined
    return { path, name: basename(path), bytes: status.size, changed: status.mtimeMs }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
