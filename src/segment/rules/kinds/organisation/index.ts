import { z } from 'zod'
import { organisationFields } from '../../organisation-fields.ts'
import { defineKind } from '../../rule-kind.ts'

const some = z.array(z.string().min(1).max(200)).min(1).max(500)
const body = z
  .strictObject({ names: some.optional(), domains: some.optional(), kinds: some.optional() })
  .refine(({ names, domains, kinds }) => [names, domains, kinds].some((list) => list !== undefined), {
    error: 'it needs names, domains or kinds of organisations',
  })

/** Which organisation it is, by name, domain or kind. */
export const kind = defineKind({
  name: 'organisation',
  title: 'Is an organisation of a name, domain or kind',
  subjects: ['organisation'],
  body,
  form: organisationFields,
  examples: [
    body.parse({ kinds: ['corporate'] }),
    body.parse({ names: ['Acme'], domains: ['loom.example'] }),
  ],
  say: ({ names, domains, kinds }) =>
    `are ${[...(names ?? []), ...(domains ?? []), ...(kinds ?? []).map((one) => `some ${one} organisation`)].join(' or ')}`,
  test: ({ names = [], domains = [], kinds = [] }) => ({
    fact: 'organisations',
    verdict:
      'max(has({names:Array(String)}, name) OR has({domains:Array(String)}, domain) OR has({kinds:Array(String)}, kind))',
    params: { names, domains, kinds },
    otherwise: 'no',
  }),
})
