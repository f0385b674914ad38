import { z } from 'zod'
import { question } from '../../store/index.ts'

export const countDays = question({
  text: 'SELECT count() AS days FROM activity_days',
  params: () => ({}),
  row: z.object({ days: z.coerce.number() }),
  examples: [undefined],
})

/**
 * The months that ended by `asOf` from the first to the last at whose end somebody's contributions of twelve months count, and how
 * many months of people's contributions are looked at for each.
 */
export const readContributionMonths = question({
  text: `SELECT toString(addMonths(contribution_months.month, later)) AS month, count() AS people
    FROM contribution_months ARRAY JOIN range(12) AS later
    WHERE addMonths(contribution_months.month, later + 1) <= {as_of:DateTime64(3)}
    GROUP BY month ORDER BY month`,
  params: ({ asOf }: { asOf: Date }) => ({ as_of: asOf }),
  row: z.object({ month: z.string(), people: z.coerce.number() }),
  examples: [{ asOf: new Date('2007-10-16') }],
})
