import { UserError } from '../core/index.ts'

/** What the operating system's refusal of a path means for the person who typed it; undefined for anything else. */
export function explainPathError(error: unknown, path?: string): UserError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  const where = path ?? ('path' in error && typeof error.path === 'string' ? error.path : undefined)
  if (where === undefined) return undefined
  const explain = explanations[String(error.code)]
  return explain === undefined
    ? undefined
    : new UserError(explain.sentence(where), { status: explain.status, cause: error })
}

const forbidden = {
  status: 409,
  sentence: (path: string) =>
    `${path} may not be read by this user. Change its permissions, or run as somebody who may.`,
} as const
const missing = {
  status: 404,
  sentence: (path: string) => `There is nothing at ${path}. Check the spelling, or whether it was moved.`,
} as const
const explanations: Readonly<
  Record<string, { status: UserError['status']; sentence: (path: string) => string }>
> = {
  EACCES: forbidden,
  EPERM: forbidden,
  ENOENT: missing,
  ENOTDIR: missing,
  EISDIR: { status: 422, sentence: (path) => `${path} is a folder where a file was expected.` },
  ELOOP: { status: 422, sentence: (path) => `${path} is a link that leads in a circle.` },
  ENAMETOOLONG: {
    status: 422,
    sentence: (path) => `This path is too long for the file system: ${path.slice(0, 200)}…`,
  },
  EIO: { status: 422, sentence: (path) => `${path} could not be read: the disk reports an error.` },
}
