import type { Stats } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { UserError } from '../../../core/index.ts'

/** One file of an archive. */
export interface ArchiveFile {
  readonly path: string
  readonly name: string
  readonly bytes: number
}

const hourly = /^(\d{4}-\d{2})-\d{2}-\d{1,2}\.json(\.gz)?$/
const jsonLines = /\.(json|jsonl|ndjson)(\.gz)?$/i

/** Whether a folder holds hourly files. */
export async function findArchive(folder: string): Promise<boolean> {
  return (await readdir(folder)).some((name) => hourly.test(name))
}

/** The files of an archive in the order of their hours, by month; those with other names are a month of their own. */
export async function listArchive(path: string): Promise<Map<string, ArchiveFile[]>> {
  const isFolder = await isFolderAt(path)
  const folder = isFolder ? path : dirname(path)
  const names = isFolder ? (await readdir(path)).filter((name) => jsonLines.test(name)) : [basename(path)]
  const months = new Map<string, ArchiveFile[]>()
  for (const name of names.sort(compareNames)) {
    const status = await lookAt(join(folder, name))
    if (status?.isFile() !== true) continue
    const month = name.match(hourly)?.[1] ?? ''
    months.set(month, [...(months.get(month) ?? []), { path: join(folder, name), name, bytes: status.size }])
  }
  if (months.size === 0)
    throw new UserError(
      `There is no file of GH Archive at ${path}, such as 2024-01-15-10.json.gz. Check the path.`,
      {
        status: 404,
      },
    )
  return months
}

const collator = new Intl.Collator('en', { numeric: true })

/** `…-9` before `…-10`. */
export const compareNames = (left: string, right: string): number =>
  collator.compare(left, right) || (left < right ? -1 : Number(left > right))

async function isFolderAt(path: string): Promise<boolean> {
  return (await lookAt(path))?.isDirectory() ?? false
}

/** Nothing when it was taken away since it was listed. */
async function lookAt(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
