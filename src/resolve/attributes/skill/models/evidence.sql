-- question: How technically skilled is somebody?
-- one row is: one piece of evidence on one human; its weights are for end user, power user, developer and core developer
-- reads: activity, people
WITH counted AS (
  SELECT
    person_id,
    sumIf(events, type IN ('commit.author', 'pr.merged', 'commit.trailer.co_authored_by')) AS changes,
    uniqExactIf(month, type IN ('commit.author', 'pr.merged')) AS months,
    sumMapIf(quantities, type = 'commit.author') AS lines,
    lines['added.source'] + lines['removed.source'] + lines['added.tests'] + lines['removed.tests'] + lines['added.build'] + lines['removed.build'] AS code,
    lines['added.docs'] + lines['removed.docs'] + lines['added.translation'] + lines['removed.translation'] + lines['added.other'] + lines['removed.other'] AS prose,
    sumIf(events, type IN ('pr.open')) AS proposals,
    sumIf(events, type IN ('pr.review', 'commit.trailer.reviewed_by', 'commit.commit')) AS reviews,
    sumIf(events, type IN ('release.publish', 'maintainer.grant')) AS releases,
    sumIf(events, type IN ('issue.open', 'commit.trailer.reported_by', 'commit.trailer.tested_by')) AS reports,
    sumIf(events, type = 'qa.answer') AS answers,
    sumIf(events, type IN ('package.pull', 'image.pull', 'repo.clone')) AS pulls,
    sumIf(events, type = 'software.download') AS downloads,
    sumIf(events, type IN ('list.thread_start', 'list.reply', 'forum.topic', 'forum.reply', 'chat.message', 'qa.question', 'qa.comment', 'issue.comment')) AS posts
  FROM activity
  WHERE person_id IN (SELECT person_id FROM people WHERE class = 'human')
  GROUP BY person_id
)
SELECT
  person_id,
  piece.1 AS rule,
  mapFromArrays(
    CAST(['end-user', 'power-user', 'developer', 'core-developer'] AS Array(LowCardinality(String))),
    arrayMap(ratio -> log(ratio), piece.3)
  ) AS weights,
  piece.4 AS evidence
FROM counted
ARRAY JOIN arrayFilter(piece -> piece.2, [
  -- Rule, whether it fires, its likelihood ratios, its sentence.
  ('code', changes > 0 AND (code > 0 OR prose = 0), [0.02, 0.1, 3., 3.], concat(toString(changes), if(changes = 1, ' change', ' changes'), ' to code accepted')),
  ('prose', changes > 0 AND code = 0 AND prose > 0, [0.8, 1.5, 0.8, 0.5], concat(toString(changes), if(changes = 1, ' change', ' changes'), ' accepted, none of them to code')),
  ('much code', changes >= 50 AND months >= 12 AND code >= prose, [0.5, 0.5, 1., 4.], concat('changes in ', toString(months), ' months')),
  ('proposals', proposals > 0 AND changes = 0, [0.3, 0.8, 2., 1.], concat(toString(proposals), ' proposed ', if(proposals = 1, 'change', 'changes'))),
  ('reviews', reviews > 0, [0.1, 0.3, 1., 4.], concat('reviewed or committed ', toString(reviews), ' ', if(reviews = 1, 'change', 'changes'), ' of others')),
  ('releases', releases > 0, [0.05, 0.2, 0.8, 6.], concat('published ', toString(releases), ' ', if(releases = 1, 'release', 'releases'), ' or was made a maintainer')),
  ('reports', reports >= 3, [0.4, 1.8, 1.5, 1.], concat('reported or tested ', toString(reports), ' problems')),
  ('answers', answers > 0, [0.4, 1.8, 1.5, 1.5], concat('answered ', toString(answers), ' ', if(answers = 1, 'question', 'questions'))),
  ('packages', pulls > 0, [0.4, 1.5, 1.5, 1.], concat('pulled packages, images or the repository ', toString(pulls), if(pulls = 1, ' time', ' times'))),
  ('download', downloads > 0 AND pulls = 0, [1.5, 1., 0.8, 0.6], concat('downloaded ready-made software ', toString(downloads), if(downloads = 1, ' time', ' times'))),
  -- Who only reads and asks may know more than they show.
  ('no code', changes = 0 AND proposals = 0 AND posts + reports + downloads > 0, [1., 1., 0.8, 0.8], 'no code of theirs was seen, which says little')
]) AS piece
