import { UserError } from '../core/index.ts'

/** What the engine says when the cause is the machine, and what a person can do about it. */
const causes: readonly { pattern: RegExp; sentence: string; status: UserError['status'] }[] = [
  {
    pattern: /No space left on device|NOT_ENOUGH_SPACE|Cannot reserve/i,
    sentence:
      'The disk is full. Nothing that was acknowledged is lost; free some space and run the same command again.',
    status: 507,
  },
  {
    pattern: /Permission denied|Read-only file system/i,
    sentence:
      'The workspace folder cannot be written. Check its owner and permissions, or choose another with --workspace.',
    status: 409,
  },
  {
    pattern: /MEMORY_LIMIT_EXCEEDED|memory limit exceeded/i,
    sentence:
      'This question needs more memory than Groundswell allows itself. Narrow it, or move the engine to a server.',
    status: 422,
  },
]

/** Runs a statement; a failure of the machine becomes a sentence, any other names the statement it came from. */
export async function explainEngineError<T>(statement: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    const text = error instanceof Error ? `${error.message} ${String(error.cause ?? '')}` : String(error)
    const known = causes.find((cause) => cause.pattern.test(text))
    if (known !== undefined) throw new UserError(known.sentence, { status: known.status, cause: error })
    throw new Error(`The engine refused: ${text.slice(0, 600)}\nStatement: ${statement.slice(0, 400)}`, {
      cause: error,
    })
  }
}
