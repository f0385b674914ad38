import type { Part } from '../part.ts'
import type { Members } from './members.ts'

/** What definitions are looked at with, and for which moment. */
export interface Looking {
  readonly asOf: Date
  readonly parts: readonly Part[]
  readonly signal: AbortSignal
  /** Where the memberships of schemes in code stand. */
  readonly memberships: string
  /** Who is in segments that rules make. */
  readonly members: Members
}
