import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { UserError } from '../core/index.ts'

const largestFile = 256 << 20

/** A file of this machine with its name. One that is not there, no file, or too large is a mistake. */
export async function readWhole(path: string): Promise<{ name: string; bytes: Buffer }> {
  try {
    const status = await stat(path)
    if (!status.isFile()) throw new UserError(`${path} is not a file.`, { status: 422 })
    if (status.size > largestFile) throw new UserError(`${path} is larger than 256 MB.`, { status: 413 })
    return { name: basename(path), bytes: await readFile(path) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new UserError(`There is no file ${path}.`, { status: 404, cause: error })
    if (code === 'EACCES')
      throw new UserError(`${path} cannot be read by this user.`, { status: 422, cause: error })
    throw error
  }
}
