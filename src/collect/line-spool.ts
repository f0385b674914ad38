import { createHash, randomUUID, webcrypto } from 'node:crypto'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../core/index.ts'

/**
 * Where pages of lines wait for the engine: a file that has no name as soon as it is open, so that a killed process
 * leaves none of its addresses behind.
 */
export class LineSpool implements AsyncDisposable {
  readonly #file: FileHandle
  #size = 0
  #digests: Buffer[] = []

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

  /**
   * Ends the file after its last line and answers the path by which the process itself, and nobody else, can open it. Not before:
   * what is written over keeps its pages of memory, and new ones cost more than the writing.
   */
  async finish(): Promise<string> {
    await explainFullDisk(() => this.#file.truncate(this.#size))
    return `/dev/fd/${this.#file.fd}`
  }

  /** How many bytes of lines it holds. */
  get size(): number {
    return this.#size
  }

  /** Names what it holds by its bytes, and by how they came. */
  digest(): string {
    return createHash('sha256').update(Buffer.concat(this.#digests)).digest('hex')
  }

  clear(): void {
    this.#size = 0
    this.#digests = []
  }

  /** Holds these lines as well, after those that are there. */
  async add(lines: Buffer): Promise<void> {
    // The store unpacks what begins like a gzipped file. A line that does is nothing readable anyway.
    if (this.#size === 0 && lines[0] === 0x1f && lines[1] === 0x8b) lines[0] = 0x3f
    // Not on this thread: whoever waits for the engine here would wait for the hash.
    const digest = webcrypto.subtle.digest('SHA-256', lines)
    await explainFullDisk(() => this.#write(lines))
    this.#digests.push(Buffer.from(await digest))
    this.#size += lines.length
  }

  async #write(lines: Buffer): Promise<void> {
    for (let done = 0; done < lines.length; ) {
      const left = lines.length - done
      done += (await this.#file.write(lines, done, left, this.#size + done)).bytesWritten
    }
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
