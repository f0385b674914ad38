import type { Readable, Writable } from 'node:stream'
import { UserError } from '../../../core/index.ts'
import { GitFailure, type GitProcess, spawnGit } from '../../git-process.ts'

/** A repository to run git in, always by its full path. */
export interface Repository {
  readonly gitDir: string
}

export interface GitOptions {
  /** Lines or bytes for git's standard input. */
  readonly input?: Iterable<string>
  readonly signal: AbortSignal
}

/**
 * Runs git and streams what it writes. Throws a GitFailure when it ends with an error, after everything it wrote; the
 * signal's reason when that stopped it; a UserError when there is no git. Ends git when the caller stops reading.
 */
export async function* streamGit(
  repository: Repository,
  command: readonly string[],
  options: GitOptions,
): AsyncGenerator<Buffer, void, void> {
  options.signal.throwIfAborted()
  const child = spawnGit(repository.gitDir, command)
  const stop = (): void => {
    child.kill('SIGKILL')
  }
  options.signal.addEventListener('abort', stop)
  const complaint = gatherComplaint(child.stderr)
  const ended = waitForEnd(child)
  writeInput(child.stdin, options.input ?? [])
  try {
    for await (const chunk of child.stdout) yield chunk as Buffer
    const end = await ended
    options.signal.throwIfAborted()
    if (end.code !== 0) throw explainFailure(end, await complaint)
  } finally {
    options.signal.removeEventListener('abort', stop)
    stop()
    await ended
  }
}

/** All git writes, as one text; for answers that are short. */
export async function readGit(
  repository: Repository,
  command: readonly string[],
  options: GitOptions,
): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of streamGit(repository, command, options)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

interface End {
  readonly code: number | null
  readonly killedBy: NodeJS.Signals | null
}

function waitForEnd(child: GitProcess): Promise<End> {
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      if ('code' in error && error.code === 'ENOENT') resolve({ code: 127, killedBy: null })
      else reject(error)
    })
    child.on('close', (code, killedBy) => resolve({ code, killedBy }))
  })
}

/** What goes in is written while what comes out is read; git may end before it read all, which is not an error here. */
function writeInput(stdin: Writable, input: Iterable<string>): void {
  stdin.on('error', () => undefined)
  for (const text of input) stdin.write(text)
  stdin.end()
}

const longestComplaint = 16 << 10

async function gatherComplaint(stderr: Readable): Promise<string> {
  let text = ''
  for await (const chunk of stderr)
    if (text.length < longestComplaint) text += (chunk as Buffer).toString('latin1')
  return text
}

function explainFailure(end: End, complaint: string): Error {
  if (end.code === 127)
    return new UserError(
      'git is not installed here, or not in PATH. Install it and collect again; a file that `git log` wrote elsewhere can be read without it.',
      { status: 409 },
    )
  if (end.killedBy !== null) return new GitFailure(`it was stopped by ${end.killedBy}`)
  const lines = complaint
    .split('\n')
    .filter((line) => /^(fatal|error):/.test(line))
    .map((line) => line.replace(/^(fatal|error): /, '').trim())
  return new GitFailure([...new Set(lines)].slice(0, 3).join('; ') || `it ended with code ${end.code}`)
}
