-- question: How often and when did each alias act, and does its source call it a bot, or do its comments look like one’s?
-- one row is: one alias with an event
-- reads: events
SELECT
  alias_id,
  countIf(occurred_at < {as_of:DateTime64(3)}) AS events,
  minOrNullIf(occurred_at, is_dated AND occurred_at < {as_of:DateTime64(3)}) AS first_seen,
  maxOrNullIf(occurred_at, is_dated AND occurred_at < {as_of:DateTime64(3)}) AS last_seen,
  minOrNullIf(occurred_at, is_dated) AS founded_at,
  -- Of all its acts: a person may send one through a tool.
  min(by_bot) AS is_stated_bot,
  countIf(pattern != '') AS comments,
  uniqExactIf(pattern, pattern != '') AS patterns
FROM (
  SELECT alias_id, occurred_at, mapContains(attrs, 'bot') AS by_bot, attrs['pattern'] AS pattern, NOT hasAny(flags, {doubtful_flags:Array(String)}) AS is_dated
  FROM events FINAL
  WHERE alias_id != 0
)
GROUP BY alias_id
