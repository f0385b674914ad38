import { z } from 'zod'
import { question } from '../../../store/index.ts'

const figure = z.number().nullable()

/** The curve of adoption as last fitted. */
export const latestAdoption = question({
  text: `SELECT fitted_at AS fittedAt, status, reason, adopters, quarters, market, low, high
    FROM adoption_fits ORDER BY fitted_at DESC LIMIT 1`,
  params: () => ({}),
  row: z.object({
    fittedAt: z.string(),
    status: z.enum(['ok', 'weak', 'insufficient_data', 'not_identifiable', 'diverged']),
    reason: z.string(),
    adopters: z.coerce.number(),
    quarters: z.coerce.number(),
    market: figure,
    low: figure,
    high: figure,
  }),
  examples: [undefined],
})
