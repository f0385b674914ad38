-- question: For whom did each person act, from when to when, and how sure is that?
-- one row is: one dated hypothesis that is likelier than not
-- reads: affiliation_hypotheses
SELECT
  person_id,
  organisation_id,
  valid_from,
  valid_to,
  probability,
  events,
  arrayStringConcat(arrayMap(piece -> piece.2, affiliation_hypotheses.evidence), '; ') AS evidence
FROM affiliation_hypotheses
WHERE organisation_id != 0 AND probability >= 0.5
