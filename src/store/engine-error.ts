import { UserError } from '../core/index.ts'

/** What the engine or the way to it says when the cause is the machine, and what a person can do about it. */
interface Cause {
  /** Names of the engine's errors and codes of the system's. */
  readonly names: readonly string[]
  /** Words the engine passes on from the system without a name of their own. */
  readonly words?: RegExp
  readonly sentence: (where: string) => string
  readonly status: UserError['status']
}

const causes: readonly Cause[] = [
  {
    names: ['NOT_ENOUGH_SPACE', 'ENOSPC', 'EDQUOT', 'EFBIG'],
    words: /No space left on device|Disk quota exceeded|File too large/,
    sentence: (where) =>
      `The disk of ${where} is full, or nearly so. Nothing that was acknowledged is lost; free some space and run the same command again.`,
    status: 507,
  },
  {
    names: ['EACCES', 'EPERM', 'EROFS'],
    words: /Permission denied|Read-only file system/,
    sentence: (where) =>
      `${where} cannot be written. Check its owner and permissions, or choose another with --workspace.`,
    status: 409,
  },
  {
    names: ['MEMORY_LIMIT_EXCEEDED'],
    sentence: () =>
      'This question needs more memory than Groundswell allows itself. Narrow it, or move the engine to a server.',
    status: 422,
  },
  {
    names: ['AUTHENTICATION_FAILED', 'WRONG_PASSWORD', 'UNKNOWN_USER', 'REQUIRED_PASSWORD'],
    sentence: (where) => `${where} refuses the user or the password. Check GROUNDSWELL_CLICKHOUSE_URL.`,
    status: 409,
  },
  {
    names: ['ACCESS_DENIED', 'READONLY', 'DATABASE_ACCESS_DENIED'],
    sentence: (where) =>
      `${where} does not allow this user what Groundswell needs: to create, read and write tables in its database, and to change settings. Grant it that, or use another user.`,
    status: 409,
  },
  {
    names: ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EPROTO'],
    words: /^Timeout error/,
    sentence: (where) =>
      `${where} cannot be reached. Check that it runs and that GROUNDSWELL_CLICKHOUSE_URL is its HTTP address.`,
    status: 409,
  },
  {
    names: ['ECONNRESET', 'EPIPE'],
    sentence: (where) =>
      `${where} ended the connection in the middle. Nothing that was acknowledged is lost; run the same command again.`,
    status: 409,
  },
  {
    names: ['CHDB_CONNECTION'],
    sentence: (where) =>
      `The engine cannot open its data in ${where}: another program may hold it, or it may be damaged. Run groundswell doctor.`,
    status: 409,
  },
]

/**
 * Runs a statement; a failure of the machine becomes a sentence about `where` (a folder, or a server), any other failure of the
 * engine names the statement it came from. What is neither, such as a broken producer of rows, is thrown as it is.
 */
export async function explainEngineError<T>(
  where: string,
  statement: string,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw nameEngineError(where, statement, error)
  }
}

function nameEngineError(where: string, statement: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error
  const name = readName(error)
  const known = causes.find(
    (cause) => cause.names.includes(name) || (cause.words?.test(error.message) ?? false),
  )
  if (known !== undefined) return new UserError(known.sentence(where), { status: known.status, cause: error })
  if (!isOfEngine(error)) return error
  return new Error(
    `The engine refused: ${error.message.slice(0, 600)}\nStatement: ${statement.slice(0, 400)}`,
    { cause: error },
  )
}

/** The engine's name of an error, `(NAME)` at the end of its message in process and `type` at a server; else the system's code. */
function readName(error: Error): string {
  const inMessage = /\(([A-Z][A-Z_]+)\)(?: \(version [^)]*\))*\s*$/.exec(error.message)?.[1]
  const type = 'type' in error && typeof error.type === 'string' ? error.type : undefined
  return inMessage ?? type ?? ('code' in error ? String(error.code) : '')
}

function isOfEngine(error: Error): boolean {
  const name = error.constructor.name
  return name === 'ClickHouseError' || name.startsWith('Chdb') || /^Code: \d+\./.test(error.message)
}
