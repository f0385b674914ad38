import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { UserError } from '../../../core/index.ts'

/** git ended with an error; `said` is its own reason, cleaned of prefixes. */
export class GitFailure extends Error {
  readonly said: string

  constructor(said: string) {
    super(`git: ${said}`)
    this.name = 'GitFailure'
    this.said = said
  }
}

/**
 * An archive may come from anybody, and its configuration can name programs to run. None is run, nothing is fetched, and
 * neither the configuration nor the environment of whoever runs this changes what is read.
 */
const cleared = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE',
  'GIT_GRAFT_FILE',
  'GIT_SHALLOW_FILE',
  'GIT_REPLACE_REF_BASE',
  'GIT_CONFIG',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG_COUNT',
  'GIT_EXTERNAL_DIFF',
  'GIT_TRACE',
]
const environment = [
  'LC_ALL=C',
  'HOME=/dev/null',
  'XDG_CONFIG_HOME=/dev/null',
  'GIT_CONFIG_GLOBAL=/dev/null',
  'GIT_CONFIG_NOSYSTEM=1',
  'GIT_ATTR_NOSYSTEM=1',
  'GIT_OPTIONAL_LOCKS=0',
  'GIT_TERMINAL_PROMPT=0',
  'GIT_NO_LAZY_FETCH=1',
  'GIT_NO_REPLACE_OBJECTS=1',
  'GIT_ALLOW_PROTOCOL=none',
]
const settings = [
  'safe.directory=*',
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.quotepath=true',
  'diff.external=',
  'diff.renames=false',
  'diff.orderFile=/dev/null',
  'log.showSignature=false',
  'log.showRoot=true',
  'gpg.program=false',
]

type Child = ChildProcessByStdio<Writable, Readable, Readable>

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
  const child: Child = spawn(
    'env',
    [
      ...cleared.flatMap((name) => ['-u', name]),
      ...environment,
      'git',
      `--git-dir=${gitDir}`,
      '--no-pager',
      ...settings.flatMap((setting) => ['-c', setting]),
      ...command,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  )
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
  child: Child,
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

function waitForEnd(child: Child): Promise<Ending> {
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
