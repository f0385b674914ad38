-- act: one row is one attempt to tell one webhook of one change of a segment. Kept: it is the log of what left this machine, and what it does not
-- hold as `delivered` or `given up` is told again. `message_id` is the same for every attempt, so whoever hears it twice can tell.
CREATE TABLE IF NOT EXISTS webhook_attempts (
  webhook String,
  message_id String,
  attempt UInt16,
  event LowCardinality(String),
  segment LowCardinality(String),
  subject_kind LowCardinality(String),
  subject_id UInt64,
  attempted_at DateTime64(3, 'UTC'),
  outcome Enum8('delivered' = 1, 'failed' = 2, 'given up' = 3),
  status UInt16,
  note String,
  next_at Nullable(DateTime64(3, 'UTC'))
) ENGINE = ReplacingMergeTree ORDER BY (webhook, message_id, attempt)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
