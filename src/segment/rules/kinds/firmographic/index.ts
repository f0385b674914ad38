import { z } from 'zod'
import { factForms } from '../../../../resolve/index.ts'
import { likelyValue } from '../../likely-value.ts'
import { defineKind } from '../../rule-kind.ts'

const names = ['size_class', 'industry', 'business_type', 'region'] as const
const titles = Object.fromEntries(names.map((fact) => [fact, factForms[fact].title]))
const choices = Object.fromEntries(
  names.map((fact) => [
    fact,
    Object.fromEntries(factForms[fact].choices.map(({ value, title }) => [value, title])),
  ]),
)

const body = z.strictObject({
  fact: z.enum(names),
  is: z.union([z.string().min(1).max(200), z.array(z.string().min(1).max(200)).min(1).max(200)]),
  p: z.number().gt(0).max(1).default(0.8),
})
type Firmographic = z.infer<typeof body>

/** What an organisation is like. Where no value is likely enough it is unknown, and not false. */
export const kind = defineKind({
  name: 'firmographic',
  title: 'Is of a size, industry, type of business or region',
  subjects: ['organisation'],
  body,
  form: [
    { key: 'fact', title: 'What', input: 'one', choices: titles, isClosed: true, isNeeded: true },
    { key: 'is', title: 'Is', input: 'several', choicesBy: { key: 'fact', of: choices }, isNeeded: true },
    { key: 'p', title: 'Probability', input: 'number' },
  ],
  examples: [
    body.parse({ fact: 'size_class', is: 'large' }),
    body.parse({ fact: 'business_type', is: ['isv', 'si'], p: 0.6 }),
  ],
  say: (rule) => `have the ${rule.fact.replace('_', ' ')} ${valuesOf(rule).join(' or ')} with p ≥ ${rule.p}`,
  test: (rule) => ({
    fact: 'firmographics',
    verdict: likelyValue('fact = {fact:String}'),
    params: { fact: rule.fact, values: valuesOf(rule), least: rule.p },
    otherwise: 'unknown',
  }),
})

const valuesOf = ({ is }: Firmographic): string[] => (typeof is === 'string' ? [is] : is)
