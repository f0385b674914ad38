-- question: How many people have the same name, handle or home?
-- one row is: one word of a name, one handle or one home, with its rate; and how many people there are
-- reads: alias_traits
WITH
  -- People, as far as names tell them apart.
  someone AS (
    SELECT
      tokens,
      handles,
      home,
      if(tokens = [], cityHash64('handles', arraySort(handles)), cityHash64('name', arraySort(tokens))) AS person_key
    FROM alias_traits
  ),
  everybody AS (SELECT uniqExact(person_key) AS people FROM someone),
  common AS (
    SELECT arrayJoin(arrayZip({common_names:Array(String)}, {common_rates:Array(Float64)})) AS pair, pair.1 AS value, pair.2 AS rate
  ),
  words AS (
    SELECT
      value,
      -- What is known of names in general weighs as much as two thousand people seen here.
      if(lengthUTF8(value) = 1 AND lower(value) != upper(value), 0.05,
        (greatest(seen - 1, 0) + 2000 * greatest(ifNull(common.rate, 0), 0.0002)) / ((SELECT people FROM everybody) + 2000)) AS rate,
      seen > 1 OR ifNull(common.rate, 0) > 0 AS is_name
    FROM (
      SELECT value, max(seen) AS seen
      FROM (
        SELECT arrayJoin(tokens) AS value, uniqExact(person_key) AS seen FROM someone GROUP BY value
        UNION ALL
        SELECT value, 0 AS seen FROM common
      )
      GROUP BY value
    ) AS seen_words
    LEFT JOIN common ON common.value = seen_words.value
  ),
  -- Also what nobody goes by yet: a name is no rare handle, whoever comes.
  names AS (
    SELECT value, max(seen) AS seen
    FROM (
      SELECT arrayJoin(handles) AS value, uniqExactIf(person_key, tokens != []) AS seen FROM someone GROUP BY value
      UNION ALL
      SELECT value, 0 AS seen FROM words WHERE is_name
      UNION ALL
      SELECT value, 0 AS seen FROM common
    )
    GROUP BY value
  )
SELECT 'people' AS kind, '' AS value, toFloat64(people) AS rate FROM everybody
UNION ALL
SELECT 'word' AS kind, value, rate FROM words
UNION ALL
SELECT
  'handle' AS kind,
  names.value AS value,
  greatest(
    -- The longer, the rarer.
    transform(lengthUTF8(names.value), {lengths:Array(UInt64)}, {length_rates:Array(Float64)}, {least_rate:Float64}),
    if(ifNull(words.is_name, false), words.rate, ifNull(common.rate, 0)),
    greatest(seen - 2, 0) / (SELECT people FROM everybody)
  ) AS rate
FROM names
LEFT JOIN words ON words.value = names.value
LEFT JOIN common ON common.value = names.value
UNION ALL
SELECT 'home' AS kind, home AS value, greatest(0, least(5, log2(0.3 * (SELECT people FROM everybody) / uniqExact(person_key)))) AS rate
FROM someone
WHERE home != ''
GROUP BY home
