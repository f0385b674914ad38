-- question: In which role does somebody act?
-- one row is: one piece of evidence on one human
-- reads: activity, affiliations, organisations, people
WITH
  counted AS (
    SELECT
      person_id,
      sumIf(events, type IN ('commit.author', 'pr.merged', 'pr.open', 'commit.trailer.co_authored_by')) AS changes,
      sumMapIf(quantities, type = 'commit.author') AS lines,
      lines['added.source'] + lines['added.tests'] AS code,
      lines['added.build'] AS build,
      lines['added.docs'] AS docs,
      lines['added.translation'] AS translation,
      code + build + docs + translation + lines['added.other'] AS whole,
      sumIf(events, type = 'translation.submit') AS translations,
      sumIf(events, type = 'docs.contribute') AS documents,
      sumIf(events, type IN ('qa.answer', 'support.answer')) AS answers,
      sumIf(events, type IN ('qa.question', 'support.ticket', 'forum.topic', 'issue.open', 'list.thread_start')) AS questions,
      sumIf(events, type = 'event.organise') AS organised,
      sumIf(events, type = 'image.pull') AS images
    FROM activity
    WHERE person_id IN (SELECT person_id FROM people WHERE class = 'human')
    GROUP BY person_id
  )
SELECT
  person_id,
  piece.1 AS rule,
  CAST(mapFromArrays(piece.3, arrayMap(ratio -> log(ratio), piece.4)) AS Map(LowCardinality(String), Float64)) AS weights,
  piece.5 AS evidence
FROM counted
ARRAY JOIN arrayFilter(piece -> piece.2, [
  -- Rule, whether it fires, values with their likelihood ratios, its sentence.
  ('code', changes > 0 AND (code > 0.5 * whole OR whole = 0), ['developer', 'architect', 'ops'], [8., 2., 1.5], concat(toString(changes), if(changes = 1, ' change', ' changes'), ', most of it code')),
  ('build files', changes >= 3 AND build > 0.5 * whole, ['ops', 'developer'], [8., 4.], concat(toString(changes), ' changes, most of it building and packaging')),
  ('documentation', documents > 0 OR (changes > 0 AND docs > 0.5 * whole), ['writer', 'developer'], [15., 2.], 'most of what they change is documentation'),
  ('translation', translations > 0 OR (changes > 0 AND translation > 0.5 * whole), ['translator'], [60.], 'most of what they change are translations'),
  ('answers', answers >= 3 AND answers > changes, ['support', 'developer', 'ops'], [12., 1.5, 2.], concat('answered ', toString(answers), ' questions')),
  ('asks only', changes = 0 AND answers = 0 AND questions > 0, ['end-user', 'ops'], [8., 2.], concat('asked or reported ', toString(questions), if(questions = 1, ' time', ' times'), ', changed nothing')),
  ('meetings', organised > 0, ['marketing', 'manager'], [6., 2.], concat('organised ', toString(organised), if(organised = 1, ' event', ' events'))),
  ('images', images > 0, ['ops'], [3.], concat('pulled images ', toString(images), if(images = 1, ' time', ' times')))
]) AS piece
UNION ALL
SELECT
  affiliations.person_id AS person_id,
  'place of study' AS rule,
  map('student', log(4), 'researcher', log(4)) AS weights,
  concat('writes from a place of study: ', any(organisations.name)) AS evidence
FROM affiliations
INNER JOIN organisations ON organisations.organisation_id = affiliations.organisation_id
INNER JOIN people ON people.person_id = affiliations.person_id
WHERE organisations.kind = 'education'
  AND affiliations.probability >= 0.5
  AND people.class = 'human'
  AND (valid_from IS NULL OR valid_from < {as_of:DateTime64(3)})
  AND (valid_to IS NULL OR valid_to >= least({as_of:DateTime64(3)}, people.last_seen))
GROUP BY affiliations.person_id
