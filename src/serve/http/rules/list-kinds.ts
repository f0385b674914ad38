import { z } from 'zod'
import { parseRule, ruleKinds, sayRule, writeRule } from '../../../segment/index.ts'
import type { RuleKind } from '../contract.ts'

/** The kinds of rules about people, each with the shape of its text form and examples. */
export function listKinds(): RuleKind[] {
  return ruleKinds.map((kind) => ({
    kind: kind.name,
    title: kind.title,
    schema: z.toJSONSchema(kind.body, { io: 'input' }) as Record<string, unknown>,
    examples: kind.examples.map((example) => {
      const rule = parseRule({ [kind.name]: example }, ruleKinds, 'person')
      return { rule: writeRule(rule) as Record<string, unknown>, sentence: `People who ${sayRule(rule)}.` }
    }),
  }))
}
