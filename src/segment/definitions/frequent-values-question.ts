import { z } from 'zod'
import { question } from '../../store/index.ts'

/** A value that fewer have makes no segment; nor do more values than people can look through. */
const fewest = 5
const most = 40

const chosen = { p: 0.5 }

/** Values of attributes that are any short text, the most frequent first. */
export const frequentValues = question({
  text: `SELECT toString(attribute) AS attribute, value FROM person_attributes
    WHERE probability >= {p:Float64} AND value NOT IN ('', 'unknown')
    GROUP BY attribute, value HAVING count() >= {fewest:UInt64}
    ORDER BY attribute, count() DESC, value LIMIT {most:UInt64} BY attribute`,
  params: ({ p }: { p: number }) => ({ p, fewest, most }),
  row: z.object({ attribute: z.string(), value: z.string() }),
  examples: [chosen],
})

/** The same of facts of organisations. */
export const frequentFacts = question({
  text: `SELECT toString(fact) AS fact, value FROM organisation_facts
    WHERE probability >= {p:Float64} AND value NOT IN ('', 'unknown')
    GROUP BY fact, value HAVING count() >= {fewest:UInt64}
    ORDER BY fact, count() DESC, value LIMIT {most:UInt64} BY fact`,
  params: ({ p }: { p: number }) => ({ p, fewest, most }),
  row: z.object({ fact: z.string(), value: z.string() }),
  examples: [chosen],
})
