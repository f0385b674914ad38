import type { z } from 'zod'
import type { Parameter } from '../../store/index.ts'

/** What stands in segments by name. */
export type SubjectKind = 'person' | 'organisation'
/** What rules are about: besides, threads somebody took part in, and visitors nobody can name, who are only counted. */
export type RuleSubject = SubjectKind | 'thread' | 'visitor'

/** A tree of rules. Its text form is JSON or YAML with one key at each place: `all`, `any`, `not`, or the name of a kind. */
export type Rule =
  | { readonly op: 'all' | 'any'; readonly parts: readonly Rule[] }
  | { readonly op: 'not'; readonly part: Rule }
  | ({ readonly op: 'is' } & Leaf)

/**
 * What the engine looks through to tell whether a rule holds: rows of what is known of subjects. All rules about one fact are answered
 * in one pass over it (facts.ts).
 */
export type FactName =
  | 'acts'
  | 'attributes'
  | 'rungs'
  | 'employers'
  | 'memberships'
  | 'organisations'
  | 'firmographics'
  | 'aliases'
  | 'forks'
  | 'threads'
  | 'traces'
  | 'networks'

/** How the engine tells whether a rule holds for a subject. */
export interface Test {
  readonly fact: FactName
  /** An aggregate over the rows of one subject: 1 it holds, 0 it does not, NULL nobody knows. Values only as `{name:Type}`. */
  readonly verdict: string
  readonly params: Readonly<Record<string, Parameter>>
  /** What is so of a subject without any row. */
  readonly otherwise: 'yes' | 'no' | 'unknown'
  /** Which rows of the fact matter, where the fact is looked through by a key (the segment of a membership). */
  readonly keys?: readonly string[]
  /** A condition on rows: others say nothing, and a subject without one of these is as `otherwise` says. */
  readonly only?: string
  /** How far back from the moment looked at the test reaches, as `90 DAY`: what becomes older than that counts no more. */
  readonly backs?: readonly string[]
  /** Expressions about everything that is known; where one is not 1, nobody knows of any subject whether the rule holds. */
  readonly given?: readonly string[] | undefined
}

/** How subjects belong to each other: by employment, by who wrote in a thread, opened it or answered in it, by whose network they came from. */
export type Relation = 'employs' | 'wrote-in' | 'opened' | 'answered-in' | 'seen-from'

/** A test of another rule for each subject of another kind that belongs to one. */
export interface Quantifier {
  readonly relation: Relation
  /** Affiliations with at least this probability count; anything else is sure. */
  readonly p?: number
  /** So many have to fit; of those about whom nobody knows, it is unknown whether they do. */
  readonly least: number
  readonly most: number | undefined
  /** What is so where nobody belongs to it: a count of nobody, or unknown. */
  readonly otherwise: 'counted' | 'unknown'
}

/** One field of the form in which somebody puts a rule together. */
export interface Field {
  /** Where its value stands in the body; parts of a path are separated by dots. */
  readonly key: string
  readonly title: string
  /** `one` is chosen, `text` written; `span` is text like `90 days`; `several` is a list of texts; `rule` is another rule. */
  readonly input: 'one' | 'text' | 'several' | 'number' | 'day' | 'span' | 'rule'
  /** What can be chosen, by value; a text that is none of them can be given too unless `isClosed`. */
  readonly choices?: Readonly<Record<string, string>>
  readonly isClosed?: true
  /** Choices that depend on what another field says. */
  readonly choicesBy?: {
    readonly key: string
    readonly of: Readonly<Record<string, Readonly<Record<string, string>>>>
  }
  /** Choices that only the workspace knows. */
  readonly suggests?: 'segments' | 'sources' | 'places'
  /** Of several: words that stand alone, as a text and not as a list. */
  readonly alone?: Readonly<Record<string, string>>
  /** What the inner rule is about. */
  readonly about?: RuleSubject
  readonly isNeeded?: true
  /** Asked for seldom: shown when somebody wants more. */
  readonly isMore?: true
}

/** What a folder in kinds/ says of its kind; it knows no other kind. */
interface KindDraft<Body> {
  /** kebab-case, equals the folder's name; it is the key of the rule in its text form. */
  readonly name: string
  readonly title: string
  readonly subjects: readonly RuleSubject[]
  readonly body: z.ZodType<Body>
  readonly form: readonly Field[]
  readonly examples: readonly Body[]
  /** What follows “people who”, “organisations that” and so on, in plain English: `did at least 3 changes in the last 90 days`. */
  say(body: Body): string
  /** Rules are looked at for one moment: tests may use `{as_of:DateTime64(3)}`, and only what happened before counts. */
  test(body: Body): Test
}

/** A kind whose rules ask something of each subject of another kind that belongs to one. */
interface AcrossDraft<Body extends { readonly that: unknown }> extends Omit<KindDraft<Body>, 'say' | 'test'> {
  /** `said` is the inner rule as a sentence. */
  say(body: Body, said: string): string
  count(body: Body): Quantifier
}

/** Reads a rule inside another, about subjects of one kind. */
export type ReadInner = (written: unknown, subject: RuleSubject) => InnerRule
interface InnerRule {
  readonly rule: Rule
  readonly text: unknown
  readonly sentence: string
}

/** One kind of rule. */
export interface RuleKind
  extends Pick<KindDraft<unknown>, 'name' | 'title' | 'subjects' | 'body' | 'form' | 'examples'> {
  /** What a rule of this kind says. Throws a ZodError when its body is not understood. */
  read(written: unknown, readInner: ReadInner): Leaf
}

/** A rule without parts. */
export interface Leaf {
  readonly kind: string
  /** Complete: what was left out has its default. */
  readonly body: unknown
  readonly sentence: string
  readonly test: Test | Across
}

/** A quantifier with the rule it asks about subjects of another kind. */
export interface Across {
  readonly across: Quantifier
  readonly subject: RuleSubject
  readonly rule: Rule
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

/** Defines a kind that asks the rule `that` about each subject of another kind. */
export function defineAcross<Body extends { readonly that: unknown }>(
  { say, count, ...kind }: AcrossDraft<Body>,
  subject: RuleSubject,
): RuleKind {
  return {
    ...kind,
    read(written, readInner) {
      const body = kind.body.parse(written)
      const { rule, text, sentence } = readInner(body.that, subject)
      return {
        kind: kind.name,
        body: { ...body, that: text },
        sentence: say(body, sentence),
        test: { across: count(body), subject, rule },
      }
    },
  }
}
