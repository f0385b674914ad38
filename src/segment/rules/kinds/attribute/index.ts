import { z } from 'zod'
import { attributes } from '../../../../resolve/index.ts'
import { likelyValue } from '../../likely-value.ts'
import { defineKind } from '../../rule-kind.ts'

const titles = Object.fromEntries(attributes.map(({ name, title }) => [name, title]))
const choices = Object.fromEntries(
  attributes.map(({ name, values }) => [
    name,
    Object.fromEntries(values.map((value) => [value.name, value.title])),
  ]),
)

const body = z.strictObject({
  name: z.string().min(1).max(100),
  is: z.union([z.string().min(1).max(200), z.array(z.string().min(1).max(200)).min(1).max(50)]),
  /** How likely it has to be. */
  p: z.number().gt(0).max(1).default(0.8),
})
type AttributeRule = z.infer<typeof body>

/** What is known of somebody. Where no value is likely enough it is unknown, and not false. */
export const kind = defineKind({
  name: 'attribute',
  title: 'Is known to be',
  subjects: ['person'],
  body,
  form: [
    { key: 'name', title: 'Attribute', input: 'one', choices: titles, isNeeded: true },
    { key: 'is', title: 'Is', input: 'several', choicesBy: { key: 'name', of: choices }, isNeeded: true },
    { key: 'p', title: 'Probability', input: 'number' },
  ],
  examples: [
    body.parse({ name: 'purpose', is: 'business' }),
    body.parse({ name: 'role', is: ['developer', 'it'], p: 0.6 }),
  ],
  say: (rule) => `have the ${rule.name} ${valuesOf(rule).join(' or ')} with p ≥ ${rule.p}`,
  test: (rule) => ({
    fact: 'attributes',
    verdict: likelyValue('attribute = {name:String}'),
    params: { name: rule.name, values: valuesOf(rule), least: rule.p },
    otherwise: 'unknown',
  }),
})

const valuesOf = ({ is }: AttributeRule): string[] => (typeof is === 'string' ? [is] : is)
