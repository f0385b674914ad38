import { z } from 'zod'
import { areBounds, boundFields, boundsOf, countBounds, noBounds, sayBounds } from '../../bounds.ts'
import { defineAcross } from '../../rule-kind.ts'

const roles = { any: 'wrote in', opener: 'opened', answerer: 'answered in' } as const
const relations = { any: 'wrote-in', opener: 'opened', answerer: 'answered-in' } as const

const body = z
  .strictObject({
    /** A rule about threads. */
    that: z.unknown().refine((that) => that !== undefined, { error: 'it needs a rule about the threads' }),
    as: z.enum(['any', 'opener', 'answerer']).default('any'),
    ...countBounds,
  })
  .refine(areBounds, noBounds)

/** In how many threads that a rule fits somebody took part; at least one unless it says otherwise. */
export const kind = defineAcross(
  {
    name: 'in-thread',
    title: 'Took part in threads that …, so many',
    subjects: ['person'],
    body,
    form: [
      { key: 'as', title: 'They', input: 'one', choices: roles, isClosed: true },
      ...boundFields,
      { key: 'that', title: 'Threads that', input: 'rule', about: 'thread', isNeeded: true },
    ],
    examples: [
      body.parse({ that: { not: { answered: {} } }, as: 'opener' }),
      body.parse({
        that: { 'opened-by': { that: { 'works-for': { names: ['Acme'] } } } },
        as: 'answerer',
        at_least: 3,
      }),
    ],
    say(rule, said) {
      const number = sayBounds(rule)
      return `${roles[rule.as]} ${number}${number === 'at least 1 ' ? 'thread' : 'threads'} that ${said}`
    },
    count(rule) {
      const [least, most] = boundsOf(rule)
      return { relation: relations[rule.as], least, most, otherwise: 'counted' }
    },
  },
  'thread',
)
