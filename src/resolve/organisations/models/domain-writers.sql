-- question: How many humans ever wrote from each domain, and is its name their own?
-- one row is: one registrable domain
-- reads: alias_facts, alias_words, person_aliases
SELECT
  registrable,
  -- One human under two names counts once, and so do two people of one name, who are likely one not joined yet.
  toUInt32(least(uniqExactIf(person_id, class = 'human'), uniqExactIf(plain_name, class = 'human'))) AS humans,
  max(is_own) AS resembles
FROM (
  SELECT
    alias_facts.registrable AS registrable,
    person_id,
    class,
    plain_name,
    replaceRegexpAll(splitByChar('.', registrable)[1], '[^a-z]', '') AS label,
    arrayMap(word -> replaceRegexpAll(word, '[^a-z]', ''), name_words) AS words,
    arrayStringConcat(words) AS whole,
    replaceRegexpAll(local_part, '[^a-z]', '') AS local_letters,
    length(label) >= 3 AND (
      arrayExists(word -> length(word) >= 4 AND position(label, word) > 0, words)
      OR length(whole) >= 3 AND position(label, whole) > 0
      OR length(label) >= 4 AND (position(whole, label) > 0 OR position(local_letters, label) > 0)
      OR length(words) >= 2 AND label = concat(substring(words[1], 1, 1), words[-1])
    ) AS is_own
  FROM alias_facts
  INNER JOIN alias_words USING (alias_id)
  INNER JOIN person_aliases USING (alias_id)
  WHERE alias_facts.registrable != ''
)
GROUP BY registrable
