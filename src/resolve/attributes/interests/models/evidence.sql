-- question: What do people ask about and work on?
-- one row is: one topic of one human
-- reads: activity, events, people, person_aliases
WITH
  topics AS (
    SELECT
      person_id,
      concat('files: ', splitByChar('.', key)[2]) AS topic,
      toUInt64(sum(days)) AS acts,
      uniqExact(month) AS months
    FROM activity
    ARRAY JOIN mapKeys(quantities) AS key
    WHERE type = 'commit.author' AND match(toString(key), '^(added|removed)\\.') AND key NOT IN ('added.other', 'removed.other', 'added.source', 'removed.source')
    GROUP BY person_id, topic
    UNION ALL
    SELECT person_id, topic, count() AS acts, uniqExact(toStartOfMonth(occurred_at)) AS months
    FROM (
      SELECT
        alias_id,
        occurred_at,
        arrayJoin(arrayDistinct(arrayConcat(
          if(attrs['category'] = '', [], [concat('category: ', attrs['category'])]),
          if(attrs['tags'] = '', [], arrayMap(tag -> concat('tag: ', tag), splitByWhitespace(attrs['tags']))),
          if(attrs['labels'] = '', [], arrayMap(tag -> concat('label: ', trim(tag)), splitByRegexp('[;,]', attrs['labels']))),
          if(attrs['list'] = '', [], [concat('list: ', attrs['list'])]),
          -- A change to very many folders is no interest in any.
          arrayFilter(
            (folder, folders) -> folders <= 5 AND folder != 'folder: ',
            arrayDistinct(arrayMap(path -> concat('folder: ', if(position(path, '/') > 0, splitByChar('/', path, 2)[1], '')), touched)) AS folders,
            arrayWithConstant(length(folders), length(folders))
          )
        ))) AS topic
      FROM events FINAL
      WHERE alias_id != 0
        AND occurred_at < {as_of:DateTime64(3)}
        AND NOT hasAny(flags, {doubtful_flags:Array(String)})
        AND type NOT IN ('commit.commit', 'commit.trailer.signed_off_by')
        AND (notEmpty(touched) OR hasAny(mapKeys(attrs), ['category', 'tags', 'labels', 'list']))
    ) AS acted
    INNER JOIN person_aliases USING (alias_id)
    GROUP BY person_id, topic
  )
SELECT
  person_id,
  concat('topic: ', substringUTF8(topic, 1, 100)) AS rule,
  CAST(map(substringUTF8(topic, 1, 100), log(1 + acts + 2 * months)) AS Map(LowCardinality(String), Float64)) AS weights,
  concat(toString(acts), if(acts = 1, ' act', ' acts'), ' in ', toString(months), if(months = 1, ' month', ' months')) AS evidence
FROM topics
WHERE person_id IN (SELECT person_id FROM people WHERE class = 'human')
ORDER BY person_id, acts + 2 * months DESC, topic
LIMIT 12 BY person_id
