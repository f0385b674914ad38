-- question: Who took part in each thread, who opened it, and what became of it?
-- one row is: one thread in which a human took part, of those whose hash falls into part {part} of {parts}
-- reads: events, people, person_aliases
-- Threads of forges and mails have names that hold everywhere, so several sources tell of one; all others are of their source.
WITH
  humans AS (
    SELECT alias_id, person_id FROM person_aliases
    WHERE person_id IN (SELECT person_id FROM people WHERE class = 'human')
  ),
  told AS (
    SELECT
      cityHash64(if(multiSearchAny(object_id, ['#', '!', '@']), '', toString(source)), object_id) AS thread_id,
      alias_id,
      occurred_at,
      type,
      type IN ('list.thread_start', 'forum.topic', 'qa.question', 'issue.open', 'pr.open', 'support.ticket')
        OR (type = 'chat.message' AND attrs['parent'] = '') AS is_opening,
      type = 'pr.merged' AS is_merge,
      attrs['accepted'] = '1' OR attrs['solved'] = '1' AS is_solution,
      arrayFilter(place -> place != '', [
        extract(object_id, '^([^#!@ ]+/[^#!@ ]+)[#!][0-9]+$'), attrs['list'], attrs['channel'], attrs['category']]) AS places
    FROM events FINAL
    WHERE object_kind = 'thread'
      AND object_id != ''
      AND thread_id % {parts:UInt64} = {part:UInt64}
      AND occurred_at < {as_of:DateTime64(3)}
      AND NOT hasAny(flags, ['dated-too-early', 'dated-in-future'])
      AND attrs['bot'] != '1'
  ),
  acts AS (
    -- 0 is nobody known; what bots and role accounts wrote is left out.
    SELECT thread_id, ifNull(humans.person_id, 0) AS person_id, occurred_at, type, is_opening, is_merge, is_solution, places
    FROM told
    LEFT JOIN humans ON humans.alias_id = told.alias_id
    WHERE told.alias_id = 0 OR humans.person_id != 0
  ),
  members AS (
    SELECT
      thread_id,
      person_id,
      minIf(occurred_at, NOT is_merge) AS joined_at,
      countIf(NOT is_merge) AS written,
      minIfOrNull(occurred_at, is_opening) AS opening_at,
      minIfOrNull(occurred_at, NOT is_opening AND NOT is_merge) AS answer_at,
      argMinIf(toString(type), occurred_at, is_opening) AS opening_type,
      min(occurred_at) AS first_at,
      minIfOrNull(occurred_at, is_merge) AS merged_at,
      minIfOrNull(occurred_at, is_solution) AS solved_at,
      groupUniqArrayArray(places) AS member_places
    FROM acts
    GROUP BY thread_id, person_id
  )
SELECT
  thread_id,
  argMinIf(opening_type, (assumeNotNull(opening_at), person_id), opening_at IS NOT NULL) AS type,
  arraySort(groupUniqArrayArray(member_places)) AS places,
  argMinIf(person_id, (assumeNotNull(opening_at), person_id), opening_at IS NOT NULL) AS opener,
  min(opening_at) AS opened_at,
  min(members.first_at) AS first_at,
  groupArrayIf(person_id, person_id != 0 AND written > 0) AS people,
  groupArrayIf(joined_at, person_id != 0 AND written > 0) AS joined,
  minIf(answer_at, person_id = 0) AS unnamed_at,
  min(members.merged_at) AS merged_at,
  min(members.solved_at) AS solved_at
FROM members
GROUP BY thread_id
HAVING notEmpty(people)
