-- question: For whom did each person act, from when to when, and how sure is that?
-- one row is: one stretch of time for which one employer is likelier than not, as sure as its surest part
-- reads: affiliation_hypotheses
WITH
  held AS (
    SELECT
      *,
      lagInFrame(valid_to) OVER theirs AS previous_to,
      lagInFrame(status) OVER theirs AS previous_status,
      arrayStringConcat(arrayMap(piece -> piece.2, affiliation_hypotheses.evidence), '; ') AS sentences,
      arrayExists(piece -> piece.1 = 'rivals', affiliation_hypotheses.evidence) AS has_rivals,
      lagInFrame(has_rivals) OVER theirs AS had_rivals
    FROM affiliation_hypotheses
    WHERE organisation_id != 0 AND probability >= 0.5
    WINDOW theirs AS (PARTITION BY person_id, organisation_id ORDER BY valid_from ASC ROWS UNBOUNDED PRECEDING)
  ),
  -- Neighbouring spans that are assigned, or possible, are one.
  joined AS (
    SELECT
      *,
      sum(toUInt32(previous_to IS NULL OR previous_to != valid_from OR previous_status != status OR has_rivals != had_rivals))
        OVER (PARTITION BY person_id, organisation_id ORDER BY valid_from ASC ROWS UNBOUNDED PRECEDING) AS stretch
    FROM held
  )
SELECT
  person_id,
  organisation_id,
  min(joined.valid_from) AS valid_from,
  argMax(tuple(joined.valid_to), joined.valid_from).1 AS valid_to,
  max(joined.probability) AS probability,
  argMax(joined.events, (joined.probability, -toUnixTimestamp64Milli(joined.valid_from))) AS events,
  argMax(sentences, (joined.probability, -toUnixTimestamp64Milli(joined.valid_from))) AS evidence
FROM joined
GROUP BY person_id, organisation_id, stretch
