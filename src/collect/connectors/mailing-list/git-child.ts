import type { Readable } from 'node:stream'
import { UserError } from '../../../core/index.ts'
import { GitFailure, type GitProcess, spawnGit } from '../../git-process.ts'

/** A git that is running in a repository. */
export interface GitChild {
  /** What it writes; throws a GitFailure at the end when git failed, the signal's reason when that stopped it. */
  readonly output: AsyncGenerator<Buffer, void, void>
  /** For its standard input; resolves when more may be written. */
  write(text: string): Promise<void>
  endInput(): void
  stop(): void
}

/** Starts git; a UserError when there is none. It ends when its output is no longer read, or the signal says so. */
export function startGit(gitDir: string, command: readonly string[], signal: AbortSignal): GitChild {
  signal.throwIfAborted()
  const child = spawnGit(gitDir, command)
  const stop = (): void => void child.kill('SIGKILL')
  signal.addEventListener('abort', stop)
  // A child that died closes its input; its end tells why.
  child.stdin.on('error', () => undefined)
  const said = gather(child.stderr)
  const ended = waitForEnd(child)
  return {
    output: readOutput(child, { said, ended, signal, stop }),
    write: (text) =>
      new Promise((resolve) => {
        child.stdin.write(text, () => resolve())
      }),
    endInput: () => child.stdin.end(),
    stop,
  }
}

/** All that git writes, as one text; for answers that are short. */
export async function readGit(
  gitDir: string,
  command: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const child = startGit(gitDir, command, signal)
  child.endInput()
  const chunks: Buffer[] = []
  for await (const chunk of child.output) chunks.push(chunk)
  return Buffer.concat(chunks).toString('latin1')
}

interface Ending {
  readonly code: number | null
  readonly error?: Error
}

async function* readOutput(
  child: GitProcess,
  how: { said: Promise<string>; ended: Promise<Ending>; signal: AbortSignal; stop: () => void },
): AsyncGenerator<Buffer, void, void> {
  try {
    for await (const chunk of child.stdout) yield chunk as Buffer
    const end = await how.ended
    how.signal.throwIfAborted()
    const said = await how.said
    if (end.code === 127 || end.error !== undefined)
      throw new UserError('public-inbox archives are read with git, and there is none here. Install git.', {
        status: 422,
        cause: end.error,
      })
    if (end.code !== 0) throw new GitFailure(said || `it ended with code ${end.code}`)
  } finally {
    how.signal.removeEventListener('abort', how.stop)
    how.stop()
    await how.ended
  }
}

function waitForEnd(child: GitProcess): Promise<Ending> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, error }))
    child.on('close', (code) => resolve({ code }))
  })
}

/** The first line of what git complains of. */
async function gather(stderr: Readable): Promise<string> {
  let text = ''
  for await (const chunk of stderr) if (text.length < 4096) text += String(chunk)
  const [first = ''] = text.split('\n').filter((line) => line.trim() !== '')
  return first.replace(/^(?:fatal|error): /, '').slice(0, 300)
}
