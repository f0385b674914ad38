-- question: What business was there with each organisation, and when?
-- one row is: one stay on one rung of one organisation whose id is in [first, last]
-- reads: affiliations, event_types, human_acts, organisation_dealings, organisations
WITH
  -- What each dealing says of the deal, the contract or the company it is about; of several at one moment the furthest.
  statements AS (
    SELECT
      organisation_id,
      (source, object_kind = 'deal', startsWith(type, 'contract.'), object_id) AS object,
      occurred_at AS at,
      argMax((says, sentence), (rank, sentence)) AS said
    FROM (
      SELECT
        *,
        lowerUTF8(stage) AS word,
        multiIf(
          type = 'contract.end', 'ended',
          startsWith(type, 'contract.') AND object_kind = 'deal', 'won',
          startsWith(type, 'contract.'), 'signed',
          type != 'crm.stage_change', 'signal',
          object_kind = 'deal' AND (outcome = 'lost' OR match(word, 'lost|cancel|disqualif|abandon')), 'deal lost',
          object_kind = 'deal' AND (outcome = 'won' OR match(word, 'closed.?won|^won$')), 'won',
          object_kind = 'deal', 'open',
          match(word, '\\b(former|ex|past)\\b|churn|lost|inactive|terminated|cancel|qualified out|disqualif|unqualified'), 'lost',
          match(word, 'partner|reseller|distributor|integrator|alliance'), 'partner',
          match(word, 'prospect|potential|target|non.?customer'), 'qualified',
          match(word, 'customer|client|evangelist|paying'), 'customer',
          match(word, 'qualified|mql|sql|opportunity|evaluat|negotiat|proposal|quote|trial|pilot|demo'), 'qualified',
          match(word, 'lead|interest'), 'signal',
          'known'
        ) AS says,
        indexOf(['known', 'signal', 'open', 'qualified', 'deal lost', 'customer', 'partner', 'won', 'signed', 'ended', 'lost'], says) AS rank,
        concat(
          multiIf(
            type = 'contract.sign' AND says = 'won', 'won a deal',
            type = 'contract.sign', 'signed a contract',
            type = 'contract.renew', 'renewed a contract',
            type = 'contract.end', 'a contract ended',
            type = 'crm.stage_change', concat(if(object_kind = 'deal', 'a deal is “', 'is “'), stage, '”'),
            type
          ),
          ' in ', toString(source), ' on ', toString(toDate(occurred_at)),
          if(is_estimated, ', a date the source does not tell: the record was made then', '')
        ) AS sentence
      FROM organisation_dealings
      WHERE organisation_id BETWEEN {first:UInt64} AND {last:UInt64} AND occurred_at < {as_of:DateTime64(3)}
    )
    WHERE says != 'signal' OR type = 'crm.stage_change'
    GROUP BY organisation_id, object, at
  ),
  steps AS (
    SELECT
      organisation_id,
      at,
      said.1 AS says,
      said.2 AS sentence,
      lagInFrame(said.1, 1, '') OVER (PARTITION BY organisation_id, object ORDER BY at ROWS UNBOUNDED PRECEDING) AS before
    FROM statements
  ),
  -- A sign of interest holds for 365 days and is given up at the second month end after, unless renewed.
  signals AS (
    SELECT organisation_id, min(at) AS first_at, max(at) AS last_at, argMin(sentence, at) AS first_sentence
    FROM (
      SELECT organisation_id, at, sentence FROM steps WHERE says = 'signal'
      UNION ALL
      SELECT organisation_id, occurred_at AS at, concat(phrase, ' on ', toString(toDate(occurred_at)), ' (', toString(source), ')') AS sentence
      FROM organisation_dealings
      INNER JOIN event_types ON event_types.type = organisation_dealings.type
      WHERE organisation_id BETWEEN {first:UInt64} AND {last:UInt64} AND occurred_at < {as_of:DateTime64(3)}
        AND event_types.identity != 'organisation'
      UNION ALL
      SELECT organisation_id, occurred_at AS at, concat('somebody of theirs ', human_acts.act, ' on ', toString(toDate(occurred_at))) AS sentence
      FROM human_acts
      INNER JOIN affiliations ON affiliations.person_id = human_acts.person_id
      WHERE human_acts.type IN (SELECT event_types.type FROM event_types WHERE business AND event_types.identity != 'organisation')
        AND organisation_id BETWEEN {first:UInt64} AND {last:UInt64}
        AND occurred_at < {as_of:DateTime64(3)}
        AND probability >= 0.8
        AND (valid_from IS NULL OR valid_from <= occurred_at) AND (valid_to IS NULL OR occurred_at < valid_to)
    )
    WHERE organisation_id IN (SELECT organisations.organisation_id FROM organisations WHERE first_seen < {as_of:DateTime64(3)})
    GROUP BY organisation_id, toDate(at)
  ),
  turns AS (
    SELECT organisation_id, at, says, before, sentence, CAST(NULL AS Nullable(DateTime64(3, 'UTC'))) AS interest_until FROM steps
    UNION ALL
    SELECT organisation_id, first_at AS at, 'signal' AS says, '' AS before, first_sentence AS sentence,
      toNullable(toDateTime64(addMonths(toStartOfMonth(addDays(last_at, 365)), 2), 3, 'UTC') - INTERVAL 1 MILLISECOND) AS interest_until
    FROM signals
    UNION ALL
    SELECT organisation_id, toDateTime64(addMonths(toStartOfMonth(addDays(last_at, 365)), 2), 3, 'UTC') - INTERVAL 1 MILLISECOND AS at, 'silence' AS says, '' AS before,
      concat('no sign of interest in the 365 days to ', toString(toDate(at)), ', seen at two month ends') AS sentence,
      CAST(NULL AS Nullable(DateTime64(3, 'UTC'))) AS interest_until
    FROM signals
    WHERE at < {as_of:DateTime64(3)}
    UNION ALL
    -- That nothing is known says something only once any source tells of business.
    SELECT organisation_id, greatest(assumeNotNull(first_seen), begin.at) AS at, 'seen' AS says, '' AS before,
      'no source tells of business with them' AS sentence, CAST(NULL AS Nullable(DateTime64(3, 'UTC'))) AS interest_until
    FROM organisations
    CROSS JOIN (SELECT min(occurred_at) AS at, count() AS dealings FROM organisation_dealings WHERE occurred_at < {as_of:DateTime64(3)}) AS begin
    WHERE dealings > 0 AND first_seen IS NOT NULL AND organisation_id BETWEEN {first:UInt64} AND {last:UInt64} AND first_seen < {as_of:DateTime64(3)}
  ),
  moments AS (
    SELECT
      organisation_id,
      at,
      groupArray((says, sentence)) AS said,
      sum(sum((says = 'partner') - (before = 'partner'))) OVER so_far AS partnerships,
      sum(sum((says = 'signed') - (before = 'signed'))) OVER so_far AS contracts,
      sum(sum((says IN ('open', 'qualified')) - (before IN ('open', 'qualified')))) OVER so_far AS openings,
      sum(sum((says = 'customer') - (before = 'customer'))) OVER so_far AS called_customer,
      sum(sum((says = 'lost') - (before = 'lost'))) OVER so_far AS called_lost,
      max(maxOrNullIf(at, says IN ('won', 'signed', 'customer'))) OVER so_far AS customer_at,
      max(maxOrNullIf(at, says IN ('ended', 'lost') OR (before IN ('customer', 'partner') AND says IN ('known', 'signal', 'qualified')))) OVER so_far AS lost_at,
      max(maxOrNullIf(at, says = 'deal lost')) OVER so_far AS deal_lost_at,
      max(max(interest_until)) OVER so_far AS interested_until,
      max(max(says = 'seen')) OVER so_far AS is_looked_for,
      multiIf(
        contracts = 0 AND partnerships + called_customer > 0 AND called_lost > 0, 'conflicting',
        partnerships > 0, 'B4',
        contracts > 0 OR ifNull(customer_at >= lost_at, customer_at IS NOT NULL), 'B3',
        openings > 0, 'B2',
        lost_at IS NOT NULL OR deal_lost_at IS NOT NULL, 'Bx',
        ifNull(at < interested_until, false), 'B1',
        is_looked_for, 'B0',
        ''
      ) AS rung
    FROM turns
    GROUP BY organisation_id, at
    WINDOW so_far AS (PARTITION BY organisation_id ORDER BY at)
  ),
  changes AS (
    SELECT
      *,
      -- What was said at this moment that is of this rung, else whatever was said.
      multiIf(
        rung = 'B4', ['partner'],
        rung = 'B3', ['signed', 'won', 'customer', 'ended'],
        rung = 'B2', ['open', 'qualified', 'ended', 'lost'],
        rung = 'Bx', ['ended', 'lost', 'deal lost', 'qualified', 'known'],
        rung = 'B1', ['signal'],
        rung = 'B0', ['seen', 'silence'],
        ['lost', 'customer', 'partner']
      ) AS telling,
      arraySort(one -> (if(has(telling, one.1), indexOf(telling, one.1), 99), one.2), said)[1].2 AS reason
    FROM (
      SELECT *, lagInFrame(rung, 1, '') OVER (PARTITION BY organisation_id ORDER BY at ROWS UNBOUNDED PRECEDING) AS rung_before
      FROM moments
    )
    WHERE rung != rung_before
  )
SELECT segment, subject_id, entered_at, left_at, entered_reason, left_reason
FROM (
  SELECT
    rung AS segment,
    organisation_id AS subject_id,
    at AS entered_at,
    leadInFrame(toNullable(at)) OVER following AS left_at,
    reason AS entered_reason,
    leadInFrame(reason, 1, '') OVER following AS left_reason
  FROM changes
  WINDOW following AS (PARTITION BY organisation_id ORDER BY at ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
)
WHERE segment != ''
