import { closeSync, createReadStream, openSync, readSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Table } from './record.ts'

/** One file of a dump. */
export interface DumpFile {
  readonly name: string
  readonly path: string
  readonly table: Table
  readonly changedAt: number
  readonly size: number
}

const chunkBytes = 1 << 20
const headBytes = 8 << 10
/** Users first, so that whoever wrote is known to have joined. */
const order: readonly Table[] = ['users', 'posts', 'comments']
/** What the rows of each table have and those of others have not. */
const marks: Readonly<Record<Table, RegExp>> = {
  users: /<row\s[^>]*\sDisplayName="/i,
  posts: /<row\s[^>]*\sPostTypeId="/i,
  comments: /<row\s[^>]*\sPostId="/i,
}

/** Which table of a Stack Exchange dump a text begins like; undefined when it is none. */
export function tellTable(head: string): Table | undefined {
  const root = /^(?:\uFEFF|\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?<(posts|users|comments)\s*>/i.exec(
    head,
  )?.[1]
  const table = order.find((name) => name === root?.toLowerCase())
  // A row may be longer than what was read of it.
  return table !== undefined && marks[table].test(head) ? table : undefined
}

/** The files of a dump in a folder, or the one file, in the order in which they are to be read. */
export async function findDumpFiles(path: string): Promise<DumpFile[]> {
  const status = await stat(path)
  const names = status.isDirectory() ? await readdir(path) : [basename(path)]
  const folder = status.isDirectory() ? path : dirname(path)
  const found: DumpFile[] = []
  for (const name of names) {
    if (status.isDirectory() && !/^(?:posts|users|comments)\.xml$/i.test(name)) continue
    const full = join(folder, name)
    const file = await stat(full)
    const table = file.isFile() ? tellTable(readHead(full)) : undefined
    if (table !== undefined) found.push({ name, path: full, table, changedAt: file.ctimeMs, size: file.size })
  }
  return found.sort((left, right) => order.indexOf(left.table) - order.indexOf(right.table))
}

function readHead(path: string): string {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(headBytes)
    return bytes.toString('latin1', 0, readSync(file, bytes, 0, headBytes, 0))
  } finally {
    closeSync(file)
  }
}

/** The bytes of a file from an offset. */
export async function* readChunks(
  path: string,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, void> {
  const file = createReadStream(path, { start: from, highWaterMark: chunkBytes, signal })
  for await (const chunk of file) yield chunk as Buffer
}
