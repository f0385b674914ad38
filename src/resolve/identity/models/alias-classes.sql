-- question: Which aliases are bots (agents among them) or roles?
-- one row is: one alias that is not a human's
-- reads: alias_facts
SELECT position, toUInt8(if(class IN ('agent', 'bot'), 2, 1)) AS class_number
FROM alias_facts
WHERE class != 'human'
ORDER BY position
