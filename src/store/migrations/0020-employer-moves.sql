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

-- One row is one stretch of time for which a registrable domain was one organisation's ('' is nobody's). Of a domain that ever changed
-- hands the rows cover all time; of others there is none. `sentence` is '' where the domain is what it usually is.
CREATE TABLE IF NOT EXISTS domain_tenures (
  registrable String,
  kind LowCardinality(String),
  organisation_key String,
  organisation_name String,
  held_from DateTime64(3, 'UTC'),
  held_to DateTime64(3, 'UTC'),
  sentence String
) ENGINE = MergeTree ORDER BY (registrable, held_from);

-- One row is what one alias did from an address while its domain was one organisation's; only aliases at domains that changed hands.
CREATE TABLE IF NOT EXISTS alias_tenures (
  alias_id UInt64,
  registrable String,
  kind LowCardinality(String),
  organisation_id UInt64,
  organisation_name String,
  reason String,
  held_from DateTime64(3, 'UTC'),
  held_to DateTime64(3, 'UTC'),
  events UInt64,
  first_seen DateTime64(3, 'UTC'),
  last_seen DateTime64(3, 'UTC')
) ENGINE = MergeTree ORDER BY (alias_id, held_from);
-- Acts from the address are the employer's in that time only.
ALTER TABLE employed_aliases ADD COLUMN IF NOT EXISTS held_from DateTime64(3, 'UTC');
ALTER TABLE employed_aliases ADD COLUMN IF NOT EXISTS held_to DateTime64(3, 'UTC');
