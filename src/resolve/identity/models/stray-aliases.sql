-- question: Which aliases bear a name that is at home at another address?
-- one row is: one alias whose address hardly anybody uses under that name, while its name is used with another; somebody passed on their work
-- reads: alias_activity, alias_facts, alias_words
WITH
  uses AS (
    SELECT alias_id, address, arraySort(name_words) AS words, ifNull(alias_activity.events, 0) AS acts
    FROM alias_words
    INNER JOIN alias_facts USING (alias_id)
    LEFT JOIN alias_activity USING (alias_id)
    WHERE address != '' AND is_personal_name AND length(name_words) >= 2
  ),
  named AS (SELECT address, words, sum(acts) AS acts FROM uses GROUP BY address, words),
  owners AS (SELECT address, argMax(words, (acts, words)) AS owner, max(acts) AS owner_acts FROM named GROUP BY address HAVING count() > 1),
  homes AS (SELECT words, max(acts) AS home_acts FROM named GROUP BY words HAVING count() > 1)
SELECT uses.alias_id AS alias_id, uses.address AS address, arrayStringConcat(owners.owner, ' ') AS owner
FROM uses
INNER JOIN named ON named.address = uses.address AND named.words = uses.words
INNER JOIN owners ON owners.address = uses.address
INNER JOIN homes ON homes.words = uses.words
WHERE NOT hasAny(owners.owner, uses.words) AND named.acts * 10 <= owner_acts AND named.acts * 3 <= home_acts
