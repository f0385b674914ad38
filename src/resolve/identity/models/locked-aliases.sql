-- question: Which lock is on each alias?
-- one row is: one alias of a locked person, with the lock's number
-- reads: alias_facts, alias_locks
SELECT position, toUInt32(dense_rank() OVER (ORDER BY lock)) AS number
FROM alias_locks
INNER JOIN alias_facts USING (alias_id)
ORDER BY position
