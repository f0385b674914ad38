import { z } from 'zod'
import {
  parseRule,
  plural,
  type RuleSubject,
  ruleKinds,
  saySegment,
  writeRule,
} from '../../../segment/index.ts'
import type { RuleKind } from '../contract.ts'

/** The kinds of rules, each with the shape of its text form and examples. */
export function listKinds(): RuleKind[] {
  return ruleKinds.map((kind) => {
    const [subject] = kind.subjects as [RuleSubject]
    return {
      kind: kind.name,
      title: kind.title,
      of: kind.subjects.map((one) => plural[one]),
      form: kind.form.map((field) => ({ ...field })),
      schema: z.toJSONSchema(kind.body, { io: 'input' }) as Record<string, unknown>,
      examples: kind.examples.map((example) => {
        const rule = parseRule({ [kind.name]: example }, ruleKinds, subject)
        return { rule: writeRule(rule) as Record<string, unknown>, sentence: saySegment(rule, subject) }
      }),
    }
  })
}
