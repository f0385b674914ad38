-- question: Which aliases are to be compared, and by what?
-- one row is: one alias of a human, with a hash of all that its likeness to others depends on
-- reads: address_domains, alias_facts, alias_words
SELECT
  alias_id,
  sipHash64(name, username, local_part, github_login, address, doubt, alias_facts.domain, alias_facts.registrable, ifNull(address_domains.kind, '')) AS mark
FROM alias_words
INNER JOIN alias_facts USING (alias_id)
LEFT JOIN address_domains ON address_domains.written_key = sipHash64(alias_words.written_domain)
WHERE class = 'human'
SETTINGS join_algorithm = 'full_sorting_merge'
