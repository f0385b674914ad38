-- Of the addresses used on that day, the one used longest: its first and last act.
ALTER TABLE employer_days ADD COLUMN IF NOT EXISTS address_first DateTime64(3, 'UTC');
ALTER TABLE employer_days ADD COLUMN IF NOT EXISTS address_last DateTime64(3, 'UTC');

-- `moved_at`: since when an address that names no employer was in use that was begun after the employer before and is used beside
-- this one as well. `left_at`: the same of the employer after it. `lead_days`: days of acts from such addresses since the last employer.
ALTER TABLE employer_stays ADD COLUMN IF NOT EXISTS moved_at Nullable(DateTime64(3, 'UTC'));
ALTER TABLE employer_stays ADD COLUMN IF NOT EXISTS left_at Nullable(DateTime64(3, 'UTC'));
ALTER TABLE employer_stays ADD COLUMN IF NOT EXISTS lead_days UInt32;

-- One row is one word of one human's alias that may name an employer: in brackets behind the name ('name'), or at either end of a
-- user name ('handle').
CREATE TABLE IF NOT EXISTS employer_words (
  alias_id UInt64,
  form LowCardinality(String),
  word String,
  written String
) ENGINE = MergeTree ORDER BY (alias_id, form, word);
