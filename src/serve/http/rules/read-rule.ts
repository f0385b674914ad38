import { type PersonId, parseId, UserError } from '../../../core/index.ts'
import { parseRule, type Rule, ruleKinds, sayRule, writeRule } from '../../../segment/index.ts'
import type { Store } from '../../../store/index.ts'
import type { RuleExplanation, RulePreview } from '../contract.ts'
import { type Page, toList } from '../filter.ts'
import { rulePage, ruleTotals, ruleVerdicts } from '../questions/rule.ts'

/** A moment rules are looked at for. */
interface Looking {
  readonly written: unknown
  readonly asOf: Date
}

/** How many people a rule fits and who they are; nothing is written. */
export async function readRulePreview(
  store: Store,
  { written, asOf, ...page }: Looking & Page,
): Promise<RulePreview> {
  const rule = parseRule(written, ruleKinds, 'person')
  const [{ total, unknown, of }, items] = await Promise.all([
    store.readOne(ruleTotals({ rule, asOf })),
    store.read(rulePage({ rule, asOf, ...page })),
  ])
  return { ...toList(items, total, page), sentence: `People who ${sayRule(rule)}.`, of, unknown }
}

const verdicts = ['out', 'in', 'unknown'] as const

/** Why a person is in or out by a rule. A UserError when there is no such person. */
export async function explainRule(
  store: Store,
  { written, asOf, person }: Looking & { readonly person: string },
): Promise<RuleExplanation> {
  const rule = parseRule(written, ruleKinds, 'person')
  const rules = [rule, ...listLeaves(rule)]
  const id = parseId<PersonId>(person)
  const [row] = id === undefined ? [] : await store.read(ruleVerdicts({ rules, asOf, person: id }))
  if (row === undefined)
    throw new UserError(`There is no person ${person}; bots and role accounts are in no segment.`, {
      status: 404,
    })
  const [whole, ...reasons] = rules.map((one, at) => ({
    verdict: verdicts[row.verdicts[at] as 0 | 1 | 2],
    sentence: sayRule(one),
    rule: writeRule(one) as Record<string, unknown>,
  }))
  return { verdict: whole?.verdict ?? 'unknown', sentence: whole?.sentence ?? '', reasons }
}

function listLeaves(rule: Rule): Rule[] {
  if (rule.op === 'is') return [rule]
  return rule.op === 'not' ? listLeaves(rule.part) : rule.parts.flatMap(listLeaves)
}
