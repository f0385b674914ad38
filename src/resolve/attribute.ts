import type { Parameter } from '../store/index.ts'

/**
 * Something known or inferred about people. A folder in attributes/ whose index.ts exports one `attribute`; it reads the tables of the
 * steps before and knows no other attribute. What people say of themselves outranks what is inferred, and what somebody here decided
 * outranks both. Never an attribute: gender, ethnicity, religion, politics, health, sexuality.
 */
export interface Attribute {
  /** kebab-case, equals the folder's name. */
  readonly name: string
  readonly title: string
  /** What it answers, in plain English. */
  readonly question: string
  /**
   * The values it can take. One of them holds, or none is known; with `several` any number may. Without values any short text is one,
   * and several may hold.
   */
  readonly values: readonly AttributeValue[]
  /** Where nothing is known: the probability that one of the values cannot be told; with open values, that any one of them holds not. */
  readonly unknown: number
  /** Names under which sources keep what people say of it themselves, e.g. a question of a survey; lower case, words joined by `_`. */
  readonly answers: readonly string[]
  /**
   * Evidence as rows `(person_id, rule, weights, evidence)`: a model given `{as_of:DateTime64(3)}` (only what happened before counts),
   * `{doubtful_flags:Array(String)}` and `params`. `weights` maps values to the natural logarithm of a likelihood ratio and adds up over
   * rows; an empty one says what is lacking. `evidence` is a sentence that people read. At most one row of a rule for a person (and, with
   * open values, for a value).
   */
  readonly evidence: string
  readonly params?: Readonly<Record<string, Parameter>>
}

export interface AttributeValue {
  /** Short name, unique in its attribute; `unknown` is taken. */
  readonly name: string
  readonly title: string
  /** What it says of somebody, e.g. “writes code”. */
  readonly phrase: string
  /** Where nothing is known; with `unknown` of the attribute they add up to 1. */
  readonly prior: number
  /** A regular expression (RE2) for answers, in lower case, that mean this value; the first value that fits holds. */
  readonly said: string
}

/** Whether any text may be a value, and several hold at a time. */
export const isOpen = (attribute: Attribute): boolean => attribute.values.length === 0
