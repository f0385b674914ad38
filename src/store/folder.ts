import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { UserError } from '../core/index.ts'

type Cause = { readonly sentence: (path: string) => string; readonly status: UserError['status'] }

const notWritable: Cause = {
  sentence: (path) =>
    `${path} cannot be written: permission is missing. Check its owner and mode, or choose another folder.`,
  status: 409,
}
const full: Cause = {
  sentence: (path) =>
    `The disk that holds ${path} is full. Nothing that was acknowledged is lost; free some space and run the same command again.`,
  status: 507,
}
const notFolder: Cause = {
  sentence: (path) => `${path} is not a folder. Choose a folder, or a new name.`,
  status: 400,
}

/** What the operating system says about a folder, and what a person can do about it. */
const causes: Readonly<Record<string, Cause>> = {
  ENOTDIR: notFolder,
  EEXIST: notFolder,
  EACCES: notWritable,
  EPERM: notWritable,
  EROFS: {
    sentence: (path) => `${path} is on a read-only file system. Choose a folder that can be written.`,
    status: 409,
  },
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: full,
  ENAMETOOLONG: {
    sentence: (path) => `${path.slice(0, 80)}… is too long for a path. Choose a shorter one.`,
    status: 400,
  },
  ELOOP: {
    sentence: (path) => `${path} is a link that leads back to itself. Choose another folder.`,
    status: 400,
  },
  ENOENT: { sentence: (path) => `${path} does not exist and cannot be made. Check the path.`, status: 404 },
}

/** Runs what touches a folder; a failure of the machine becomes a sentence with the path, any other is thrown as it is. */
export function explainFolderError<T>(path: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw nameFolderError(path, error)
  }
}

/** The sentence for a system error about a path, or the error itself when it is none. */
export function nameFolderError(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = causes[code]
  return known === undefined
    ? error
    : new UserError(known.sentence(path), { status: known.status, cause: error })
}

/** Makes a folder and what is missing above it, for its owner only; one that exists stays as it is. */
export function makeFolder(path: string): void {
  explainFolderError(path, () => makeMissing(path))
}

// Not the recursive form of mkdir: on a file system that answers "no such file" (such as /proc) it never ends.
function makeMissing(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) {
    if (dirname(path) !== path) makeMissing(dirname(path))
    mkdirIfMissing(path)
  } else if (!found.isDirectory()) mkdirSync(path)
}

/** Another process may make it at the same moment. */
function mkdirIfMissing(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}
