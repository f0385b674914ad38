import { GitFailure } from '../../git-process.ts'
import { startGit } from './git-child.ts'

export interface Blob {
  readonly id: string
  /** Undefined when git has not got it, or cannot read it. */
  readonly bytes: Buffer | undefined
}

const newline = 0x0a
/** Of a longer mail the rest is read past; what is counted stands at its start. */
const longestMail = 8 << 20

/** The contents of blobs, in the order asked for. When git dies over one of them, it is told as unreadable, not the rest. */
export async function* readBlobs(
  gitDir: string,
  ids: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Blob, void, void> {
  let asked = ids
  while (asked.length > 0) {
    let answered = 0
    try {
      for await (const blob of askForBlobs(gitDir, asked, signal)) {
        yield blob
        answered++
      }
      return
    } catch (error) {
      if (!(error instanceof GitFailure)) throw error
      const [culprit] = asked.slice(answered)
      if (culprit === undefined) return
      yield { id: culprit, bytes: undefined }
      asked = asked.slice(answered + 1)
    }
  }
}

async function* askForBlobs(
  gitDir: string,
  ids: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Blob, void, void> {
  const child = startGit(gitDir, ['cat-file', '--batch'], signal)
  void child.write(ids.map((id) => `${id}\n`).join('')).then(child.endInput)
  const reader = new ByteReader(child.output)
  try {
    for (const id of ids) {
      const answer = await reader.readLine()
      if (answer === undefined) throw new GitFailure('it ended early')
      const size = /^[0-9a-f]+ blob (\d+)$/.exec(answer)?.[1]
      yield { id, bytes: size === undefined ? undefined : await reader.readBlob(Number(size)) }
    }
  } finally {
    child.stop()
    await reader.close()
  }
}

/** Reads lines and counted bytes from chunks. */
class ByteReader {
  readonly #chunks: AsyncGenerator<Buffer, void, void>
  #held: Buffer = Buffer.alloc(0)

  constructor(chunks: AsyncGenerator<Buffer, void, void>) {
    this.#chunks = chunks
  }

  async readLine(): Promise<string | undefined> {
    let end = this.#held.indexOf(newline)
    while (end === -1) {
      if (!(await this.#more())) return undefined
      end = this.#held.indexOf(newline)
    }
    const line = this.#held.toString('latin1', 0, end)
    this.#held = this.#held.subarray(end + 1)
    return line
  }

  /** So many bytes, and the line feed behind them. */
  async readBlob(size: number): Promise<Buffer> {
    const pieces: Buffer[] = []
    let kept = 0
    let left = size
    while (left > 0) {
      if (this.#held.length === 0 && !(await this.#more()))
        throw new GitFailure('it ended in the middle of a mail')
      const piece = this.#held.subarray(0, left)
      if (kept < longestMail) pieces.push(piece)
      kept += piece.length
      left -= piece.length
      this.#held = this.#held.subarray(piece.length)
    }
    await this.readLine()
    return pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces)
  }

  async close(): Promise<void> {
    await this.#chunks.return()
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next()
    if (next.done === true) return false
    this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value])
    return true
  }
}
