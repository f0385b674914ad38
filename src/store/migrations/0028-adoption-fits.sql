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
