import { z } from 'zod'
import { defineAcross } from '../../rule-kind.ts'

const body = z.strictObject({
  /** A rule about people. */
  that: z.unknown().refine((that) => that !== undefined, { error: 'it needs a rule about who opened it' }),
})

/** Whether somebody whom a rule fits opened it. Where the opening was not seen, or nobody knows who it was, that is unknown. */
export const kind = defineAcross(
  {
    name: 'opened-by',
    title: 'Was opened by people who …',
    subjects: ['thread'],
    body,
    form: [{ key: 'that', title: 'People who', input: 'rule', about: 'person', isNeeded: true }],
    examples: [body.parse({ that: { 'works-for': { kinds: ['corporate'] } } })],
    say: (_rule, said) => `were opened by people who ${said}`,
    count: () => ({ relation: 'opened', least: 1, most: undefined, otherwise: 'unknown' }),
  },
  'person',
)
