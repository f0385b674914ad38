import { z } from 'zod'
import { areBounds, boundFields, boundsOf, countBounds, noBounds, sayBounds } from '../../bounds.ts'
import { defineAcross } from '../../rule-kind.ts'

const body = z
  .strictObject({
    /** A rule about people. */
    that: z.unknown().refine((that) => that !== undefined, { error: 'it needs a rule about its people' }),
    ...countBounds,
    /** How likely they have to act for it. */
    p: z.number().gt(0).max(1).default(0.8),
  })
  .refine(areBounds, noBounds)

/** How many of an organisation's people a rule fits; at least one unless it says otherwise. */
export const kind = defineAcross(
  {
    name: 'has-people',
    title: 'Has people who …, so many',
    subjects: ['organisation'],
    body,
    form: [
      ...boundFields,
      { key: 'that', title: 'People who', input: 'rule', about: 'person', isNeeded: true },
      { key: 'p', title: 'Probability that they act for it', input: 'number' },
    ],
    examples: [
      body.parse({ that: { did: { acts: ['issue.open'], within: '1 year' } }, at_least: 3 }),
      body.parse({ that: { did: { acts: 'contribution' } }, at_most: 0 }),
    ],
    say(rule, said) {
      const number = sayBounds(rule)
      return `have ${number}${number === 'at least 1 ' ? 'person' : 'people'} (p ≥ ${rule.p}) who ${said}`
    },
    count(rule) {
      const [least, most] = boundsOf(rule)
      return { relation: 'employs', p: rule.p, least, most, otherwise: 'counted' }
    },
  },
  'person',
)
