-- question: Why are aliases one person, and which likenesses were refused?
-- one row is: one piece of evidence about two aliases; a refused one is listed under both people
-- reads: alias_evidence, alias_joins, alias_words, mailmapped, person_aliases, shared_addresses
WITH
  founders AS (
    SELECT evidence_key, argMin(alias_id, position) AS founder
    FROM alias_evidence
    WHERE doubt != ''
    GROUP BY evidence_key
    HAVING count() > 1
  ),
  compared AS (
    -- What was compared: joined, or kept apart by a cannot-link.
    SELECT
      centres.alias_id AS alias_a,
      members.alias_id AS alias_b,
      members.rule AS rule,
      members.confidence AS confidence,
      members.source AS source,
      members.subject AS subject,
      multiIf(verdict = 1, '', verdict = 2, 'accounts', 'bot') AS obstacle,
      verdict
    FROM alias_joins
    INNER JOIN alias_evidence AS members
      ON members.evidence_key = alias_joins.evidence_key AND members.position = alias_joins.position
    INNER JOIN alias_evidence AS centres
      ON centres.evidence_key = alias_joins.evidence_key AND centres.position = alias_joins.centre
    UNION ALL
    -- What was never compared, because what they have in common does not say who it was.
    SELECT
      founder AS alias_a,
      alias_id AS alias_b,
      rule,
      confidence,
      source,
      subject,
      doubt AS obstacle,
      toUInt8(0) AS verdict
    FROM alias_evidence
    INNER JOIN founders USING (evidence_key)
    WHERE doubt != '' AND alias_id != founder
  ),
  statements AS (
    SELECT
      alias_id,
      source,
      concat(
        'The .mailmap of ', source, ' says that ', trimBoth(concat(name, ' <', email, '>')), ' is ',
        trimBoth(concat(if(proper_name = '', name, proper_name), ' <', if(proper_email = '', email, proper_email), '>'))
      ) AS statement
    FROM mailmapped
    INNER JOIN alias_words USING (alias_id)
  ),
  told AS (
    SELECT
      alias_a,
      alias_b,
      rule,
      confidence,
      obstacle,
      multiIf(
        rule = 'mailmap', coalesce(of_member.statement, of_centre.statement, ''),
        rule = 'account', concat('Both are account ', subject, ' on ', compared.source),
        rule = 'address', concat('Both write from ', subject),
        rule = 'github-noreply', concat('Both are account ', subject, ' on GitHub, by its no-reply address'),
        concat('Both are ', subject, ' on GitHub, by its no-reply address without the account’s number, which a rename would outdate')
      ) AS likeness,
      multiIf(
        obstacle = '', concat(likeness, '.'),
        obstacle = 'accounts', concat(likeness, '; but they belong to two accounts on one host, so they stay apart.'),
        obstacle = 'bot', concat(likeness, '; but one is a bot and the other is not, so they stay apart.'),
        obstacle = 'role', concat(subject, ' is a role address; it does not say who wrote.'),
        obstacle = 'relayed', concat(subject, ' passes on what others write; it does not say who wrote.'),
        obstacle = 'anybodys', concat(subject, ' could be on any machine; it does not say who wrote.'),
        obstacle = 'shared', concat(subject, ' is used under ', toString(ifNull(surnames, 0)), ' surnames; it is shared and does not say who wrote.'),
        obstacle = 'divided', concat('The .mailmap says that several people write from ', subject, '; the address alone does not say who wrote.'),
        concat('The name ', subject, ' has belonged to more than one account on GitHub; without its number it does not say which.')
      ) AS evidence
    FROM (
      SELECT *, if(rule = 'mailmap', source, '') AS mailmap_source, if(obstacle = 'shared', subject, '') AS shared_address
      FROM compared
    ) AS compared
    LEFT JOIN statements AS of_member
      ON of_member.alias_id = compared.alias_b AND of_member.source = compared.mailmap_source
    LEFT JOIN statements AS of_centre
      ON of_centre.alias_id = compared.alias_a AND of_centre.source = compared.mailmap_source
    LEFT JOIN shared_addresses ON shared_addresses.address = compared.shared_address
  )
SELECT
  arrayJoin(arrayDistinct([a.person_id, b.person_id])) AS person_id,
  alias_a,
  alias_b,
  rule,
  confidence,
  if(obstacle = '', 'accepted', 'blocked') AS verdict,
  evidence
FROM told
INNER JOIN person_aliases AS a ON a.alias_id = told.alias_a
INNER JOIN person_aliases AS b ON b.alias_id = told.alias_b
-- A refusal that other evidence made idle is not worth telling.
WHERE obstacle = '' OR a.person_id != b.person_id
