-- question: How many humans ever wrote from each domain, is its name their own, and how are their addresses made?
-- one row is: one mail domain
-- reads: alias_facts, alias_words, person_aliases
WITH
  writers AS (
    SELECT
      alias_facts.domain AS domain,
      alias_facts.registrable AS registrable,
      person_id,
      plain_name,
      arrayMap(word -> replaceRegexpAll(word, '[^a-z]', ''), name_words) AS words,
      arrayStringConcat(words) AS whole,
      replaceRegexpAll(local_part, '[^a-z]', '') AS local_letters,
      -- The host's own name must be theirs exactly; a domain's may hold it.
      replaceRegexpAll(splitByChar('.', domain)[1], '[^a-z]', '') AS host_label,
      domain != registrable AND length(host_label) >= 3 AND (has(words, host_label) OR host_label = whole) AS names_host,
      replaceRegexpAll(splitByChar('.', registrable)[1], '[^a-z]', '') AS label,
      length(label) >= 3 AND (
        arrayExists(word -> length(word) >= 4 AND position(label, word) > 0, words)
        OR length(whole) >= 3 AND position(label, whole) > 0
        OR length(label) >= 4 AND (position(whole, label) > 0 OR position(local_letters, label) > 0)
        OR length(words) >= 2 AND label = concat(substring(words[1], 1, 1), words[-1])
      ) AS names_domain,
      arrayFilter(word -> length(word) >= 3, words) AS long_words,
      -- As companies make addresses: both names, or a dot between two words (2); a surname with an initial (1); or `jane@` (0), `mail@` (-1).
      multiIf(
        length(long_words) >= 2 AND position(local_letters, long_words[1]) > 0 AND position(local_letters, long_words[-1]) > 0, 2,
        match(local_part, '^[a-z]+[._-][a-z]+$') AND arrayExists(word -> position(local_letters, word) > 0, long_words), 2,
        length(words) >= 2 AND length(words[-1]) >= 4 AND local_letters IN (concat(substring(words[1], 1, 1), words[-1]), concat(words[-1], substring(words[1], 1, 1))), 1,
        has(words, local_letters), 0,
        -1
      ) AS address_form
    FROM alias_facts
    INNER JOIN alias_words USING (alias_id)
    INNER JOIN person_aliases USING (alias_id)
    WHERE alias_facts.registrable != '' AND class = 'human'
  ),
  hosts AS (
    SELECT domain, registrable, uniqExact(person_id) = 1 AND max(names_host) AS is_own_host
    FROM writers
    GROUP BY domain, registrable
  ),
  registrables AS (
    SELECT
      registrable,
      -- One human under two names counts once, and so do two people of one name, who are likely one not joined yet.
      toUInt32(least(uniqExact(person_id), uniqExact(plain_name))) AS humans,
      max(names_domain) AS resembles,
      toInt8(max(address_form)) AS address_form
    FROM writers
    WHERE domain NOT IN (SELECT hosts.domain FROM hosts WHERE is_own_host)
    GROUP BY registrable
  )
SELECT
  domain,
  is_own_host,
  ifNull(registrables.humans, 0) AS humans,
  ifNull(registrables.resembles, false) AS resembles,
  ifNull(registrables.address_form, -1) AS address_form
FROM hosts
LEFT JOIN registrables USING (registrable)
