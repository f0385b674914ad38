-- question: Which aliases are compared anew?
-- one row is: two aliases, the lower id first, one of them compared anew, that share a key which few others have
-- reads: alias_blocks, compared_aliases
SELECT DISTINCT a, b
FROM (
  SELECT groupArray(alias_id) AS members
  FROM alias_blocks
  WHERE block IN (SELECT block FROM alias_blocks WHERE alias_id IN (SELECT compared_aliases.alias_id FROM compared_aliases))
  GROUP BY block
  HAVING count() BETWEEN 2 AND {most_aliases:UInt32}
)
ARRAY JOIN members AS a
ARRAY JOIN members AS b
WHERE a < b AND (a IN (SELECT compared_aliases.alias_id FROM compared_aliases) OR b IN (SELECT compared_aliases.alias_id FROM compared_aliases))
SETTINGS max_block_size = 1024
