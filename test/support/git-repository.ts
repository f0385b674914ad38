import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'

/** A commit for a made-up history; what is left out is ordinary. */
export interface MadeCommit {
  readonly author?: string
  readonly committer?: string
  /** Seconds since 1970 and offset, as git writes them. */
  readonly date?: string
  readonly commitDate?: string
  readonly message?: string | Buffer
  /** Paths and what they then hold; null deletes. */
  readonly files?: Readonly<Record<string, string | Buffer | null>>
  readonly branch?: string
  /** Another branch merged into this one. */
  readonly merges?: string
  /** Header lines such as `encoding ISO-8859-1`. */
  readonly encoding?: string
}

/** Runs git on a test's repository, with nothing of this machine's configuration. */
export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', ['-C', folder, ...args], {
    encoding: 'utf8',
    env: gitEnvironment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

const gitEnvironment = {
  PATH: process.env['PATH'],
  HOME: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ann Author',
  GIT_AUTHOR_EMAIL: 'ann@example.org',
  GIT_COMMITTER_NAME: 'Ann Author',
  GIT_COMMITTER_EMAIL: 'ann@example.org',
  GIT_AUTHOR_DATE: '1700000000 +0100',
  GIT_COMMITTER_DATE: '1700000000 +0100',
}

/** A bare repository with these commits, made by `git fast-import`; called again it adds more. */
export function makeHistory(folder: string, commits: readonly MadeCommit[], from = 0): void {
  mkdirSync(folder, { recursive: true })
  if (from === 0) git(folder, 'init', '-q', '--bare', '-b', 'main', '.')
  const there = new Set(git(folder, 'for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n'))
  const started = new Set<string>()
  const parts = commits.flatMap((commit, index) => {
    const branch = commit.branch ?? 'main'
    const isFirst = !started.has(branch)
    started.add(branch)
    const parent = there.has(branch)
      ? `refs/heads/${branch}^0`
      : branch === 'main'
        ? undefined
        : 'refs/heads/main'
    return writeCommit(commit, from + index, branch, isFirst ? parent : undefined)
  })
  execFileSync('git', ['-C', folder, 'fast-import', '--quiet', '--date-format=raw-permissive', '--force'], {
    input: Buffer.concat(parts),
    env: gitEnvironment,
  })
}

function writeCommit(
  commit: MadeCommit,
  index: number,
  branch: string,
  parent: string | undefined,
): Buffer[] {
  const author = commit.author ?? `Person ${index % 7} <p${index % 7}@example.org>`
  const date = commit.date ?? `${1_700_000_000 + index * 3600} +0100`
  const message = Buffer.from(commit.message ?? `Change ${index}\n\nBecause of ${index}.\n`)
  const files = Object.entries(commit.files ?? { [`src/file${index % 5}.c`]: `int n = ${index};\n` })
  const text = (line: string): Buffer => Buffer.from(`${line}\n`)
  const data = (content: Buffer): Buffer[] => [text(`data ${content.length}`), content, text('')]
  return [
    text(`commit refs/heads/${branch}`),
    text(`author ${author} ${date}`),
    text(`committer ${commit.committer ?? author} ${commit.commitDate ?? date}`),
    ...(commit.encoding === undefined ? [] : [text(`encoding ${commit.encoding}`)]),
    ...data(message),
    ...(parent === undefined ? [] : [text(`from ${parent}`)]),
    ...(commit.merges === undefined ? [] : [text(`merge refs/heads/${commit.merges}`)]),
    ...files.flatMap(([path, content]) =>
      content === null
        ? [text(`D ${path}`)]
        : [text(`M 100644 inline ${path}`), ...data(Buffer.from(content))],
    ),
    text(''),
  ]
}
