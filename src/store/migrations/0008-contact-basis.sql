-- An event can say why its person may be contacted; what waits to be appended carries it there.
ALTER TABLE incoming ADD COLUMN IF NOT EXISTS contact_basis LowCardinality(String) AFTER lawful_basis;
