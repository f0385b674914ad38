-- question: Which languages does somebody speak?
-- one row is: one language one human translated into
-- reads: events, people, person_aliases
SELECT
  person_id,
  concat('translates: ', language) AS rule,
  CAST(map(language, log(1 + 9 * files)) AS Map(LowCardinality(String), Float64)) AS weights,
  concat('changed ', toString(files), if(files = 1, ' translation', ' translations'), ' into it') AS evidence
FROM (
  SELECT
    person_id,
    lowerUTF8(replaceAll(extract(path, '(?:^|/|\\.)([a-z]{2,3}(?:[_-][A-Z]{2})?(?:@[a-z]+)?)\\.(?:po|xlf|xliff|ts|ftl)$'), '_', '-')) AS language,
    count() AS files
  FROM (
    SELECT alias_id, arrayJoin(touched) AS path
    FROM events FINAL
    WHERE type = 'commit.author'
      AND occurred_at < {as_of:DateTime64(3)}
      AND arrayExists(one -> match(one, '\\.(po|xlf|xliff|ftl)$'), touched)
      -- A release or an import touches all of them and speaks none.
      AND length(touched) <= 5
  ) AS changed
  INNER JOIN person_aliases USING (alias_id)
  WHERE match(path, '\\.(po|xlf|xliff|ftl)$')
    AND person_id IN (SELECT person_id FROM people WHERE class = 'human')
  GROUP BY person_id, language
  HAVING language != ''
)
