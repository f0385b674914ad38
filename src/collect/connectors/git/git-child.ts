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

/** A repository to run git in, always by its full path. */
export interface Repository {
  readonly gitDir: string
}

/**
 * What the caller's environment must not decide: which repository, which configuration, whether to trace or to talk to a
 * remote. `env` removes these, so that this program need not read its environment to pass the rest (PATH) on.
 */
const unset = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
  'GIT_NAMESPACE',
  'GIT_GRAFT_FILE',
  'GIT_SHALLOW_FILE',
  'GIT_REPLACE_REF_BASE',
  'GIT_PREFIX',
  'GIT_CONFIG',
  'GIT_CONFIG_PARAMETERS',
  'GIT_CONFIG_COUNT',
  'GIT_EXTERNAL_DIFF',
  'GIT_DIFF_OPTS',
  'GIT_ATTR_SOURCE',
  'GIT_TRACE',
  'GIT_TRACE_SETUP',
  'GIT_TRACE_PACKET',
  'GIT_TRACE_PERFORMANCE',
  'GIT_TRACE2',
  'GIT_TRACE2_EVENT',
  'GIT_TRACE2_PERF',
]

/**
 * A repository may come from anybody, and its configuration can name programs to run. None is run: no hooks, pagers, file
 * monitors, signature checks, diff drivers, and no fetching of objects a partial clone left behind. Nor does the
 * configuration of whoever runs this change what is read.
 */
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
  'GIT_PROTOCOL_FROM_USER=0',
  'GIT_FLUSH=0',
]

const settings = {
  'safe.directory': '*',
  'core.fsmonitor': 'false',
  'core.hooksPath': '/dev/null',
  'core.pager': 'cat',
  'core.quotepath': 'false',
  'core.attributesFile': '/dev/null',
  'core.warnAmbiguousRefs': 'false',
  'diff.external': '',
  'diff.orderFile': '/dev/null',
  'diff.renames': 'false',
  'diff.relative': 'false',
  'diff.submodule': 'short',
  'diff.ignoreSubmodules': 'none',
  'diff.algorithm': 'default',
  'log.showSignature': 'false',
  'log.showRoot': 'true',
  'log.follow': 'false',
  'log.mailmap': 'false',
  'log.decorate': 'false',
  'gpg.program': 'false',
  'i18n.logOutputEncoding': 'UTF-8',
  'notes.displayRef': '',
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
  const child = startGit(repository, command)
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

type Child = ChildProcessByStdio<Writable, Readable, Readable>

function startGit(repository: Repository, command: readonly string[]): Child {
  const removed = unset.flatMap((name) => ['-u', name])
  const configured = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])
  const git = ['git', '--no-pager', `--git-dir=${repository.gitDir}`, ...configured, ...command]
  // In the root folder, so that no file of the current one is taken for an argument.
  return spawn('/usr/bin/env', [...removed, ...environment, ...git], {
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

interface End {
  readonly code: number | null
  readonly killedBy: NodeJS.Signals | null
}

function waitForEnd(child: Child): Promise<End> {
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
