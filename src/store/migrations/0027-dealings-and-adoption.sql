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

-- segment: one row is the curve of adoption as it was fitted at the end of one quarter, from who had adopted by then. `cuts` are the moments up
-- to which innovators, early adopters, the early and the late majority adopt; empty unless `status` is ok. Of the last, `low` and `high`.
CREATE TABLE IF NOT EXISTS adoption_fits (
  fitted_at DateTime64(3, 'UTC'),
  status LowCardinality(String),
  reason String,
  adopters UInt64,
  quarters UInt32,
  market Nullable(Float64),
  low Nullable(Float64),
  high Nullable(Float64),
  innovation Nullable(Float64),
  imitation Nullable(Float64),
  cuts Array(DateTime64(3, 'UTC'))
) ENGINE = MergeTree ORDER BY fitted_at;
