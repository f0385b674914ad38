import { z } from 'zod'
import { question } from '../store/index.ts'

const count = z.coerce.number()
const summary = z.object({
  aliases: count,
  humans: count,
  agents: count,
  bots: count,
  roles: count,
  organisations: count,
  keptApart: count,
  doubted: count,
})
export type Summary = z.infer<typeof summary>

/** What a run of resolve found, in one row of counts. `doubted` are aliases that share something which names nobody. */
export const summariseResolveQuestion = question({
  text: `SELECT
      (SELECT count() FROM person_aliases) AS aliases,
      (SELECT countIf(class = 'human') FROM people) AS humans,
      (SELECT countIf(class = 'agent') FROM people) AS agents,
      (SELECT countIf(class = 'bot') FROM people) AS bots,
      (SELECT countIf(class = 'role') FROM people) AS roles,
      (SELECT count() FROM organisations) AS organisations,
      (SELECT countIf(verdict > 1) FROM alias_joins) AS keptApart,
      (SELECT sum(aliases) FROM (
        SELECT count() AS aliases FROM alias_evidence WHERE doubt != '' GROUP BY evidence_key HAVING aliases > 1
      )) AS doubted`,
  params: (none: Record<never, never>) => none,
  row: summary,
  examples: [{}],
})
