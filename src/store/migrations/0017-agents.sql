-- resolve: one row is one act of a coding agent in a change and the human behind it, its operator. `is_credited` says that the act counts
-- as the operator's, who has no such act of their own in that change.
CREATE TABLE agent_acts (
  operator_id UInt64,
  agent_id UInt64,
  type LowCardinality(String),
  occurred_at DateTime64(3, 'UTC'),
  is_credited Bool,
  evidence LowCardinality(String),
  is_merge Bool,
  quantities Map(String, Float64),
  flags Array(String)
) ENGINE = MergeTree ORDER BY (operator_id, agent_id, occurred_at);
