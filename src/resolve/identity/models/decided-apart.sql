-- question: Which aliases did somebody here decide are not one person?
-- one row is: one alias on one side of a decision; the decision stands for a host, the side for the account on it
-- reads: alias_decisions, alias_facts
SELECT position, toUInt32(sipHash64(a, b)) AS host, sides.side AS account
FROM (
  SELECT a, b, arrayJoin([a, b]) AS alias_id, toUInt64(if(alias_id = a, 1, 2)) AS side
  FROM alias_decisions
  WHERE verdict = 'different'
) AS sides
INNER JOIN alias_facts USING (alias_id)
ORDER BY position, host
