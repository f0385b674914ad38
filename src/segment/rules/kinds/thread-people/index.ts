import { z } from 'zod'
import { areBounds, boundFields, boundsOf, countBounds, noBounds, sayBounds } from '../../bounds.ts'
import { defineKind } from '../../rule-kind.ts'

const body = z.strictObject(countBounds).refine(areBounds, noBounds)

/** How many people wrote in it. There may be more where the opening was not seen, or somebody nobody knows wrote. */
export const kind = defineKind({
  name: 'thread-people',
  title: 'So many people wrote in it',
  subjects: ['thread'],
  body,
  form: boundFields,
  examples: [body.parse({ at_least: 5 }), body.parse({ at_most: 1 })],
  say: (rule) => `have ${sayBounds(rule)}people in them`,
  test(rule) {
    const [least, most] = boundsOf(rule)
    return {
      fact: 'threads',
      verdict: `any(multiIf(
        length(people) > {most:UInt64}, 0,
        NOT has_unnamed AND opened_at IS NOT NULL AND opener != 0, length(people) >= {least:UInt64},
        length(people) >= {least:UInt64} AND {most:UInt64} = 4294967295, 1, NULL))`,
      params: { least, most: most ?? 4_294_967_295 },
      otherwise: 'unknown',
    }
  },
})
