-- question: For whom may each person have acted, from when to when, and how sure is each of that?
-- one row is: one dated hypothesis about one human; those of one time compete, and organisation 0 stands for nobody we know of
-- reads: employer_evidence
WITH
  toUnixTimestamp64Milli(toDateTime64('2299-12-31 00:00:00', 3, 'UTC')) AS never,
  toUnixTimestamp64Milli({as_of:DateTime64(3)}) AS now_at,
  gathered AS (
    SELECT
      person_id,
      -- Sorted, since the sum of fractions depends on their order.
      arraySort(groupArray((holds_from, holds_to, organisation_id, family, nearness, log_ratio, events, sentence, ratio, half_life, age))) AS pieces,
      arraySort(arrayDistinct(arrayConcat(groupArray(holds_from), groupArray(holds_to)))) AS turns
    FROM employer_evidence
    GROUP BY person_id
  ),
  covered AS (
    SELECT
      person_id,
      span.1 AS span_from,
      span.2 AS span_to,
      arrayFilter(piece -> piece.1 <= span.1 AND piece.2 > span.1, pieces) AS present,
      arrayExists(piece -> piece.4 = 'decision', present) AS is_decided,
      arrayExists(piece -> piece.4 = 'address' AND piece.5 = 'within', present) AS is_within,
      -- A person's word ends the question; an address used at the time outranks those used before or after.
      -- A word in a name may be left over from an earlier employer, so an address in use that says as much outranks it.
      arrayMax(piece -> if(piece.4 = 'address' AND piece.5 = 'within', piece.9, 0), present) AS best_within,
      arrayFilter(
        piece -> multiIf(
          is_decided, piece.4 = 'decision',
          piece.4 IN ('name', 'handle', 'network'), piece.9 > best_within,
          is_within, piece.4 != 'address' OR piece.5 = 'within',
          true
        ),
        present
      ) AS competing,
      arraySort(arrayDistinct(arrayMap(piece -> piece.3, competing))) AS rivals,
      arrayMap(rival -> arraySum(piece -> if(piece.3 = rival AND piece.4 = 'address', piece.7, 0), competing), rivals) AS acts,
      -- Employers at the same time share the prior by the acts from their addresses; equally, when one has none.
      arrayMap(
        own -> if(arrayExists(count -> count = 0, acts), 1 / length(rivals), own / arraySum(acts)) * (1 - {unknown_prior:Float64}),
        acts
      ) AS priors,
      -- Of a family only the strongest counts, and no more than the cap: ten commits from one address are not ten proofs.
      arrayMap(
        rival -> arraySum(
          family -> least(
            arrayMax(piece -> if(piece.3 = rival AND piece.4 = family, piece.6, -1e9), competing),
            log({family_cap:Float64})
          ),
          arrayDistinct(arrayMap(piece -> piece.4, arrayFilter(piece -> piece.3 = rival, competing)))
        ),
        rivals
      ) AS log_ratios,
      arrayMap((prior, log_ratio) -> prior * exp(log_ratio), priors, log_ratios) AS weights,
      arraySum(weights) + {unknown_prior:Float64} AS total
    FROM gathered
    ARRAY JOIN arrayZip(arrayPopBack(turns), arrayPopFront(turns)) AS span
    WHERE notEmpty(present)
  ),
  believed AS (
    SELECT
      person_id,
      span_from,
      span_to,
      is_decided,
      belief.1 AS organisation_id,
      belief.2 AS probability,
      arrayFilter(piece -> piece.3 = organisation_id, competing) AS reasons,
      length(rivals) - 1 AS others
    FROM covered
    ARRAY JOIN if(
      is_decided,
      arrayMap(rival -> (rival, 1. / length(rivals)), rivals),
      arrayPushBack(arrayMap((rival, weight) -> (rival, weight / total), rivals, weights), (toUInt64(0), {unknown_prior:Float64} / total))
    ) AS belief
  )
SELECT
  person_id,
  organisation_id,
  fromUnixTimestamp64Milli(span_from, 'UTC') AS valid_from,
  if(span_to = never OR (span_to > now_at AND NOT is_decided), NULL, fromUnixTimestamp64Milli(span_to, 'UTC')) AS valid_to,
  believed.probability AS probability,
  -- A network alone assigns nobody: visitors and clients use it too.
  multiIf(
    probability >= 0.8 AND (organisation_id = 0 OR arrayExists(piece -> piece.4 != 'network', reasons)), 'assigned',
    probability >= 0.5, 'possible', 'unlikely') AS status,
  arraySum(arrayMap(piece -> piece.7, reasons)) AS events,
  arrayConcat(
    arrayMap(piece -> (toString(piece.4), piece.8, piece.9, piece.10, piece.11), reasons),
    if(
      organisation_id != 0 AND others > 0,
      [('rivals', concat(toString(others), ' other employer', if(others > 1, 's', ''), ' in that time'), 1., toUInt32(0), toUInt32(0))],
      []
    )
  ) AS evidence
FROM believed
-- Of the time after the run's date nothing is known but what somebody decided.
WHERE span_from < now_at OR is_decided
