import type { Rule, SubjectKind } from '../rules/rule.ts'
import { customSchemes, type NamedDefinition } from './definition.ts'

/** A segment that a rule makes: one somebody wrote down, or one of what is known (known-schemes.ts). */
export interface RuledSegment {
  /** How it is called when it is asked about in error. */
  readonly name: string
  /** Its id, `<scheme>/<name>`. */
  readonly segment: string
  readonly scheme: string
  readonly title: string
  readonly subject: SubjectKind
  readonly version: number
  readonly rule: Rule
}

export const toRuledSegment = ({
  name,
  segment,
  subject,
  version,
  rule,
  written,
}: NamedDefinition): RuledSegment => ({
  name,
  segment,
  scheme: customSchemes[subject],
  title: written.title,
  subject,
  version,
  rule,
})

/** Segments that rules make, which answer one question together. A subject may be in several. */
export interface RuledScheme {
  readonly scheme: string
  readonly title: string
  readonly question: string
  readonly subject: SubjectKind
  readonly segments: readonly RuledSegment[]
}
