import { readFile } from 'node:fs/promises'
import { type GitOptions, type Repository, readGit } from './git-child.ts'

/** One ref and the object it names. */
export interface Ref {
  readonly name: string
  readonly object: string
}

/**
 * Refs that hold no part of the accepted history: git's own book-keeping, and proposals, patch sets and test merges as
 * hosts keep them (GitHub, GitLab, Gerrit). Who proposed what is for those hosts' own sources to tell.
 */
const elsewhere =
  /^refs\/(notes|stash|bisect|original|replace|rewritten|prefetch|pull|merge-requests|pull-requests|changes|cache-automerge|keep-around|pipelines|environments|meta|users|groups|sequences|starred-changes|draft-comments|remotes\/[^/]+\/(pull|pr|merge-requests)\/)/

/** The refs whose history is read: branches, tags, remote branches and a HEAD that is on none, but not proposals. */
export async function readRefs(repository: Repository, options: GitOptions): Promise<Ref[]> {
  const text = await readGit(repository, ['for-each-ref', '--format=%(objectname) %(refname)'], options)
  const refs = text.split('\n').flatMap((line) => {
    const space = line.indexOf(' ')
    const ref = { object: line.slice(0, space), name: line.slice(space + 1) }
    return space === -1 || elsewhere.test(ref.name) ? [] : [ref]
  })
  const head = await readGit(repository, ['rev-parse', '--revs-only', 'HEAD'], options)
  return head.trim() === '' ? refs : [...refs, { name: 'HEAD', object: head.trim() }]
}

/** What git holds under each name, in the order asked; a tag is followed to what it points at. */
export interface Found {
  readonly asked: string
  /** `commit`, `tree` or `blob`; undefined when the object is not there. */
  readonly kind: string | undefined
  readonly object: string
}

export async function findObjects(
  repository: Repository,
  names: readonly string[],
  options: GitOptions,
): Promise<Found[]> {
  if (names.length === 0) return []
  const text = await readGit(repository, ['cat-file', '--batch-check=%(objectname) %(objecttype)'], {
    ...options,
    input: names.map((name) => `${name}^{}\n`),
  })
  const lines = text.split('\n')
  return names.map((asked, index) => {
    const [object = '', kind] = (lines[index] ?? '').split(' ')
    return kind === 'commit' || kind === 'tree' || kind === 'blob'
      ? { asked, kind, object }
      : { asked, kind: undefined, object: asked }
  })
}

/** The hashes at which a shallow clone's history was cut; none for a whole one. */
export async function readShallowCuts(
  repository: Repository,
  options: GitOptions,
): Promise<ReadonlySet<string>> {
  const answer = await readGit(
    repository,
    ['rev-parse', '--is-shallow-repository', '--git-path', 'shallow'],
    options,
  )
  const [isShallow, path = ''] = answer.split('\n')
  if (isShallow !== 'true') return new Set()
  const text = await readFile(path, 'utf8')
  return new Set(text.split('\n').filter((line) => line !== ''))
}
