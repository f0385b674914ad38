-- How many comments an alias made, and after how many patterns: machines say few things often.
ALTER TABLE alias_activity ADD COLUMN IF NOT EXISTS comments UInt64;
ALTER TABLE alias_activity ADD COLUMN IF NOT EXISTS patterns UInt64;
