-- question: Which accounts do aliases have, two of which on one host no person has?
-- one row is: one account of one alias; host and account as numbers
-- reads: alias_facts, alias_words
SELECT
  position,
  toUInt32(sipHash64(host_account.1)) AS host,
  sipHash64(host_account.1, host_account.2) AS account
FROM (
  SELECT
    position,
    extractGroups(written_email, '^(\\d+)-[^@]+@users\\.noreply\\.([a-z0-9.-]+)$') AS written,
    (if(written[2] = 'gitlab.com', 'gitlab', written[2]), written[1]) AS gitlab,
    arrayJoin(arrayFilter(
      pair -> pair.2 != '',
      arrayDistinct([(toString(platform), account_id), ('github', github_id), gitlab])
    )) AS host_account
  FROM alias_words
  INNER JOIN alias_facts USING (alias_id)
  WHERE account_id != '' OR github_id != '' OR startsWith(written_domain, 'users.noreply.')
)
ORDER BY position, host
SETTINGS join_algorithm = 'full_sorting_merge'
