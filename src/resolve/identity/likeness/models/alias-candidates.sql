-- question: Which aliases are compared?
-- one row is: two aliases that share a key which few others have
-- reads: alias_blocks
SELECT DISTINCT a, b
FROM (SELECT groupArray(position) AS members FROM alias_blocks GROUP BY block HAVING count() BETWEEN 2 AND {most_aliases:UInt32})
ARRAY JOIN members AS a
ARRAY JOIN members AS b
WHERE a < b AND a >= {from:UInt32} AND a < {from:UInt32} + {slice:UInt32}
SETTINGS max_block_size = 1024, optimize_aggregation_in_order = 1
