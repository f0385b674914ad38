-- question: Which aliases are probably, or possibly, one person?
-- one row is: two aliases by their places and ids, the likeliest first; whether their names agree
-- reads: alias_facts, alias_pairs, likeness_weights
WITH
  (SELECT any(learned) FROM likeness_weights WHERE comparison = 'prior') AS prior,
  (SELECT groupArray(concat(comparison, ' ', level)) FROM likeness_weights) AS levels,
  (SELECT groupArray(bits) FROM likeness_weights) AS learned_bits,
  likely AS (
    SELECT
      a,
      b,
      assumeNotNull(1 / (1 + exp2(-(
        log2(prior / (1 - prior)) + name_bits + derived_bits + handle_bits + home_bits
          + transform(concat('name ', name_level), levels, learned_bits, 0.)
          + transform(concat('made of ', derived_level), levels, learned_bits, 0.)
          + transform(concat('handle ', handle_level), levels, learned_bits, 0.)
          + transform(concat('home ', home_level), levels, learned_bits, 0.)
      )))) AS probability,
      toUInt8(name_level NOT IN ('other', 'one word')) AS is_named_alike
    FROM alias_pairs
    WHERE probability >= {least_probability:Float64}
  )
SELECT
  least(facts_a.position, facts_b.position) AS founder,
  greatest(facts_a.position, facts_b.position) AS follower,
  a,
  b,
  likely.probability AS probability,
  is_named_alike
FROM likely
INNER JOIN alias_facts AS facts_a ON facts_a.alias_id = a
INNER JOIN alias_facts AS facts_b ON facts_b.alias_id = b
ORDER BY probability DESC, founder ASC, follower ASC
