-- question: Which words of a full name does each alias have?
-- one row is: one word of an alias's full name, as a number
-- reads: alias_facts, alias_traits
SELECT position, toUInt32(cityHash64(arrayJoin(arrayFilter(token -> lengthUTF8(token) >= 3 OR NOT match(token, '^[a-z]+$'), if(
  arrayExists(token -> lengthUTF8(token) >= 3, tokens), tokens, arrayMap(token -> concat(token, '  '), tokens)
))))) AS word
FROM alias_traits
INNER JOIN alias_facts USING (alias_id)
WHERE tokens != []
ORDER BY position
