-- question: Which aliases does the .mailmap of a source name otherwise, and how?
-- one row is: one alias in one source whose latest .mailmap matches it
-- reads: alias_words, claims
WITH
  latest AS (
    SELECT source, max(stated_at) AS stated_at
    FROM claims
    WHERE kind = 'mailmap'
    GROUP BY source
  ),
  lines AS (
    SELECT
      source,
      ordinal,
      proper_name,
      -- `Proper Name <commit@email>` states a name for an address and no other address.
      if(alias_email = '', '', claims.proper_email) AS stated_email,
      lowerUTF8(if(alias_email = '', claims.proper_email, alias_email)) AS written_email,
      lowerUTF8(alias_name) AS written_name
    FROM claims
    INNER JOIN latest USING (source, stated_at)
    WHERE kind = 'mailmap'
    LIMIT 1 BY source, ordinal
  ),
  by_address AS (
    -- A later line adds to an earlier one for the same address and wins where both speak.
    SELECT
      source,
      written_email,
      argMaxIf(proper_name, ordinal, proper_name != '') AS stated_name,
      argMaxIf(stated_email, ordinal, stated_email != '') AS stated_email
    FROM lines
    WHERE written_name = '' AND written_email != ''
    GROUP BY source, written_email
  ),
  by_name AS (
    SELECT
      source,
      written_email,
      written_name,
      argMax(proper_name, ordinal) AS stated_name,
      argMax(stated_email, ordinal) AS stated_email
    FROM lines
    WHERE written_name != ''
    GROUP BY source, written_email, written_name
  ),
  seen AS (
    SELECT alias_id, arrayJoin(sources) AS source, written_email, lowerUTF8(name) AS written_name
    FROM alias_words
    WHERE written_email IN (SELECT written_email FROM lines)
  ),
  matched AS (
    -- A line for name and address takes precedence over one for the address alone.
    SELECT
      seen.alias_id AS alias_id,
      seen.source AS source,
      seen.written_email AS written_email,
      isNotNull(by_name.source) AS has_name,
      if(has_name, ifNull(by_name.stated_name, ''), ifNull(by_address.stated_name, '')) AS proper_name,
      if(has_name, ifNull(by_name.stated_email, ''), ifNull(by_address.stated_email, '')) AS proper_email
    FROM seen
    LEFT JOIN by_name
      ON by_name.source = seen.source AND by_name.written_email = seen.written_email AND by_name.written_name = seen.written_name
    LEFT JOIN by_address ON by_address.source = seen.source AND by_address.written_email = seen.written_email
  )
SELECT
  alias_id,
  source,
  proper_name,
  proper_email,
  if(proper_email = '', written_email, lowerUTF8(proper_email)) AS target,
  has_name AS by_name
FROM matched
WHERE proper_name != '' OR proper_email != ''
