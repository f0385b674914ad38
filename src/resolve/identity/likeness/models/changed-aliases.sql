-- question: Which aliases are new, or differ from when they were compared last?
-- one row is: one such alias
-- reads: alias_marks, alias_traits
SELECT alias_id FROM alias_marks WHERE (alias_id, mark) NOT IN (SELECT alias_id, mark FROM alias_traits)
