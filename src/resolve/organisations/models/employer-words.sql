-- question: Which words in names and user names may be those of an employer?
-- one row is: one word of one human's alias: an aside of a name (`Jane Doe (Acme)`), or the first or last word of a user name (`jane-acme`)
-- reads: alias_facts, alias_words
WITH
  humans AS (
    SELECT alias_id, toValidUTF8(name) AS name, toValidUTF8(if(github_login != '', github_login, username)) AS handle
    FROM alias_words
    INNER JOIN alias_facts USING (alias_id)
    -- A list or service that passes mail on writes its own name in brackets.
    WHERE class = 'human' AND doubt != 'relayed'
  )
SELECT
  alias_id,
  'name' AS form,
  trimBoth(arrayJoin(extractAll(name, '[(\\[]([^()\\[\\]]{3,60})[)\\]]'))) AS word,
  name AS written
FROM humans
UNION ALL
SELECT
  alias_id,
  'handle' AS form,
  arrayJoin(arrayDistinct([parts[1], parts[-1]])) AS word,
  handle AS written
FROM (
  SELECT alias_id, handle, splitByRegexp('[-_.]+', lowerUTF8(handle)) AS parts
  FROM humans
)
WHERE length(parts) > 1 AND word IN {handle_words:Array(String)}
