-- question: How rare is what each alias can be compared by?
-- one row is: one alias that is compared, with the rates of its words, handles and home
-- reads: alias_candidates, alias_traits, trait_rates
WITH
  (SELECT any(rate) FROM trait_rates WHERE kind = 'people') AS people,
  compared AS (
    SELECT *
    FROM alias_traits
    WHERE alias_id BETWEEN {from:UInt64} AND {to:UInt64}
      AND alias_id IN (SELECT a FROM alias_candidates UNION ALL SELECT b FROM alias_candidates)
  ),
  single AS (
    SELECT alias_id, arrayJoin(arrayConcat(
      arrayMap(token -> ('word', token), tokens), arrayMap(handle -> ('handle', handle), handles), [('home', home)]
    )) AS trait
    FROM compared
  )
SELECT
  traits.alias_id AS alias_id,
  any(traits.tokens) AS tokens,
  any(traits.full_forms) AS full_forms,
  any(traits.surname_forms) AS surname_forms,
  any(traits.given_forms) AS given_forms,
  any(traits.handles) AS handles,
  any(traits.labels) AS labels,
  any(traits.home) AS home,
  any(traits.own_address) AS own_address,
  groupUniqArrayIf((value, rate), kind = 'word') AS word_rates,
  groupUniqArrayIf((value, rate), kind = 'handle') AS handle_rates,
  maxIf(rate, kind = 'home') AS home_worth
FROM compared AS traits
LEFT JOIN (
  SELECT
    alias_id,
    trait.1 AS kind,
    trait.2 AS value,
    -- What came since likeness was learned is as rare as what one person has.
    multiIf(
      known_rates.kind != '', known_rates.rate,
      kind = 'word', if(lengthUTF8(value) = 1 AND lower(value) != upper(value), 0.05, 0.4 / (people + 2000)),
      kind = 'handle', transform(lengthUTF8(value), {lengths:Array(UInt64)}, {length_rates:Array(Float64)}, {least_rate:Float64}),
      greatest(0, least(5, log2(0.3 * people)))
    ) AS rate
  FROM single
  LEFT JOIN (
    SELECT kind, value, rate FROM trait_rates WHERE value IN (SELECT trait.2 FROM single)
  ) AS known_rates ON known_rates.kind = trait.1 AND known_rates.value = trait.2
) AS rates ON rates.alias_id = traits.alias_id
GROUP BY traits.alias_id
SETTINGS join_use_nulls = 0
