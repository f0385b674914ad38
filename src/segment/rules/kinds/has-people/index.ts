import { z } from 'zod'
import { defineAcross } from '../../rule-kind.ts'

const body = z
  .strictObject({
    /** A rule about people. */
    that: z.unknown().refine((that) => that !== undefined, { error: 'it needs a rule about its people' }),
    at_least: z.int().min(0).max(1_000_000_000).optional(),
    at_most: z.int().min(0).max(1_000_000_000).optional(),
    /** How likely they have to act for it. */
    p: z.number().gt(0).max(1).default(0.8),
  })
  .refine(({ at_least, at_most }) => (at_least ?? 0) <= (at_most ?? Number.POSITIVE_INFINITY), {
    error: 'at_least is more than at_most',
  })

/** How many of an organisation's people a rule fits; at least one unless it says otherwise. */
export const kind = defineAcross(
  {
    name: 'has-people',
    title: 'Has people who …, so many',
    subjects: ['organisation'],
    body,
    form: [
      { key: 'at_least', title: 'At least', input: 'number' },
      { key: 'at_most', title: 'At most', input: 'number' },
      { key: 'that', title: 'People who', input: 'rule', about: 'person', isNeeded: true },
      { key: 'p', title: 'Probability that they act for it', input: 'number' },
    ],
    examples: [
      body.parse({ that: { did: { acts: ['issue.open'], within: '1 year' } }, at_least: 3 }),
      body.parse({ that: { did: { acts: 'contribution' } }, at_most: 0 }),
    ],
    say({ at_least, at_most, p }, said) {
      const least = at_least ?? (at_most === undefined ? 1 : 0)
      const number =
        at_most === undefined
          ? `at least ${least}`
          : at_most === 0
            ? 'no'
            : least === 0
              ? `at most ${at_most}`
              : `${least} to ${at_most}`
      return `have ${number} ${number === 'at least 1' ? 'person' : 'people'} (p ≥ ${p}) who ${said}`
    },
    count: ({ at_least, at_most, p }) => ({
      p,
      least: at_least ?? (at_most === undefined ? 1 : 0),
      most: at_most,
      otherwise: 'counted',
    }),
  },
  'person',
)
