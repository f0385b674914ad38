import { z } from 'zod'
import { actChoice, actFields, chooseActs, sayActs } from '../../act-choice.ts'
import { defineKind } from '../../rule-kind.ts'

const body = actChoice
  .extend({
    at_least: z.int().min(0).max(1_000_000_000).optional(),
    at_most: z.int().min(0).max(1_000_000_000).optional(),
    /** Acts, or days on which there was one. */
    count: z.enum(['acts', 'days']).default('acts'),
  })
  .refine(({ at_least, at_most }) => (at_least ?? 0) <= (at_most ?? Number.POSITIVE_INFINITY), {
    error: 'at_least is more than at_most',
  })
type Did = z.infer<typeof body>

/** How often somebody did something; at least once unless it says otherwise. */
export const kind = defineKind({
  name: 'did',
  title: 'Did something, so often',
  subjects: ['person'],
  body,
  form: [
    { key: 'at_least', title: 'At least', input: 'number' },
    { key: 'at_most', title: 'At most', input: 'number' },
    ...actFields(),
    {
      key: 'count',
      title: 'Counted in',
      input: 'one',
      choices: { acts: 'acts', days: 'days' },
      isClosed: true,
    },
  ],
  examples: [
    body.parse({ acts: ['commit.author'], at_least: 3, within: '90 days' }),
    body.parse({ acts: 'participation', at_most: 0, within: '1 year' }),
    body.parse({ count: 'days', at_least: 2, at_most: 10, from: '2020-01-01', to: '2021-01-01' }),
    body.parse({ acts: 'contribution', sources: ['git:made-up'] }),
  ],
  say(rule) {
    const [least, most] = boundsOf(rule)
    const times = sayTimes(least, most)
    return `did ${times}${sayActs(rule)}${rule.count === 'days' ? ', counted in days' : ''}`
  },
  test(rule) {
    const [least, most] = boundsOf(rule)
    const { condition, params, backs } = chooseActs(rule)
    const counted = rule.count === 'days' ? `uniqExactIf(day, ${condition})` : `countIf(${condition})`
    return {
      fact: 'acts',
      verdict: `${counted} BETWEEN {least:UInt64} AND {most:UInt64}`,
      params: { ...params, least, most: most ?? 4_294_967_295 },
      otherwise: least === 0 ? 'yes' : 'no',
      only: condition,
      backs,
    }
  },
})

function boundsOf({ at_least, at_most }: Did): [least: number, most: number | undefined] {
  return [at_least ?? (at_most === undefined ? 1 : 0), at_most]
}

/** '' for once or more, which needs no number. */
function sayTimes(least: number, most: number | undefined): string {
  if (most === undefined) return least === 1 ? '' : `at least ${least} `
  if (most === 0) return 'no '
  return least === 0 ? `at most ${most} ` : `${least} to ${most} `
}
