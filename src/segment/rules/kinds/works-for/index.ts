import { z } from 'zod'
import { organisationFields } from '../../organisation-fields.ts'
import { defineKind } from '../../rule-kind.ts'

const some = z.array(z.string().min(1).max(200)).min(1).max(50)
const body = z
  .strictObject({
    names: some.optional(),
    domains: some.optional(),
    kinds: some.optional(),
    p: z.number().gt(0).max(1).default(0.8),
  })
  .refine(({ names, domains, kinds }) => [names, domains, kinds].some((list) => list !== undefined), {
    error: 'it needs names, domains or kinds of organisations',
  })

/** For whom somebody acts. Whose employer nobody knows, of them it is unknown. */
export const kind = defineKind({
  name: 'works-for',
  title: 'Acts for an organisation',
  subjects: ['person'],
  body,
  form: [...organisationFields, { key: 'p', title: 'Probability', input: 'number' }],
  examples: [body.parse({ names: ['Acme'] }), body.parse({ kinds: ['corporate', 'education'], p: 0.5 })],
  say: ({ names, domains, kinds, p }) =>
    `act for ${[...(names ?? []), ...(domains ?? []), ...(kinds ?? []).map((one) => `some ${one} organisation`)].join(' or ')} with p ≥ ${p}`,
  test: ({ names = [], domains = [], kinds = [], p }) => ({
    fact: 'employers',
    verdict: `multiIf(
      maxIf(probability, has({names:Array(String)}, name) OR has({domains:Array(String)}, domain) OR has({kinds:Array(String)}, kind)) >= {least:Float64}, 1,
      max(probability) >= {least:Float64}, 0,
      NULL)`,
    params: { names, domains, kinds, least: p },
    otherwise: 'unknown',
  }),
})
