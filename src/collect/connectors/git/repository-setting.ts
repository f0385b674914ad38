import type { ChangeDetail } from './commit-log.ts'
import { type GitOptions, type Repository, readGit } from './git-child.ts'

/** The settings of a repository, by their names in lower case; of one set twice, the last. */
export async function readSettings(
  repository: Repository,
  options: GitOptions,
): Promise<ReadonlyMap<string, string>> {
  const text = await readGit(repository, ['config', '--list', '-z'], options)
  return new Map(
    text.split('\0').map((entry): [string, string] => {
      const end = entry.indexOf('\n')
      // Without a value it is switched on.
      return end === -1 ? [entry, 'true'] : [entry.slice(0, end), entry.slice(end + 1)]
    }),
  )
}

/** A partial clone has left objects with its remote, and nothing is fetched from there. */
export function readDetail(settings: ReadonlyMap<string, string>): ChangeDetail {
  const names = [...settings.keys()]
  const isPartial =
    settings.has('extensions.partialclone') ||
    names.some((name) => /^remote\..*\.promisor$/s.test(name) && settings.get(name) !== 'false')
  if (!isPartial) return 'lines'
  const filters = names.filter((name) => /^remote\..*\.partialclonefilter$/s.test(name))
  return filters.some((name) => settings.get(name)?.startsWith('tree:')) ? 'nothing' : 'files'
}
