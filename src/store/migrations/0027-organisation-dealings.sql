-- resolve: one row is one thing a CRM or another source told of business with one organisation; nobody need act for it. `stage` is as the
-- source words it, `outcome` says `won` or `lost` where the source does; `is_estimated` that the moment is when the record was made.
CREATE TABLE IF NOT EXISTS organisation_dealings (
  organisation_id UInt64,
  occurred_at DateTime64(3, 'UTC'),
  source LowCardinality(String),
  type LowCardinality(String),
  object_kind LowCardinality(String),
  object_id String,
  stage String,
  outcome LowCardinality(String),
  is_estimated Bool
) ENGINE = MergeTree ORDER BY (organisation_id, occurred_at, source, type, object_kind, object_id);
