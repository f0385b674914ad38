-- question: How many visitors nobody can name were there at least, in the year to the date?
-- one row is: the anonymous cohort, as the most different visitors seen in one of the last twelve months
-- reads: events, known_visitors
-- A visitor is a keyed hash whose key changes each month, so months cannot be added up: the fullest one is a lower bound.
SELECT 'P0' AS segment, max(visitors) AS anonymous
FROM (
  SELECT uniqExact(visitor) AS visitors
  FROM events
  WHERE alias_id = 0
    AND visitor != 0
    AND visitor NOT IN (SELECT visitor FROM known_visitors)
    AND occurred_at < {as_of:DateTime64(3)}
    AND occurred_at >= {as_of:DateTime64(3)} - INTERVAL 365 DAY
    AND NOT hasAny(flags, ['dated-too-early', 'dated-in-future'])
    AND attrs['agent'] NOT IN ('ci', 'crawler', 'monitor')
  GROUP BY toStartOfMonth(occurred_at)
)
