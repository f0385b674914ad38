-- question: Why are aliases one person, and which likenesses were refused?
-- one row is: one piece of evidence about two aliases; a refused one is listed under both people
-- reads: alias_evidence, alias_joins, alias_likenesses, alias_pairs, alias_words, likeness_weights, mailmapped, person_aliases, shared_addresses
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
      multiIf(verdict = 1, '', verdict = 2, 'accounts', verdict = 4, 'names', verdict = 6, 'locked', verdict = 7, 'decided', 'bot') AS obstacle,
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
        rule = 'decision', concat(if(compared.source = '', 'Somebody here', compared.source), ' decided that they are one person', if(subject = '', '', concat(': ', subject))),
        rule = 'proof', concat('Who holds one of these accounts proved the other to be theirs, and ', subject),
        rule = 'profile', concat('The profile of each names the other, one as ', subject),
        rule = 'lock', 'Somebody here locked this person with both',
        rule = 'rename', concat('Somebody changed between the nicks ', subject, ' on ', compared.source),
        rule = 'gitlab-noreply', concat('Both are account ', subject, ' on ', compared.source, ', by its no-reply address'),
        rule = 'nick', concat('Both are the nick ', subject, ' on ', compared.source, ', where case does not count'),
        rule = 'account', concat('Both are account ', subject, ' on ', compared.source),
        rule = 'address', concat('Both write from ', subject),
        rule = 'github-noreply', concat('Both are account ', subject, ' on GitHub, by its no-reply address'),
        concat('Both are ', subject, ' on GitHub, by its no-reply address without the account’s number, which a rename would outdate')
      ) AS likeness,
      multiIf(
        obstacle = '', concat(likeness, '.'),
        obstacle = 'accounts', concat(likeness, '; but they belong to two accounts on one host, so they stay apart.'),
        obstacle = 'bot', concat(likeness, '; but one is a bot and the other is not, so they stay apart.'),
        obstacle = 'names', concat(likeness, '; but so many aliases would join three names that have nothing in common, so they stay apart.'),
        obstacle = 'locked', concat(likeness, '; but one of them is locked, so they stay apart.'),
        obstacle = 'decided', concat(likeness, '; but it was decided here that they are not the same.'),
        obstacle = 'reused nick', concat(likeness, '; but one of these nicks was used with more others than one person has, so it does not say who.'),
        obstacle = 'role', concat(subject, ' is a role address; it does not say who wrote.'),
        obstacle = 'relayed', concat(subject, ' passes on what others write; it does not say who wrote.'),
        obstacle = 'anybodys', concat(subject, ' could be on any machine; it does not say who wrote.'),
        obstacle = 'shared', concat(subject, ' is used under ', toString(ifNull(surnames, 0)), ' surnames; it is shared and does not say who wrote.'),
        obstacle = 'stray', concat(subject, ' is hardly used under this name, and the name is at home at another address; most likely somebody passed on what they did.'),
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
  ),
  prior AS (SELECT any(learned) AS share FROM likeness_weights WHERE comparison = 'prior'),
  -- The likeliest pair that joined two groups, and the likeliest between two people who are apart.
  likely AS (
    SELECT
      a AS alias_a,
      b AS alias_b,
      probability,
      alias_likenesses.verdict AS verdict,
      log2(probability / (1 - probability)) - name_bits - derived_bits - handle_bits - home_bits
        - log2((SELECT share FROM prior) / (1 - (SELECT share FROM prior))) AS learned_bits,
      arrayStringConcat(arrayFilter(part -> part != '', [
        if(name_level = 'none', '', concat(
          multiIf(
            name_level = 'same', concat('both are called ', name_detail),
            name_level = 'joined', concat('their names are the same run together (', name_detail, ')'),
            name_level = 'part', concat('one name is part of the other (', name_detail, ')'),
            name_level = 'near', concat('their names are nearly the same (', name_detail, ')'),
            name_level = 'one word', concat('their names share one word (', name_detail, ')'),
            concat('their names differ (', name_detail, ')')
          ),
          ' ', concat('(', if(name_bits < 0, '−', '+'), toString(abs(round(name_bits, 1))), ' bits)')
        )),
        if(derived_level = 'none', '', concat(
          if(derived_level = 'made of the name', concat('“', derived_detail, '” is made of the name'), concat('“', derived_detail, '” is the other’s ', derived_level)),
          ' ', concat('(', if(derived_bits < 0, '−', '+'), toString(abs(round(derived_bits, 1))), ' bits)')
        )),
        if(handle_level = 'none', '', concat(if(handle_level = 'near', 'nearly the same handle ', 'the same handle '), handle_detail, ' ', concat('(', if(handle_bits < 0, '−', '+'), toString(abs(round(handle_bits, 1))), ' bits)'))),
        multiIf(
          home_level = 'same', concat('both write from ', home_detail, ' ', concat('(', if(home_bits < 0, '−', '+'), toString(abs(round(home_bits, 1))), ' bits)')),
          home_level = 'other', concat('they write from different organisations ', concat('(', if(home_bits < 0, '−', '+'), toString(abs(round(home_bits, 1))), ' bits)')),
          ''
        ),
        concat('two of this community at random ', concat('(', if(log2((SELECT share FROM prior)) < 0, '−', '+'), toString(abs(round(log2((SELECT share FROM prior)), 1))), ' bits)')),
        if(abs(learned_bits) < 0.05 OR NOT isFinite(learned_bits), '', concat('what likeness proved to be worth here (', if(learned_bits < 0, '−', '+'), toString(abs(round(learned_bits, 1))), ' bits)'))
      ]), '; ') AS signs
    FROM alias_likenesses
    INNER JOIN alias_pairs USING (a, b)
    WHERE alias_likenesses.verdict != 8
  ),
  alike AS (
    SELECT
      alias_a,
      alias_b,
      'likeness' AS rule,
      probability AS confidence,
      likely.verdict AS verdict,
      concat(
        if(likely.verdict IN (1, 4), 'Probably', 'Possibly'), ' one person (', toString(least(floor(probability * 1000) / 10, 99.9)), ' %): ', signs,
        multiIf(
          likely.verdict = 2, '. But they belong to two accounts on one host, so they stay apart.',
          likely.verdict = 3, '. But one is a bot and the other is not, so they stay apart.',
          likely.verdict = 4, '. But then one person would bear names that have nothing in common, so they stay apart.',
          likely.verdict = 6, '. But one of them is locked, so they stay apart.',
          likely.verdict = 7, '. But it was decided here that they are not the same.',
          '.'
        )
      ) AS evidence
    FROM likely
  )
SELECT
  arrayJoin(arrayDistinct([person_a, person_b])) AS person_id,
  alias_a,
  alias_b,
  rule,
  confidence,
  verdict,
  evidence
FROM (
  SELECT a.person_id AS person_a, b.person_id AS person_b, alias_a, alias_b, rule, confidence, if(obstacle = '', 'accepted', 'blocked') AS verdict, evidence
  FROM told
  INNER JOIN person_aliases AS a ON a.alias_id = told.alias_a
  INNER JOIN person_aliases AS b ON b.alias_id = told.alias_b
  -- A refusal that other evidence made idle is not worth telling.
  WHERE obstacle = '' OR a.person_id != b.person_id
  UNION ALL
  SELECT * FROM (
    SELECT
      a.person_id AS person_a, b.person_id AS person_b, alias_a, alias_b, rule, confidence,
      multiIf(alike.verdict = 1, 'accepted', alike.verdict IN (4, 5), 'review', 'blocked') AS verdict, evidence
    FROM alike
    INNER JOIN person_aliases AS a ON a.alias_id = alike.alias_a
    INNER JOIN person_aliases AS b ON b.alias_id = alike.alias_b
    WHERE verdict = 'accepted' OR a.person_id != b.person_id
    ORDER BY verdict ASC, confidence DESC, alias_a ASC, alias_b ASC
    -- One line for two people who are apart.
    LIMIT 1 BY verdict, if(verdict = 'accepted', (alias_a, alias_b), (least(person_a, person_b), greatest(person_a, person_b)))
  )
)
SETTINGS join_algorithm = 'full_sorting_merge'
