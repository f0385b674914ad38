-- question: How often do pairs of aliases reach the same levels?
-- one row is: one combination of levels with about the same bits
-- reads: alias_pairs
SELECT
  [name_level, derived_level, handle_level, home_level] AS levels,
  round((name_bits + derived_bits + handle_bits + home_bits) * 2) / 2 AS bits,
  count() AS pairs
FROM alias_pairs
GROUP BY levels, bits
ORDER BY levels, bits
