-- Rules ask for acts by type and source.
ALTER TABLE human_acts ADD COLUMN IF NOT EXISTS type LowCardinality(String);
ALTER TABLE human_acts ADD COLUMN IF NOT EXISTS source LowCardinality(String);
