-- question: Which addresses are used under more surnames than one person has?
-- one row is: one address
-- reads: alias_facts, alias_words, stray_aliases
SELECT address, toUInt32(uniqExact(name_words[-1])) AS surnames
FROM alias_facts
INNER JOIN alias_words USING (alias_id)
WHERE address != '' AND length(name_words) >= 2 AND alias_id NOT IN (SELECT alias_id FROM stray_aliases)
GROUP BY address
HAVING surnames > {most_surnames:UInt32}
SETTINGS join_algorithm = 'full_sorting_merge'
