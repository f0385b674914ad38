import { type Rule, sayRule } from './rule.ts'

/** A rule without parts as it stands in a tree. */
export interface Sign {
  readonly rule: Rule
  /** Inside an odd number of `not`s it speaks against. */
  readonly speaksFor: boolean
  /** What would speak for the whole, in plain English. */
  readonly sentence: string
}

/** The rules without parts of a tree, in the order they are written. */
export function listSigns(rule: Rule, speaksFor = true): Sign[] {
  if (rule.op === 'not') return listSigns(rule.part, !speaksFor)
  if (rule.op !== 'is') return rule.parts.flatMap((part) => listSigns(part, speaksFor))
  return [{ rule, speaksFor, sentence: speaksFor ? sayRule(rule) : `not (${sayRule(rule)})` }]
}
