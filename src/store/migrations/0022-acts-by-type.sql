-- Rules ask for acts by type and source.
ALTER TABLE human_acts ADD COLUMN IF NOT EXISTS type LowCardinality(String);
ALTER TABLE human_acts ADD COLUMN IF NOT EXISTS source LowCardinality(String);

-- What earlier versions worked out lacks these and other tables of this one: until the stages have run again, they count as never run.
TRUNCATE TABLE stage_runs;
