-- question: How many people adopted the software in each quarter?
-- one row is: one quarter in which somebody did; whoever may have adopted before their source began to tell is left out
-- reads: human_acts
SELECT toString(toStartOfQuarter(adopted_at)) AS quarter, count() AS adopters
FROM (
  SELECT person_id, min(human_acts.occurred_at) AS seen_at,
    minIf(human_acts.occurred_at, type IN {adopting:Array(String)}) AS adopted_at,
    argMinIf(source, human_acts.occurred_at, type IN {adopting:Array(String)}) AS adopted_source,
    countIf(type IN {adopting:Array(String)}) AS adoptions
  FROM human_acts
  WHERE human_acts.occurred_at < {as_of:DateTime64(3)}
  GROUP BY person_id
  HAVING adoptions > 0
) AS adopters
INNER JOIN (
  SELECT source, min(occurred_at) AS told_from
  FROM human_acts
  WHERE type IN {adopting:Array(String)} AND occurred_at < {as_of:DateTime64(3)}
  GROUP BY source
) AS told ON told.source = adopters.adopted_source
WHERE seen_at >= told_from
GROUP BY quarter
ORDER BY quarter
