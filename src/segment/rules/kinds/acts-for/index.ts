import { z } from 'zod'
import { defineAcross } from '../../rule-kind.ts'

const body = z.strictObject({
  /** A rule about organisations. */
  that: z.unknown().refine((that) => that !== undefined, { error: 'it needs a rule about the organisation' }),
  p: z.number().gt(0).max(1).default(0.8),
})

/** Whether somebody acts for an organisation that a rule fits. Whose employer nobody knows, of them it is unknown. */
export const kind = defineAcross(
  {
    name: 'acts-for',
    title: 'Acts for an organisation that …',
    subjects: ['person'],
    body,
    form: [
      { key: 'that', title: 'An organisation that', input: 'rule', about: 'organisation', isNeeded: true },
      { key: 'p', title: 'Probability that they act for it', input: 'number' },
    ],
    examples: [body.parse({ that: { firmographic: { fact: 'size_class', is: ['micro', 'small'] } } })],
    say: ({ p }, said) => `act (p ≥ ${p}) for organisations that ${said}`,
    count: ({ p }) => ({ relation: 'employs', p, least: 1, most: undefined, otherwise: 'unknown' }),
  },
  'organisation',
)
