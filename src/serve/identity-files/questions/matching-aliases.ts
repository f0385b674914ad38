import { z } from 'zod'
import { question } from '../../../store/index.ts'
import type { Named } from '../statement.ts'

interface Asked {
  readonly named: readonly Named[]
  readonly isNameExact: boolean
}

const row = z.object({ at: z.coerce.number(), aliasId: z.string() })

/**
 * Aliases that fit how a file names somebody: by address, else by username; a stated name must be the alias's (`isNameExact`) or
 * must not differ from it. A name alone finds nobody. `at` counts from 0.
 */
export const matchingAliases = question({
  text: `WITH
      asked AS (
        SELECT one.1 - 1 AS at, lowerUTF8(one.2) AS wanted_name, lowerUTF8(one.3) AS wanted_email, lowerUTF8(one.4) AS wanted_username
        FROM (SELECT arrayJoin(arrayZip(arrayEnumerate({names:Array(String)}), {names:Array(String)}, {emails:Array(String)}, {usernames:Array(String)})) AS one)
      ),
      found AS (
        SELECT at, alias_id, wanted_name, name, wanted_username, username FROM asked
        INNER JOIN alias_words ON alias_words.written_email = asked.wanted_email WHERE wanted_email != ''
        UNION ALL
        SELECT at, alias_id, wanted_name, name, wanted_username, username FROM asked
        INNER JOIN (SELECT *, lowerUTF8(username) AS low_username FROM alias_words WHERE username != '') AS words ON words.low_username = asked.wanted_username
        WHERE wanted_email = '' AND wanted_username != ''
      )
    SELECT at, toString(alias_id) AS aliasId FROM found
    WHERE (wanted_name = '' OR lowerUTF8(name) = wanted_name OR (NOT {isNameExact:Bool} AND name = ''))
      AND (wanted_username = '' OR username = '' OR lowerUTF8(username) = wanted_username)
    ORDER BY at, alias_id`,
  params: ({ named, isNameExact }: Asked) => ({
    names: named.map(({ name }) => name),
    emails: named.map(({ email }) => email),
    usernames: named.map(({ username }) => username),
    isNameExact,
  }),
  row,
  examples: [
    { named: [{ name: 'Ann', email: 'ann@example.org', username: '' }], isNameExact: true },
  ] as readonly Asked[],
})

/** An alias by all its parts. */
export type Parts = readonly [
  platform: string,
  name: string,
  email: string,
  username: string,
  account: string,
]

/** The aliases that have exactly these parts. */
export const aliasesOfParts = question({
  text: `SELECT one.1 - 1 AS at, toString(alias_id) AS aliasId
    FROM (
      SELECT arrayJoin(arrayZip(arrayEnumerate({platforms:Array(String)}), {platforms:Array(String)}, {names:Array(String)}, {emails:Array(String)},
        {usernames:Array(String)}, {accounts:Array(String)})) AS one, sipHash64(one.2, one.3, one.4, one.5, one.6) AS parts
    ) AS asked
    INNER JOIN (
      SELECT alias_id, sipHash64(toString(platform), toValidUTF8(name), toValidUTF8(email), toValidUTF8(username), toValidUTF8(account_id)) AS parts
      FROM alias_words
    ) AS words ON words.parts = asked.parts`,
  params: ({ parts }: { readonly parts: readonly Parts[] }) => ({
    platforms: parts.map(([platform]) => platform),
    names: parts.map(([, name]) => name),
    emails: parts.map(([, , email]) => email),
    usernames: parts.map(([, , , username]) => username),
    accounts: parts.map(([, , , , account]) => account),
  }),
  row,
  examples: [{ parts: [['git', 'Ann', 'ann@example.org', '', '']] as readonly Parts[] }],
})
