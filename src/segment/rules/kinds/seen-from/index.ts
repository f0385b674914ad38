import { z } from 'zod'
import { defineAcross } from '../../rule-kind.ts'

const body = z.strictObject({
  /** A rule about organisations. */
  that: z.unknown().refine((that) => that !== undefined, { error: 'it needs a rule about the organisation' }),
})

/** Whether they came from the network of an organisation that a rule fits. Where no network is known to be anybody's own, that is unknown. */
export const kind = defineAcross(
  {
    name: 'seen-from',
    title: 'Came from the network of an organisation that …',
    subjects: ['visitor'],
    body,
    form: [
      { key: 'that', title: 'An organisation that', input: 'rule', about: 'organisation', isNeeded: true },
    ],
    examples: [
      body.parse({ that: { firmographic: { fact: 'region', is: 'DE' } } }),
      body.parse({ that: { 'has-people': { that: { did: { acts: 'contribution' } }, at_most: 0 } } }),
    ],
    say: (_rule, said) => `came from networks of organisations that ${said}`,
    count: () => ({ relation: 'seen-from', least: 1, most: undefined, otherwise: 'unknown' }),
  },
  'organisation',
)
