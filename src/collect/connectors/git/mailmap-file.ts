import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClaimSet } from '../../connector.ts'
import { type GitOptions, type Repository, readGit, streamGit } from './git-child.ts'
import { parseMailmap } from './mailmap.ts'

/** The largest known has 60 kB; what is larger than this is something else. */
const largest = 16 << 20

/** What the .mailmap in a folder claims. A link is not followed, because it could lead anywhere; git does not either. */
export async function readFolderMailmap(folder: string): Promise<ClaimSet | undefined> {
  const path = join(folder, '.mailmap')
  try {
    const status = await lstat(path)
    if (!status.isFile() || status.size > largest) return undefined
    return { kind: 'mailmap', claims: parseMailmap(await readFile(path)) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** What the .mailmap of the commit at HEAD claims, which is what counts in a bare repository. */
export async function readHeadMailmap(
  repository: Repository,
  options: GitOptions,
): Promise<ClaimSet | undefined> {
  const entry = await readGit(repository, ['ls-tree', '-l', 'HEAD', '--', '.mailmap'], options)
  const [, mode, hash, size] = /^(\d+) blob ([\da-f]+) +(\d+)\t/.exec(entry) ?? []
  if (hash === undefined || mode === '120000' || Number(size) > largest) return undefined
  const chunks: Buffer[] = []
  for await (const chunk of streamGit(repository, ['cat-file', 'blob', hash], options)) chunks.push(chunk)
  return { kind: 'mailmap', claims: parseMailmap(Buffer.concat(chunks)) }
}
