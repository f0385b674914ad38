/** What one look found. */
export interface Finding {
  /** What was looked at, e.g. `disk`. */
  readonly check: string
  readonly status: 'ok' | 'warn' | 'fail'
  /** What was found, and if it is not well, what to do. */
  readonly sentence: string
}

export const ok = (check: string, sentence: string): Finding => ({ check, status: 'ok', sentence })
export const warn = (check: string, sentence: string): Finding => ({ check, status: 'warn', sentence })
export const fail = (check: string, sentence: string): Finding => ({ check, status: 'fail', sentence })

/** The message of whatever was thrown, on one line. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.replace(/\s+/g, ' ').trim().slice(0, 400)
}
