import { z } from 'zod'
import { defineKind } from '../../rule-kind.ts'

const ends = { merged: 'was merged', solved: 'has an accepted answer' } as const
const body = z.strictObject({ as: z.enum(['merged', 'solved']) })

/** What became of it. Whether it was solved only forums and sites for questions tell; of any other thread it is unknown. */
export const kind = defineKind({
  name: 'ended',
  title: 'Was merged, or solved',
  subjects: ['thread'],
  body,
  form: [{ key: 'as', title: 'It', input: 'one', choices: ends, isClosed: true, isNeeded: true }],
  examples: [{ as: 'merged' }, { as: 'solved' }],
  say: ({ as }) => (as === 'merged' ? 'were merged' : 'have an accepted answer'),
  test: ({ as }) => ({
    fact: 'threads',
    verdict:
      as === 'merged'
        ? 'any(multiIf(is_merged, 1, type IS NULL, NULL, 0))'
        : `any(multiIf(is_solved, 1, type IN ('forum.topic', 'qa.question'), 0, NULL))`,
    params: {},
    otherwise: 'unknown',
  }),
})
