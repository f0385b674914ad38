-- question: Which aliases are under a key that has become too common to be compared by, or no longer is?
-- one row is: one such alias that is not compared anew already
-- reads: alias_blocks, changed_blocks, compared_aliases
SELECT DISTINCT alias_id
FROM alias_blocks
WHERE alias_id NOT IN (SELECT alias_id FROM compared_aliases)
  AND block IN (
    SELECT block
    FROM (
      SELECT block, count() AS members
      FROM alias_blocks
      WHERE block IN (SELECT block FROM changed_blocks)
      GROUP BY block
    ) AS now
    INNER JOIN (SELECT block, sum(change) AS change FROM changed_blocks GROUP BY block) AS changes USING (block)
    WHERE (members > {most_aliases:UInt32}) != (members - change > {most_aliases:UInt32})
  )
