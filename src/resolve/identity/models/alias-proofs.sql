-- question: Which aliases did somebody prove to be theirs, and what only looks like a proof?
-- one row is: one alias under which the code of a claim was written, or whose link was opened with the claim's, and the alias claimed
-- reads: alias_facts, alias_words, decisions, events
-- A code proves something where only who holds the account it was given for can have written it, knowingly, while it was good.
WITH
  claims AS (
    SELECT
      subject AS claim,
      toUInt64OrZero(JSONExtractString(latest, 'alias')) AS claimed,
      JSONExtractString(latest, 'code') AS code,
      JSONExtractString(latest, 'second') AS second,
      JSONExtract(latest, 'joined', 'Array(String)') AS joined,
      parseDateTime64BestEffortOrZero(JSONExtractString(latest, 'issuedAt'), 3, 'UTC') AS issued_at,
      parseDateTime64BestEffortOrZero(JSONExtractString(latest, 'expiresAt'), 3, 'UTC') AS expires_at,
      parseDateTime64BestEffortOrZero(JSONExtractString(latest, 'joinedAt'), 3, 'UTC') AS joined_at
    FROM (
      SELECT subject, argMax(body, version) AS latest
      FROM decisions
      WHERE kind = 'account-claim'
      GROUP BY subject
    )
    WHERE NOT JSONExtractBool(latest, 'withdrawn')
  ),
  written AS (
    SELECT alias_id, type, occurred_at, arrayJoin(splitByChar(' ', attrs['proof'])) AS written_code
    FROM events FINAL
    -- Nobody's attributes are looked at where there is no claim.
    WHERE (SELECT count() FROM claims) > 0
      AND alias_id != 0
      AND occurred_at >= (SELECT min(issued_at) - INTERVAL 1 DAY FROM claims)
      AND mapContains(attrs, 'proof')
  ),
  uses AS (
    SELECT
      claim,
      claimed,
      written.alias_id AS alias_id,
      type,
      occurred_at,
      expires_at,
      issued_at,
      account_id,
      class,
      second IN (
        toString(written.alias_id),
        lower(hex(SHA256(concat('account\n', lowerUTF8(toString(platform)), '\n', lowerUTF8(username))))),
        if(account_id = '', '', lower(hex(SHA256(concat('account\n', lowerUTF8(toString(platform)), '\n', lowerUTF8(account_id)))))),
        if(written_email = '', '', lower(hex(SHA256(concat('address\n', written_email)))))
      ) AND second != '' AS is_given_for
    FROM written
    INNER JOIN claims ON claims.code = written.written_code
    INNER JOIN alias_words ON alias_words.alias_id = written.alias_id
    INNER JOIN alias_facts ON alias_facts.alias_id = written.alias_id
  ),
  leaks AS (
    SELECT claim, min(occurred_at) AS leaked_at
    FROM uses
    WHERE NOT is_given_for
    GROUP BY claim
  ),
  judged AS (
    SELECT
      uses.claim AS claim,
      claimed,
      alias_id,
      type AS place,
      occurred_at,
      multiIf(
        NOT is_given_for, 'stranger',
        class != 'human', 'machine',
        occurred_at > expires_at OR occurred_at < issued_at - INTERVAL 1 DAY, 'late',
        leaks.leaked_at <= occurred_at, 'leaked',
        account_id = '', 'forgeable',
        ''
      ) AS doubt
    FROM uses
    LEFT JOIN leaks ON leaks.claim = uses.claim
    UNION ALL
    SELECT claim, claimed, toUInt64OrZero(arrayJoin(joined)) AS alias_id, 'link' AS place, joined_at AS occurred_at, '' AS doubt
    FROM claims
  )
SELECT
  claim,
  least(claimed, alias_id) AS a,
  greatest(claimed, alias_id) AS b,
  argMin(judged.doubt, (judged.doubt != '', occurred_at, judged.doubt)) AS doubt,
  argMin(judged.place, (judged.doubt != '', occurred_at, judged.doubt, judged.place)) AS place,
  argMin(occurred_at, (judged.doubt != '', occurred_at)) AS proved_at
FROM judged
WHERE claimed != alias_id
  AND claimed IN (SELECT alias_facts.alias_id FROM alias_facts)
  AND alias_id IN (SELECT alias_facts.alias_id FROM alias_facts)
GROUP BY claim, claimed, alias_id
