-- Sources say of some who act that they are bots.
ALTER TABLE alias_activity ADD COLUMN IF NOT EXISTS is_stated_bot Bool;
