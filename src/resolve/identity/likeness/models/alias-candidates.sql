-- question: Which aliases are compared?
-- one row is: two aliases, the lower id first, that share a key which few others have
-- reads: alias_blocks
SELECT DISTINCT a, b
FROM (SELECT groupArray(alias_id) AS members FROM alias_blocks GROUP BY block HAVING count() BETWEEN 2 AND {most_aliases:UInt32})
ARRAY JOIN members AS a
ARRAY JOIN members AS b
WHERE a < b AND a BETWEEN {from:UInt64} AND {to:UInt64}
SETTINGS max_block_size = 1024, optimize_aggregation_in_order = 1
