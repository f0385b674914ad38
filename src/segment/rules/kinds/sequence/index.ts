import { z } from 'zod'
import { actChoice, actFields, chooseActs, sayActs } from '../../act-choice.ts'
import { defineKind } from '../../rule-kind.ts'

const body = z.strictObject({
  first: actChoice,
  next: actChoice,
  /** At most so many days lie between the two. */
  within_days: z.int().min(0).max(36_500).default(60),
})

/** One act after another: asked, then contributed within 60 days. */
export const kind = defineKind({
  name: 'sequence',
  title: 'Did one thing, then another',
  subjects: ['person'],
  body,
  form: [
    ...actFields('first.').map((field) => ({ ...field, title: `First: ${field.title.toLowerCase()}` })),
    { key: 'within_days', title: 'Then, within so many days', input: 'number' },
    ...actFields('next.').map((field) => ({ ...field, title: `Then: ${field.title.toLowerCase()}` })),
  ],
  examples: [
    body.parse({ first: { acts: ['issue.open'] }, next: { acts: 'contribution' }, within_days: 60 }),
    body.parse({ first: {}, next: { acts: ['commit.author'], from: '2020-01-01' } }),
  ],
  say: ({ first, next, within_days }) =>
    `after ${sayActs(first)} had, within ${within_days} ${within_days === 1 ? 'day' : 'days'}, ${sayActs(next)}`,
  test({ first, next, within_days }) {
    const before = chooseActs(first, 'first_')
    const after = chooseActs(next, 'next_')
    return {
      fact: 'acts',
      // The last of the first acts before each later one is the nearest.
      verdict: `arrayExists(later -> arrayExists(
          earlier -> earlier < later AND later <= earlier + {gap:Int64},
          [arrayLast(moment -> moment < later, arraySort(groupArrayIf(toUnixTimestamp64Milli(occurred_at), ${before.condition})))]
        ) AND arrayMin(arrayPushBack(groupArrayIf(toUnixTimestamp64Milli(occurred_at), ${before.condition}), later)) < later,
        groupUniqArrayIf(toUnixTimestamp64Milli(occurred_at), ${after.condition}))`,
      params: { ...before.params, ...after.params, gap: within_days * 86_400_000 },
      otherwise: 'no',
      only: `(${before.condition} OR ${after.condition})`,
      backs: [...before.backs, ...after.backs],
      given: before.given === undefined ? after.given : [...before.given, ...(after.given ?? [])],
    }
  },
})
