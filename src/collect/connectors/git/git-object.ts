import { type GitOptions, type Repository, streamGit } from './git-child.ts'

/** An object as git stores it, or the news that it is not there. */
export interface GitObject {
  readonly hash: string
  readonly isMissing: boolean
  /** At most its first 64 KiB. */
  readonly content: Buffer
}

const mostContent = 64 << 10

/** The objects with these hashes, in that order. */
export async function* readObjects(
  repository: Repository,
  hashes: readonly string[],
  options: GitOptions,
): AsyncGenerator<GitObject, void, void> {
  if (hashes.length === 0) return
  const input = hashes.map((hash) => `${hash}\n`)
  let rest: Buffer = Buffer.alloc(0)
  let open: { hash: string; left: number; kept: Buffer[] } | undefined
  for await (const chunk of streamGit(repository, ['cat-file', '--batch'], { ...options, input })) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    while (rest.length > 0) {
      if (open === undefined) {
        const end = rest.indexOf(0x0a)
        if (end === -1) break
        const [hash = '', kind = '', size = ''] = rest.subarray(0, end).toString('latin1').split(' ')
        rest = rest.subarray(end + 1)
        if (size === '') yield { hash, isMissing: kind !== '', content: Buffer.alloc(0) }
        // One more than the size says: a line feed ends each object.
        else open = { hash, left: Number(size) + 1, kept: [] }
        continue
      }
      const part = rest.subarray(0, open.left)
      open.left -= part.length
      rest = rest.subarray(part.length)
      if (open.kept.length === 0 || Buffer.concat(open.kept).length < mostContent) open.kept.push(part)
      if (open.left > 0) break
      const content = Buffer.concat(open.kept)
      yield {
        hash: open.hash,
        isMissing: false,
        content: content.subarray(0, Math.min(content.length - 1, mostContent)),
      }
      open = undefined
    }
  }
}
