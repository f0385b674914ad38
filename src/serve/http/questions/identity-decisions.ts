import { z } from 'zod'
import { question } from '../../../store/index.ts'
import { type Page, pageOf } from '../filter.ts'

interface Asked extends Page {
  readonly person: string | undefined
}
const examples: readonly Asked[] = [
  { offset: 0, limit: 50, person: undefined },
  { offset: 0, limit: 50, person: '1' },
]

/** What was ever decided on who is who: two aliases each, or the aliases of a locked person. */
const told = ({ person }: Asked): string => `WITH
    told AS (
      SELECT kind, subject, version, max(version) OVER (PARTITION BY kind, subject) = version AS holds, decided_at, decided_by, reason,
        if(kind = 'same-person', toUInt64OrZero(JSONExtractString(body, 'a')), 0) AS a,
        if(kind = 'same-person', toUInt64OrZero(JSONExtractString(body, 'b')), 0) AS b,
        JSONExtractString(body, 'verdict') AS verdict,
        arrayMap(id -> toUInt64OrZero(id), JSONExtract(body, 'aliases', 'Array(String)')) AS aliases
      FROM (SELECT * FROM decisions WHERE kind IN ('same-person', 'locked-person') ORDER BY version, decision_id LIMIT 1 BY kind, subject, version)
    ),
    chosen AS (SELECT * FROM told ${person === undefined ? '' : `WHERE ${ofPerson}`})`

const ofPerson = `a IN (SELECT alias_id FROM person_aliases WHERE person_id = {person:UInt64})
  OR b IN (SELECT alias_id FROM person_aliases WHERE person_id = {person:UInt64})
  OR (kind = 'locked-person' AND (subject = toString({person:UInt64})
    OR hasAny(aliases, (SELECT groupArray(alias_id) FROM person_aliases WHERE person_id = {person:UInt64}))))`

const toParams = ({ person }: Asked): Record<string, string> => (person === undefined ? {} : { person })

/** A page of them, the latest first. */
export const decisionsPage = question({
  text: (asked: Asked) => `${told(asked)}
    SELECT kind, subject, verdict, toString(a) AS a, toString(b) AS b, length(aliases) AS aliases, holds, decided_at AS decidedAt,
      decided_by AS decidedBy, reason
    FROM chosen ORDER BY decided_at DESC, kind, subject, version DESC ${pageOf}`,
  params: (asked) => ({ ...toParams(asked), limit: asked.limit, offset: asked.offset }),
  row: z.object({
    kind: z.string(),
    subject: z.string(),
    verdict: z.string(),
    a: z.string(),
    b: z.string(),
    aliases: z.coerce.number(),
    holds: z.coerce.boolean(),
    decidedAt: z.iso.datetime(),
    decidedBy: z.string(),
    reason: z.string(),
  }),
  examples,
})

export const decisionsTotal = question({
  text: (asked: Asked) => `${told(asked)} SELECT count() AS total FROM chosen`,
  params: toParams,
  row: z.object({ total: z.coerce.number() }),
  examples,
})
