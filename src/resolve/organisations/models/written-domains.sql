-- question: Which mail domains occur, as written?
-- one row is: one domain as written, with its hash
-- reads: alias_words
SELECT sipHash64(written_domain) AS written_key, toValidUTF8(written_domain) AS written
FROM alias_words
WHERE written_domain != ''
GROUP BY written_domain
ORDER BY written_domain
