-- One row is one fact of one organisation (by its key) that a list, a CRM or a person here states, or that follows from those; of several
-- the one with the lowest preference holds. Rebuilt by resolve.
CREATE TABLE IF NOT EXISTS stated_facts (
  organisation_key String,
  fact LowCardinality(String),
  value String,
  scheme LowCardinality(String),
  probability Float64,
  status LowCardinality(String),
  preference UInt8,
  evidence String,
  source String
) ENGINE = MergeTree ORDER BY (organisation_key, fact);

-- resolve: one row is one fact of one organisation: headcount, turnover, balance_sheet, size_class, industry, business_type or region.
-- `scheme` is what a code of an industry, or a class of size, is of; `status` is overridden, stated or inferred; money is in euros.
CREATE TABLE IF NOT EXISTS organisation_facts (
  organisation_id UInt64,
  fact LowCardinality(String),
  value String,
  scheme LowCardinality(String),
  probability Float64,
  status LowCardinality(String),
  evidence String,
  source String
) ENGINE = MergeTree ORDER BY (organisation_id, fact);
