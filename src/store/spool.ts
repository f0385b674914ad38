import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { nameFolderError } from './folder.ts'

/** Bytes waiting in a file without a name, so that nothing of them is left after a crash. */
export interface Spool extends AsyncDisposable {
  readonly fd: number
  readonly size: number
}

/** Writes bytes to a nameless file in a folder, as fast as the disk takes them; its descriptor stands at the beginning. */
export async function openSpool(
  folder: string,
  bytes: Iterable<Buffer> | AsyncIterable<Buffer>,
): Promise<Spool> {
  const file = await explain(folder, () => openNameless(folder))
  let size = 0
  try {
    for await (const chunk of bytes) {
      // Writing at a position leaves the descriptor's own position at 0, where the engine starts to read.
      await explain(folder, () => writeWhole(file, chunk, size))
      size += chunk.length
    }
  } catch (error) {
    await file.close()
    throw error
  }
  return { fd: file.fd, size, [Symbol.asyncDispose]: () => file.close() }
}

async function openNameless(folder: string): Promise<FileHandle> {
  const path = join(folder, randomUUID())
  const file = await open(path, 'wx+', 0o600)
  await rm(path)
  return file
}

async function writeWhole(file: FileHandle, chunk: Buffer, position: number): Promise<void> {
  for (let done = 0; done < chunk.length; )
    done += (await file.write(chunk, done, chunk.length - done, position + done)).bytesWritten
}

async function explain<T>(folder: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw nameFolderError(folder, error)
  }
}
