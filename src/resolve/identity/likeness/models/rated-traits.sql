-- question: How rare is what each alias can be compared by?
-- one row is: one alias of a human, with the rates of its words, handles and home
-- reads: alias_traits, trait_rates
SELECT
  traits.position AS position,
  any(traits.tokens) AS tokens,
  any(traits.full_forms) AS full_forms,
  any(traits.surname_forms) AS surname_forms,
  any(traits.given_forms) AS given_forms,
  any(traits.handles) AS handles,
  any(traits.labels) AS labels,
  any(traits.home) AS home,
  groupUniqArrayIf((value, rate), kind = 'word') AS word_rates,
  groupUniqArrayIf((value, rate), kind = 'handle') AS handle_rates,
  maxIf(rate, kind = 'home') AS home_worth
FROM alias_traits AS traits
LEFT JOIN (
  SELECT position, trait.1 AS kind, trait.2 AS value, trait_rates.rate AS rate
  FROM (
    SELECT position, arrayJoin(arrayConcat(
      arrayMap(token -> ('word', token), tokens), arrayMap(handle -> ('handle', handle), handles), [('home', home)]
    )) AS trait
    FROM alias_traits
    WHERE position >= {from:UInt32} AND position < {from:UInt32} + {slice:UInt32}
  ) AS single
  INNER JOIN trait_rates ON trait_rates.kind = trait.1 AND trait_rates.value = trait.2
) AS rates ON rates.position = traits.position
WHERE traits.position >= {from:UInt32} AND traits.position < {from:UInt32} + {slice:UInt32}
GROUP BY traits.position
SETTINGS join_use_nulls = 0
