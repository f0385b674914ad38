-- question: Whose profile names another account's page, and does that one's name the first's?
-- one row is: two aliases, the lower id first, of which one's profile names the other's page
-- reads: alias_facts, alias_words, events
WITH
  told AS (
    SELECT DISTINCT alias_id, arrayJoin(splitByChar(' ', attrs['links'])) AS link
    FROM events
    WHERE alias_id != 0 AND mapContains(attrs, 'links')
  ),
  -- What many name is a company's, or a project's.
  chosen AS (
    SELECT alias_id, link
    FROM told
    WHERE link != '' AND link NOT IN (SELECT told.link FROM told GROUP BY told.link HAVING uniqExact(alias_id) > {most_namers:UInt32})
  ),
  pages AS (
    SELECT alias_id, arrayJoin(shapes) AS page
    FROM (
      SELECT
        alias_id,
        lowerUTF8(toValidUTF8(username)) AS name,
        toString(platform) AS host,
        multiIf(
          host IN ('github', 'gitlab'), [concat(host, '.com/', name)],
          -- A forge or forum of one's own goes by its host.
          position(host, '.') > 0 AND position(host, ':') = 0, [concat(host, '/', name), concat(host, '/u/', name), concat(host, '/users/', account_id)],
          []
        ) AS shapes
      FROM alias_words
      WHERE username != '' AND account_id != ''
    )
    WHERE page IN (SELECT chosen.link FROM chosen)
  ),
  named AS (
    SELECT chosen.alias_id AS namer, pages.alias_id AS named, chosen.link AS link
    FROM chosen
    INNER JOIN pages ON pages.page = chosen.link
    WHERE namer != named
  )
SELECT
  least(namer, named) AS a,
  greatest(namer, named) AS b,
  min(link) AS link,
  uniqExact(namer) = 2 AS is_mutual
FROM named
-- Two accounts on one host may name each other: somebody's work and somebody's own, or two who know each other.
WHERE namer IN (SELECT alias_facts.alias_id FROM alias_facts) AND named IN (SELECT alias_facts.alias_id FROM alias_facts)
GROUP BY a, b
