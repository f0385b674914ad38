-- What is known and inferred of people, attribute by attribute; all rebuilt by resolve.

-- One row is one answer somebody gave about themselves, under the name the source keeps it by.
CREATE TABLE IF NOT EXISTS attribute_answers (
  person_id UInt64,
  word LowCardinality(String),
  said String,
  said_at DateTime64(3, 'UTC'),
  told_by LowCardinality(String)
) ENGINE = MergeTree ORDER BY (word, person_id, said_at);

-- One row is one attribute of one person that somebody here decided, by the latest decision of kind `attribute`.
CREATE TABLE IF NOT EXISTS attribute_overrides (
  person_id UInt64,
  attribute LowCardinality(String),
  value String,
  evidence String
) ENGINE = MergeTree ORDER BY (attribute, person_id);

-- One row is one piece of evidence: the natural logarithm of the likelihood ratio it adds to each value. Nothing is added by what only
-- says what is lacking; nor by `declared` and `decided`, which outrank what is inferred.
CREATE TABLE IF NOT EXISTS attribute_evidence (
  person_id UInt64,
  attribute LowCardinality(String),
  rule LowCardinality(String),
  weights Map(LowCardinality(String), Float64),
  evidence String
) ENGINE = MergeTree ORDER BY (person_id, attribute, rule);

-- One row is what the evidence alone says of one attribute of one person: the likeliest value, and how likely each is. Of attributes with
-- several values, one row is one of them.
CREATE TABLE IF NOT EXISTS attribute_likelihoods (
  person_id UInt64,
  attribute LowCardinality(String),
  value String,
  probability Float64,
  shares Map(LowCardinality(String), Float64)
) ENGINE = MergeTree ORDER BY (attribute, person_id);

-- One row is one attribute of one person (of attributes with several values, one of them). `value` is `unknown` when too little is known;
-- `status` is declared, inferred, overridden or too little data; `shares` is how likely the evidence alone makes each value.
CREATE TABLE IF NOT EXISTS person_attributes (
  person_id UInt64,
  attribute LowCardinality(String),
  value String,
  probability Float64,
  status LowCardinality(String),
  shares Map(LowCardinality(String), Float64),
  computed_at DateTime64(3, 'UTC')
) ENGINE = MergeTree ORDER BY (person_id, attribute, value);
