import type { z } from 'zod'
import type { Parameter } from '../../store/index.ts'

export type SubjectKind = 'person' | 'organisation'

/**
 * What the engine looks through to tell whether a rule holds: rows of what is known of subjects. All rules about one fact are answered
 * in one pass over it (facts.ts).
 */
export type FactName = 'acts' | 'attributes' | 'rungs' | 'employers' | 'memberships'

/** How the engine tells whether a rule holds for a subject. */
export interface Test {
  readonly fact: FactName
  /** An aggregate over the rows of one subject: 1 it holds, 0 it does not, NULL nobody knows. Values only as `{name:Type}`. */
  readonly verdict: string
  readonly params: Readonly<Record<string, Parameter>>
  /** What is so of a subject without any row. */
  readonly otherwise: 'yes' | 'no' | 'unknown'
}

/** What a folder in kinds/ says of its kind; it knows no other kind. */
interface KindDraft<Body> {
  /** kebab-case, equals the folder's name; it is the key of the rule in its text form. */
  readonly name: string
  readonly title: string
  readonly subjects: readonly SubjectKind[]
  readonly body: z.ZodType<Body>
  readonly examples: readonly Body[]
  /** What follows “people who”, in plain English: `did at least 3 changes in the last 90 days`. */
  say(body: Body): string
  /** Rules are looked at for one moment: tests may use `{as_of:DateTime64(3)}`, and only what happened before counts. */
  test(body: Body): Test
}

/** One kind of rule. */
export interface RuleKind
  extends Pick<KindDraft<unknown>, 'name' | 'title' | 'subjects' | 'body' | 'examples'> {
  /** What a rule of this kind says. Throws a ZodError when its body is not understood. */
  read(written: unknown): Leaf
}

/** A rule without parts. */
export interface Leaf {
  readonly kind: string
  /** Complete: what was left out has its default. */
  readonly body: unknown
  readonly sentence: string
  readonly test: Test
}

export function defineKind<Body>({ say, test, ...kind }: KindDraft<Body>): RuleKind {
  return {
    ...kind,
    read(written) {
      const body = kind.body.parse(written)
      return { kind: kind.name, body, sentence: say(body), test: test(body) }
    },
  }
}
