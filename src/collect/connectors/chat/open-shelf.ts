import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { UserError } from '../../../core/index.ts'
import { readUnpacked } from '../../lines/index.ts'
import { compareNames, isZip, type Shelf, type ShelfFile } from './shelf.ts'
import { openZip } from './zip.ts'

const mostFiles = 300_000
const deepest = 8
const highWaterMark = 1 << 18

export async function openShelf(path: string, options: { mostFiles?: number } = {}): Promise<Shelf> {
  const status = await stat(path)
  if (status.isDirectory()) return openFolder(path, options.mostFiles ?? mostFiles)
  if ((await readMagic(path)) === 'zip') return openZip(path, status.size, mostFiles)
  const file = toFile(path, basename(path), status)
  return { files: [file], notes: [], close: async () => undefined }
}

async function openFolder(root: string, most: number): Promise<Shelf> {
  const files: ShelfFile[] = []
  let links = 0
  const walk = async (folder: string, prefix: string, depth: number): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true })
    const shown = entries.filter((entry) => !entry.name.startsWith('.'))
    // A link may lead anywhere, also back.
    links += shown.filter((entry) => entry.isSymbolicLink()).length
    // Files before folders: the lists that tell what an export is lie beside folders with any number of files.
    for (const entry of sortByName(shown.filter((one) => one.isFile()))) {
      if (files.length >= most) return
      const path = join(folder, entry.name)
      files.push(toFile(path, prefix + entry.name, await stat(path)))
    }
    for (const entry of sortByName(shown.filter((one) => one.isDirectory())))
      if (depth < deepest && files.length < most)
        await walk(join(folder, entry.name), `${prefix}${entry.name}/`, depth + 1)
  }
  await walk(root, '', 0)
  if (files.length >= mostFiles)
    throw new UserError(`${root} holds more than ${mostFiles} files. Name the folder of the export alone.`, {
      status: 422,
    })
  const notes =
    links === 0 ? [] : [`${links} symbolic ${links === 1 ? 'link was' : 'links were'} not followed.`]
  return {
    files: sortByName(files),
    notes,
    close: async () => undefined,
  }
}

function sortByName<T extends { readonly name: string }>(entries: readonly T[]): T[] {
  return [...entries].sort((a, b) => compareNames(a.name, b.name))
}

function toFile(path: string, name: string, status: { size: number; mtimeMs: number }): ShelfFile {
  return {
    name,
    size: status.size,
    stamp: `${status.size}:${status.mtimeMs}`,
    loose: { path, changedAt: status.mtimeMs },
    openAt: async (start) =>
      (await readMagic(path)) === undefined ? createReadStream(path, { start, highWaterMark }) : undefined,
    open: async () => Readable.from(readUnpacked(path), { objectMode: false, highWaterMark }),
  }
}

async function readMagic(path: string): Promise<'gzip' | 'zip' | 'utf-16' | undefined> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    if (bytesRead >= 2 && buffer[0] === 0x1f && buffer[1] === 0x8b) return 'gzip'
    if (bytesRead >= 2 && buffer[0] === 0xff && buffer[1] === 0xfe) return 'utf-16'
    return isZip(buffer) ? 'zip' : undefined
  } finally {
    await file.close()
  }
}

/** The start of a file, as far as it can be read. */
export async function readStart(file: ShelfFile, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  const stream = await file.open()
  try {
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer)
      size += (chunk as Buffer).length
      if (size >= bytes) break
    }
  } finally {
    stream.destroy()
  }
  return Buffer.concat(chunks).subarray(0, bytes)
}
