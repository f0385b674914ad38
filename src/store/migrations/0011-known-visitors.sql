-- resolve: one row is one visitor who gave a name, and the alias they gave last; `events` are what was done before and between without it.
-- Visitors behind whom several people stood are not here.
CREATE TABLE known_visitors (
  visitor UInt64,
  alias_id UInt64,
  person_id UInt64,
  named_at DateTime64(3, 'UTC'),
  events UInt64,
  first_seen Nullable(DateTime64(3, 'UTC')),
  last_seen Nullable(DateTime64(3, 'UTC'))
) ENGINE = MergeTree ORDER BY visitor;
