import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

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

export type GitProcess = ChildProcessByStdio<Writable, Readable, Readable>

/** Starts git in a repository, named by its full path, so that nothing but the command decides what is run and read. */
export function spawnGit(gitDir: string, command: readonly string[]): GitProcess {
  const removed = unset.flatMap((name) => ['-u', name])
  const configured = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])
  const git = ['git', '--no-pager', `--git-dir=${gitDir}`, ...configured, ...command]
  // In the root folder, so that no file of the current one is taken for an argument.
  return spawn('/usr/bin/env', [...removed, ...environment, ...git], {
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}
