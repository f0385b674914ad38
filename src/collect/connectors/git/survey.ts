import { access, constants, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../../../core/index.ts'
import type { ClaimSet } from '../../connector.ts'
import { GitFailure } from '../../git-process.ts'
import type { ChangeDetail } from './commit-log.ts'
import type { GitConfig } from './config.ts'
import { fingerprint, type RepositoryCursor } from './cursor.ts'
import type { GitOptions, Repository } from './git-child.ts'
import { readFolderMailmap, readHeadMailmap } from './mailmap-file.ts'
import { findObjects, type Ref, readRefs, readShallowCuts } from './ref.ts'
import { readDetail, readSettings } from './repository-setting.ts'
import type { TagRef } from './tag.ts'

/** What there is to read in a repository, before it is read. */
export interface Survey {
  readonly repository: Repository
  /** Commits the refs lead to. */
  readonly tips: readonly string[]
  /** Tips of an earlier run that are still there; what they reach was read. */
  readonly known: readonly string[]
  readonly newTags: readonly TagRef[]
  readonly cuts: ReadonlySet<string>
  readonly encoding: string
  readonly detail: ChangeDetail
  readonly claims: ClaimSet | undefined
  /** What is broken already, in sentences. */
  readonly problems: readonly string[]
}

/** The name of a tag in a cursor: a tag that moves is a new one. */
export function nameTag(tag: { readonly name: string; readonly object: string }): string {
  return fingerprint(`${tag.name} ${tag.object}`)
}

/** Looks at refs, tags, .mailmap and settings. A repository git cannot open is a UserError with git's reason. */
export async function surveyRepository(
  config: GitConfig,
  cursor: RepositoryCursor,
  options: GitOptions,
): Promise<Survey> {
  const dotGit = join(config.path, '.git')
  const isWorkTree = await exists(dotGit)
  const repository = { gitDir: isWorkTree ? dotGit : config.path }
  await access(repository.gitDir, constants.R_OK)
  try {
    const settings = await readSettings(repository, options)
    const detail = readDetail(settings)
    const refs = await readRefs(repository, options)
    const cuts = await readShallowCuts(repository, options)
    const objects = await findObjects(repository, [...new Set(refs.map((ref) => ref.object))], options)
    const found = new Map(objects.map((object) => [object.asked, object]))
    const commitOf = (ref: Ref): string | undefined => {
      const object = found.get(ref.object)
      return object?.kind === 'commit' ? object.object : undefined
    }
    const broken = refs.filter((ref) => found.get(ref.object)?.kind === undefined)
    // A history that is cut elsewhere than before has commits under the tips that were seen.
    const seen = fingerprint([...cuts].sort().join()) === cursor.cuts ? cursor.tips : []
    const known = await findObjects(repository, seen, options)
    const mailmap = config.mailmap
      ? await readMailmap(config, repository, isWorkTree, refs, options)
      : { claims: undefined, problems: [] }
    return {
      repository,
      tips: [...new Set(refs.flatMap((ref) => commitOf(ref) ?? []))],
      known: known.filter((object) => object.kind === 'commit').map((object) => object.asked),
      newTags: findNewTags(refs, commitOf, cursor),
      cuts,
      encoding: settings.get('i18n.commitencoding') ?? '',
      detail,
      claims: mailmap.claims,
      // What a partial clone left behind is not broken.
      problems: [...tellBroken(broken), ...(detail === 'lines' ? mailmap.problems : [])],
    }
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error
    throw new UserError(
      `${config.path} cannot be read as a git repository: git says “${error.said}”. Check it with “git fsck”, or clone it again.`,
      { status: 422, cause: error },
    )
  }
}

function findNewTags(
  refs: readonly Ref[],
  commitOf: (ref: Ref) => string | undefined,
  cursor: RepositoryCursor,
): TagRef[] {
  const seen = new Set(cursor.tags)
  return refs.flatMap((ref) => {
    const commit = commitOf(ref)
    if (!ref.name.startsWith('refs/tags/') || commit === undefined) return []
    const tag = { name: ref.name.slice('refs/tags/'.length), object: ref.object, commit }
    return seen.has(nameTag(tag)) ? [] : [tag]
  })
}

function tellBroken(broken: readonly Ref[]): string[] {
  const [first] = broken
  if (first === undefined) return []
  // HEAD stands last, and leads where its branch does.
  const others = new Set(broken.map((ref) => ref.object)).size - 1
  const more = others === 0 ? '' : ` (and ${others} more ${others === 1 ? 'ref does' : 'refs do'})`
  return [`${first.name} points at ${first.object}, which is missing${more}.`]
}

async function readMailmap(
  config: GitConfig,
  repository: Repository,
  isWorkTree: boolean,
  refs: readonly Ref[],
  options: GitOptions,
): Promise<{ claims: ClaimSet | undefined; problems: string[] }> {
  const nothing: ClaimSet = { kind: 'mailmap', claims: [] }
  const own = isWorkTree ? await readFolderMailmap(config.path) : undefined
  if (own !== undefined) return { claims: own, problems: [] }
  if (!refs.some((ref) => ref.name === 'HEAD')) return { claims: nothing, problems: [] }
  try {
    return { claims: (await readHeadMailmap(repository, options)) ?? nothing, problems: [] }
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error
    // Not the same as having none, which would take back what it claimed before.
    return { claims: undefined, problems: [`Its .mailmap cannot be read: git says “${error.said}”.`] }
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return false
    throw error
  }
}
