import { z } from 'zod'
import { question } from '../../store/index.ts'

/** Months in which somebody without a name came, and about how many. */
export const findTraceMonths = question({
  text: `SELECT toString(toStartOfMonth(occurred_at)) AS month, uniq(visitor) AS visitors FROM events
    WHERE alias_id = 0 AND visitor != 0 AND occurred_at >= {since:DateTime64(3)} AND occurred_at < {as_of:DateTime64(3)}
    GROUP BY month ORDER BY month`,
  params: ({ asOf, since }: { asOf: Date; since: Date }) => ({ as_of: asOf, since }),
  row: z.object({ month: z.iso.date(), visitors: z.coerce.number() }),
  examples: [{ asOf: new Date('2024-06-01'), since: new Date('2023-06-01') }],
})
