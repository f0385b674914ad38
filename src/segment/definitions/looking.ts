import type { Part } from '../part.ts'
import type { SubjectKind } from '../rules/rule.ts'
import type { Members } from './members.ts'

/** What definitions are looked at with, and for which moment. */
export interface Looking {
  readonly asOf: Date
  /** Subjects of each kind, as many together as one statement looks at. */
  readonly parts: Readonly<Record<SubjectKind, readonly Part[]>>
  readonly signal: AbortSignal
  /** Where the memberships of schemes in code stand. */
  readonly memberships: string
  /** Who is in segments that rules make. */
  readonly members: Members
}
