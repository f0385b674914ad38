-- question: How much was done by nobody who can be named?
-- one row is: one month of such acts of one type from one source by one class of agent
-- reads: events, known_visitors
SELECT
  toStartOfMonth(occurred_at) AS month,
  source,
  type,
  attrs['agent_class'] AS agent,
  -- A count of downloads is as many acts; everything else is one.
  toUInt64(sum(greatest(if(mapContains(quantities, 'count'), quantities['count'], 1), 0))) AS events,
  -- 0 is an unknown visitor, not one.
  uniqExactIf(visitor, visitor != 0) AS visitors,
  uniqExactIf(network, network != 0) AS networks
FROM events FINAL
WHERE alias_id = 0
  AND visitor NOT IN (SELECT visitor FROM known_visitors)
  AND occurred_at < {as_of:DateTime64(3)}
  AND NOT hasAny(flags, {doubtful_flags:Array(String)})
GROUP BY month, source, type, agent
