import { z } from 'zod'
import { actChoice, actFields, chooseActs, sayActs } from '../../act-choice.ts'
import { areBounds, boundFields, boundsOf, countBounds, noBounds, sayTimes } from '../../bounds.ts'
import { defineKind } from '../../rule-kind.ts'

const body = actChoice
  .extend({
    ...countBounds,
    /** Acts, or days on which there was one. */
    count: z.enum(['acts', 'days']).default('acts'),
  })
  .refine(areBounds, noBounds)

/** How often somebody did something; at least once unless it says otherwise. */
export const kind = defineKind({
  name: 'did',
  title: 'Did something, so often',
  subjects: ['person'],
  body,
  form: [
    ...boundFields,
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
    body.parse({ acts: ['issue.open'], in: ['example/loom'], since_release: 'last' }),
  ],
  say(rule) {
    return `did ${sayTimes(rule)}${sayActs(rule)}${rule.count === 'days' ? ', counted in days' : ''}`
  },
  test(rule) {
    const [least, most] = boundsOf(rule)
    const { condition, params, backs, given } = chooseActs(rule)
    const counted = rule.count === 'days' ? `uniqExactIf(day, ${condition})` : `countIf(${condition})`
    return {
      fact: 'acts',
      verdict: `${counted} BETWEEN {least:UInt64} AND {most:UInt64}`,
      params: { ...params, least, most: most ?? 4_294_967_295 },
      otherwise: least === 0 ? 'yes' : 'no',
      only: condition,
      backs,
      given,
    }
  },
})
