-- question: Which parts of each alias can be compared?
-- one row is: one alias ever seen
-- reads: aliases
WITH
  '(?i)^(?:(\\d+)\\+)?([a-z\\d][a-z\\d_-]{0,38})(\\[bot\\])?@users\\.noreply\\.github\\.com$' AS github_noreply,
  named AS (
    SELECT
      alias_id,
      any(platform) AS platform,
      any(name) AS name,
      any(email) AS email,
      any(username) AS username,
      any(account_id) AS account_id,
      arraySort(groupUniqArray(source)) AS sources
    FROM aliases
    WHERE alias_id != 0
    GROUP BY alias_id
  ),
  parts AS (
    SELECT
      *,
      lowerUTF8(replaceRegexpAll(email, '^[\\s<]+|[\\s>]+$', '')) AS written_email,
      splitByChar('@', written_email) AS pieces,
      lowerUTF8(replaceRegexpAll(normalizeUTF8NFKD(toValidUTF8(name)), '\\p{M}+', '')) AS unmarked,
      trimBoth(replaceRegexpAll(unmarked, '[\\s\\p{C}_"]+', ' ')) AS spaced,
      -- "Last, First" is "First Last"
      if(countSubstrings(spaced, ',') = 1, trimBoth(replaceRegexpOne(spaced, '^(.*),(.*)$', '\\2 \\1')), spaced) AS ordered,
      if(endsWith(written_email, '@users.noreply.github.com'), extractGroups(written_email, github_noreply), []) AS github
    FROM named
  )
SELECT
  alias_id,
  platform,
  name,
  email,
  username,
  account_id,
  sources,
  written_email,
  if(length(pieces) > 1, arrayStringConcat(arrayPopBack(pieces), '@'), '') AS local_part,
  if(length(pieces) > 1, pieces[-1], '') AS written_domain,
  replaceRegexpOne(ordered, '^(?:dr|prof|mr|mrs|ms|ing|dipl)\\.? ', '') AS plain_name,
  if(
    position(plain_name, '@') > 0,
    [],
    -- The first pattern is the second for most names, and found in a fifth of the time.
    arrayFilter(word -> match(word, '[a-z]{2}') OR match(word, '\\p{L}{2}|^\\p{L}\\.?$'), splitByChar(' ', plain_name))
  ) AS name_words,
  -- A verified account outranks what an address claims.
  if(platform = 'github' AND account_id != '', account_id, github[1]) AS github_id,
  if(platform = 'github' AND username != '', lowerUTF8(username), github[2]) AS github_login
FROM parts
