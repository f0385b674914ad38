import { unquotePath } from './stat-line.ts'

/** Counts the lines of patches, as `git log -p` writes them, into lines of --numstat. */
export interface PatchCounter {
  /** Whether the line belongs to a patch. */
  take(text: string): boolean
  /** The files counted so far; the counter starts anew. */
  finish(): string[]
}

export function makePatchCounter(): PatchCounter {
  let files: string[] = []
  let file: { path: string; added: number; removed: number; isBinary: boolean } | undefined
  let inHunk = false
  const close = (): void => {
    if (file === undefined) return
    files.push(file.isBinary ? `-\t-\t${file.path}` : `${file.added}\t${file.removed}\t${file.path}`)
    file = undefined
  }
  return {
    take(text) {
      if (text.startsWith('diff --git ')) {
        close()
        file = { path: readPatchPath(text), added: 0, removed: 0, isBinary: false }
        inHunk = false
        return true
      }
      if (file === undefined) return false
      if (text.startsWith('@@ ')) inHunk = true
      else if (!inHunk && text.startsWith('+++ b/')) file.path = text.slice(6)
      else if (!inHunk && /^(Binary files |GIT binary patch)/.test(text)) file.isBinary = true
      else if (inHunk && text.startsWith('+')) file.added++
      else if (inHunk && text.startsWith('-')) file.removed++
      return true
    },
    finish() {
      close()
      inHunk = false
      const counted = files
      files = []
      return counted
    },
  }
}

const longestPaths = 16 << 10

/** The new path in `diff --git a/x b/x`; both are the same but for a rename, which the line `+++` then tells. */
function readPatchPath(text: string): string {
  const paths = text.slice('diff --git '.length)
  if (paths.length > longestPaths) return paths
  const quoted = /"((?:[^"\\]|\\.)*)"$/s.exec(paths)
  if (quoted !== null) return unquotePath(quoted[0]).replace(/^b\//, '')
  const half = Math.floor(paths.length / 2)
  const second = paths.slice(half + 1)
  return second.startsWith('b/') ? second.slice(2) : (paths.split(' b/').at(-1) ?? paths)
}
