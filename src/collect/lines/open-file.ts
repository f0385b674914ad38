import { type FileHandle, open } from 'node:fs/promises'

/** Opens a file that was listed; says so when it may not be read, or was taken away since. */
export async function openListed(path: string): Promise<FileHandle | 'forbidden' | 'gone'> {
  try {
    return await open(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EACCES' || code === 'EPERM') return 'forbidden'
    if (code === 'ENOENT') return 'gone'
    throw error
  }
}
