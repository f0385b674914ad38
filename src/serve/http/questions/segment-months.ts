import { question } from '../../../store/index.ts'
import { segment } from '../contract.ts'

/** Who came to a segment and who left it, by month, and how many it held at the month's end. */
export const segmentMonths = question({
  text: `SELECT month, entered, left, sum(toInt64(entered) - toInt64(left)) OVER (ORDER BY month) AS members FROM (
      SELECT month, countIf(step = 1) AS entered, countIf(step = -1) AS left FROM (
        SELECT toStartOfMonth(entered_at) AS month, toInt8(1) AS step FROM memberships WHERE segment = {segment:String}
        UNION ALL
        SELECT toStartOfMonth(assumeNotNull(left_at)) AS month, toInt8(-1) AS step FROM memberships
        WHERE segment = {segment:String} AND left_at IS NOT NULL)
      GROUP BY month)
    ORDER BY month`,
  params: ({ segment }: { segment: string }) => ({ segment }),
  row: segment.shape.months.element,
  examples: [{ segment: 's' }],
})
