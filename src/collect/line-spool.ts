import { randomUUID } from 'node:crypto'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../core/index.ts'

/**
 * Where a page of lines waits for the engine: a file that has no name as soon as it is open, so that a killed process
 * leaves none of its addresses behind.
 */
export class LineSpool implements AsyncDisposable {
  readonly #file: FileHandle

  private constructor(file: FileHandle) {
    this.#file = file
  }

  static async open(folder: string): Promise<LineSpool> {
    return explainFullDisk(async () => {
      const path = join(folder, `lines-${randomUUID()}.tmp`)
      const file = await open(path, 'wx+', 0o600)
      await unlink(path)
      return new LineSpool(file)
    })
  }

  /** By this path the process itself, and nobody else, can open it. */
  get path(): string {
    return `/dev/fd/${this.#file.fd}`
  }

  /** Holds these lines instead of those before. */
  async write(lines: Buffer): Promise<void> {
    // The store unpacks what begins like a gzipped file. A line that does is nothing readable anyway.
    if (lines[0] === 0x1f && lines[1] === 0x8b) lines[0] = 0x3f
    await explainFullDisk(async () => {
      for (let done = 0; done < lines.length; )
        done += (await this.#file.write(lines, done, lines.length - done, done)).bytesWritten
      await this.#file.truncate(lines.length)
    })
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#file.close()
  }
}

async function explainFullDisk<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error
    throw new UserError(
      'The disk that holds the workspace is full. What was read so far is kept; free some space and run the same command again.',
      { status: 507, cause: error },
    )
  }
}
