import { z } from 'zod'
import { question } from '../store/index.ts'

const count = z.coerce.number()

/**
 * How much there is to place: humans with a soundly dated act before `asOf` and their active days, organisations seen before it,
 * humans known from doubtful dates only, and stays written so far.
 */
export const readExtent = question({
  text: `SELECT people, days, organisations, memberships, undated
    FROM (
      SELECT (SELECT uniqExact(person_id) FROM activity_days) AS people,
        (SELECT count() FROM activity_days) AS days,
        (SELECT count() FROM organisations WHERE first_seen < {as_of:DateTime64(3)}) AS organisations,
        (SELECT count() FROM people WHERE class = 'human' AND events > 0 AND first_seen IS NULL) AS undated,
        (SELECT count() FROM memberships) AS memberships
    )`,
  params: ({ asOf }: { asOf: Date }) => ({ as_of: asOf }),
  row: z.object({
    people: count,
    days: count,
    organisations: count,
    memberships: count,
    undated: count,
  }),
  examples: [{ asOf: new Date('2007-10-16') }],
})

/** The moment by the engine's clock, which events are stamped by. */
export const readMoment = question({
  text: 'SELECT now64(3) AS beganAt',
  params: () => ({}),
  row: z.object({ beganAt: z.coerce.date() }),
  examples: [undefined],
})
