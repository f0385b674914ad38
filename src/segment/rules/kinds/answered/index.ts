import { z } from 'zod'
import { defineKind } from '../../rule-kind.ts'

const body = z.strictObject({
  /** At most so many days after it was opened. */
  within_days: z.int().min(0).max(36_500).optional(),
})

/**
 * Whether somebody else than who opened it wrote in it. It is unknown where only somebody nobody knows did, where the opening was not
 * seen, and, within so many days, until those are over.
 */
export const kind = defineKind({
  name: 'answered',
  title: 'Was answered',
  subjects: ['thread'],
  body,
  form: [{ key: 'within_days', title: 'Within so many days', input: 'number' }],
  examples: [{}, body.parse({ within_days: 2 })],
  say: ({ within_days: days }) =>
    days === undefined ? 'were answered' : `were answered within ${days} ${days === 1 ? 'day' : 'days'}`,
  test({ within_days: days }) {
    const others = (condition: string): string =>
      `arrayCount((one, at) -> one != opener AND ${condition}, people, joined)`
    if (days === undefined)
      return {
        fact: 'threads',
        verdict: `any(multiIf(opened_at IS NULL, if(length(people) > 1, 1, NULL), ${others('1')} > 0, 1, has_unnamed, NULL, 0))`,
        params: {},
        otherwise: 'unknown',
      }
    return {
      fact: 'threads',
      verdict: `any(multiIf(opened_at IS NULL, NULL,
        ${others('at <= assumeNotNull(opened_at) + INTERVAL {days:UInt32} DAY')} > 0, 1,
        has_unnamed OR opened_at + INTERVAL {days:UInt32} DAY >= {as_of:DateTime64(3)}, NULL, 0))`,
      params: { days },
      otherwise: 'unknown',
    }
  },
})
