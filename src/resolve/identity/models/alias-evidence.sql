-- question: Which aliases have something in common that says, or seems to say, that one person is behind them?
-- one row is: one alias under one key; rows of one key are evidence for each other, unless there is a doubt
-- reads: alias_decisions, alias_facts, alias_locks, alias_proofs, alias_words, events, mailmapped, profile_links, shared_addresses, stray_aliases
WITH
  -- R2: the project's .mailmap. What it maps to the same address is one person; where that address is a role's or shared,
  -- the proper name must agree too.
  doubtful_targets AS (
    SELECT written_email
    FROM alias_words
    INNER JOIN alias_facts USING (alias_id)
    WHERE doubt != '' OR address IN (SELECT address FROM shared_addresses)
  ),
  mailmap_members AS (
    SELECT
      position,
      alias_id,
      source,
      target,
      if(proper_name = '', lowerUTF8(alias_words.name), lowerUTF8(proper_name)) AS final_name,
      true AS is_mapped
    FROM mailmapped
    INNER JOIN alias_words USING (alias_id)
    INNER JOIN alias_facts USING (alias_id)
    UNION ALL
    SELECT position, alias_id, arrayJoin(sources) AS source, written_email AS target, lowerUTF8(name) AS final_name, false AS is_mapped
    FROM alias_words
    INNER JOIN alias_facts USING (alias_id)
    WHERE written_email IN (SELECT target FROM mailmapped) AND (alias_id, source) NOT IN (SELECT alias_id, source FROM mailmapped)
  ),
  mailmap AS (
    SELECT
      sipHash64('mailmap', source, target, if(is_doubtful, final_name, '')) AS evidence_key,
      position,
      alias_id,
      'mailmap' AS rule,
      0.995 AS confidence,
      source,
      target AS subject,
      '' AS doubt,
      target IN (SELECT written_email FROM doubtful_targets) OR splitByChar('@', target)[1] IN {role_locals:Array(String)} AS is_doubtful,
      is_mapped
    FROM mailmap_members
  ),
  -- Addresses that a .mailmap divides between people by their names.
  divided_addresses AS (
    SELECT address
    FROM alias_words
    INNER JOIN alias_facts USING (alias_id)
    LEFT JOIN mailmapped ON mailmapped.alias_id = alias_words.alias_id
    WHERE address IN (
      SELECT address FROM alias_facts WHERE alias_id IN (SELECT mailmapped.alias_id FROM mailmapped WHERE by_name)
    )
    GROUP BY address
    HAVING uniqExact(ifNull(target, written_email)) > 1
  ),
  -- R1: what people here decided, and the aliases of a person they locked.
  decided AS (
    SELECT
      sipHash64('decision', least(a, b), greatest(a, b)) AS evidence_key,
      arrayJoin([a, b]) AS alias_id,
      'decision' AS rule,
      decided_by AS source,
      reason AS subject
    FROM alias_decisions
    WHERE verdict = 'same'
    UNION ALL
    SELECT sipHash64('lock', lock) AS evidence_key, alias_id, 'lock' AS rule, '' AS source, '' AS subject
    FROM alias_locks
  ),
  decision AS (
    SELECT evidence_key, position, alias_id, rule, 1.0 AS confidence, source, subject, '' AS doubt
    FROM decided
    INNER JOIN alias_facts USING (alias_id)
  ),
  -- R1, too: what the person proved.
  proof AS (
    SELECT
      sipHash64('proof', a, b) AS evidence_key,
      position,
      alias_id,
      'proof' AS rule,
      1.0 AS confidence,
      '' AS source,
      subject,
      '' AS doubt
    FROM (
      SELECT
        a,
        b,
        arrayJoin([a, b]) AS alias_id,
        argMin(concat(if(place = 'link', 'opened the links sent to both', concat('wrote the code for it (', place, ')')), ' on ', toString(toDate(proved_at))), (proved_at, claim)) AS subject
      FROM alias_proofs
      WHERE alias_proofs.doubt = ''
      GROUP BY a, b
    ) AS proofs
    INNER JOIN alias_facts USING (alias_id)
  ),
  -- R7: two profiles name each other's page.
  profile AS (
    SELECT
      sipHash64('profile', a, b) AS evidence_key,
      position,
      alias_id,
      'profile' AS rule,
      0.97 AS confidence,
      '' AS source,
      link AS subject,
      '' AS doubt
    FROM (SELECT a, b, arrayJoin([a, b]) AS alias_id, link FROM profile_links WHERE is_mutual) AS links
    INNER JOIN alias_facts USING (alias_id)
  ),
  -- R3: the same account of one platform.
  account AS (
    SELECT
      sipHash64('account', platform, account_id) AS evidence_key,
      position,
      alias_id,
      'account' AS rule,
      1.0 AS confidence,
      platform AS source,
      account_id AS subject,
      '' AS doubt
    FROM alias_words
    INNER JOIN alias_facts USING (alias_id)
    WHERE account_id != ''
  ),
  -- R4: the same personal address. GitHub's no-reply addresses are accounts: R5.
  address AS (
    SELECT
      sipHash64('address', alias_facts.address) AS evidence_key,
      position,
      alias_id,
      'address' AS rule,
      0.99 AS confidence,
      '' AS source,
      alias_facts.address AS subject,
      multiIf(
        alias_facts.doubt != '', alias_facts.doubt,
        alias_facts.address IN (SELECT shared_addresses.address FROM shared_addresses), 'shared',
        alias_id IN (SELECT stray_aliases.alias_id FROM stray_aliases), 'stray',
        alias_facts.address IN (SELECT divided_addresses.address FROM divided_addresses), 'divided',
        ''
      ) AS doubt
    FROM alias_words
    INNER JOIN alias_facts USING (alias_id)
    WHERE alias_facts.address != '' AND alias_facts.domain != 'users.noreply.github.com'
  ),
  -- R5: GitHub's no-reply addresses. The form with a number names the account for ever; the bare name did once.
  github AS (
    SELECT position, alias_id, platform, github_id, github_login
    FROM alias_words
    INNER JOIN alias_facts USING (alias_id)
    WHERE github_id != '' OR github_login != ''
  ),
  github_account AS (
    SELECT
      sipHash64('github-account', github_id) AS evidence_key,
      position,
      alias_id,
      'github-noreply' AS rule,
      0.98 AS confidence,
      'github' AS source,
      github_id AS subject,
      '' AS doubt
    FROM github
    WHERE github_id != ''
  ),
  reused_logins AS (
    SELECT github_login
    FROM github
    WHERE github_login != '' AND github_id != ''
    GROUP BY github_login
    HAVING uniqExact(github_id) > 1
  ),
  bare_logins AS (SELECT github_login FROM github WHERE github_id = ''),
  github_login AS (
    SELECT
      sipHash64('github-login', login) AS evidence_key,
      position,
      alias_id,
      'github-login' AS rule,
      0.9 AS confidence,
      'github' AS source,
      github.github_login AS login,
      login AS subject,
      '' AS doubt
    FROM github
    WHERE login IN (SELECT bare_logins.github_login FROM bare_logins)
      AND (github_id = '' OR login NOT IN (SELECT reused_logins.github_login FROM reused_logins))
  ),
  github_reused AS (
    SELECT
      sipHash64('github-login-reused', login) AS evidence_key,
      position,
      alias_id,
      'github-login' AS rule,
      0.9 AS confidence,
      'github' AS source,
      github.github_login AS login,
      login AS subject,
      'reused' AS doubt
    FROM github
    WHERE login IN (SELECT bare_logins.github_login FROM bare_logins)
      AND login IN (SELECT reused_logins.github_login FROM reused_logins)
  ),
  -- One nick became another while somebody watched. A guest's nick is nobody's, and one that many others became is not one person's.
  renames AS (
    SELECT
      platform,
      lowerUTF8(username) AS new_nick,
      lowerUTF8(toValidUTF8(renamed_from)) AS old_nick,
      max(rename_kind = 'variant' OR startsWith(new_nick, old_nick) OR startsWith(old_nick, new_nick)) AS is_variant
    FROM (
      SELECT alias_id, attrs['renamed_from'] AS renamed_from, attrs['rename_kind'] AS rename_kind
      FROM events
      WHERE type = 'chat.join' AND renamed_from != '' AND rename_kind != 'guest'
      GROUP BY alias_id, renamed_from, rename_kind
    ) AS changes
    INNER JOIN alias_words USING (alias_id)
    WHERE new_nick != old_nick
    GROUP BY platform, new_nick, old_nick
  ),
  many_nicks AS (
    SELECT platform, nick
    FROM (SELECT platform, is_variant, arrayJoin([(new_nick, old_nick), (old_nick, new_nick)]) AS pair, pair.1 AS nick, pair.2 AS other FROM renames)
    GROUP BY platform, nick
    HAVING uniqExactIf(other, NOT is_variant) > {most_nicks:UInt32}
  ),
  renamed AS (
    SELECT
      sipHash64('rename', pairs.platform, new_nick, old_nick) AS evidence_key,
      position,
      alias_id,
      'rename' AS rule,
      if(is_variant, 0.97, 0.95) AS confidence,
      pairs.platform AS source,
      concat(old_nick, ' and ', new_nick) AS subject,
      if(is_reused, 'reused nick', '') AS doubt
    FROM (
      SELECT
        *,
        arrayJoin([new_nick, old_nick]) AS nick,
        (platform, new_nick) IN (SELECT platform, nick FROM many_nicks) OR (platform, old_nick) IN (SELECT platform, nick FROM many_nicks) AS is_reused
      FROM renames
    ) AS pairs
    INNER JOIN (
      SELECT position, alias_id, platform, lowerUTF8(username) AS nick
      FROM alias_words
      INNER JOIN alias_facts USING (alias_id)
      WHERE username != ''
    ) AS nicks ON nicks.platform = pairs.platform AND nicks.nick = pairs.nick
  ),
  -- R6: GitLab's no-reply addresses hold the number of the account and the host; the number stays when the account is renamed.
  gitlab AS (
    SELECT
      position,
      alias_id,
      extractGroups(written_email, '^(\\d+)-[^@]+@users\\.noreply\\.([a-z0-9.-]+)$') AS written,
      if(empty(written), toString(platform), if(written[2] = 'gitlab.com', 'gitlab', written[2])) AS host,
      if(empty(written), account_id, written[1]) AS number
    FROM alias_words
    INNER JOIN alias_facts USING (alias_id)
    WHERE startsWith(written_domain, 'users.noreply.') OR account_id != ''
  ),
  gitlab_account AS (
    SELECT
      sipHash64('gitlab-account', host, number) AS evidence_key,
      position,
      alias_id,
      'gitlab-noreply' AS rule,
      0.98 AS confidence,
      host AS source,
      number AS subject,
      '' AS doubt
    FROM gitlab
    WHERE number != '' AND (host, number) IN (SELECT host, number FROM gitlab WHERE notEmpty(written))
  ),
  -- On IRC a nick is one whatever its case; elsewhere an account says who it is.
  nick AS (
    SELECT
      sipHash64('nick', platform, lowerUTF8(username)) AS evidence_key,
      position,
      alias_id,
      'nick' AS rule,
      0.98 AS confidence,
      platform AS source,
      lowerUTF8(username) AS subject,
      '' AS doubt
    FROM alias_words
    INNER JOIN alias_facts USING (alias_id)
    WHERE startsWith(platform, 'irc:') AND username != ''
  ),
  everything AS (
    SELECT evidence_key, position, alias_id, rule, confidence, source, subject, doubt FROM mailmap
    WHERE evidence_key IN (SELECT evidence_key FROM mailmap WHERE is_mapped)
    UNION ALL
    SELECT evidence_key, position, alias_id, rule, confidence, source, subject, doubt FROM decision
    UNION ALL
    SELECT evidence_key, position, alias_id, rule, confidence, source, subject, doubt FROM proof
    UNION ALL
    SELECT evidence_key, position, alias_id, rule, confidence, source, subject, doubt FROM profile
    UNION ALL
    SELECT evidence_key, position, alias_id, rule, confidence, source, subject, doubt FROM renamed
    UNION ALL
    SELECT evidence_key, position, alias_id, rule, confidence, source, subject, doubt FROM gitlab_account
    UNION ALL
    SELECT evidence_key, position, alias_id, rule, confidence, source, subject, doubt FROM nick
    UNION ALL
    SELECT evidence_key, position, alias_id, rule, confidence, source, subject, doubt FROM account
    UNION ALL
    SELECT evidence_key, position, alias_id, rule, confidence, source, subject, doubt FROM address
    UNION ALL
    SELECT evidence_key, position, alias_id, rule, confidence, source, subject, doubt FROM github_account
    UNION ALL
    SELECT evidence_key, position, alias_id, rule, confidence, source, subject, doubt FROM github_login
    UNION ALL
    SELECT evidence_key, position, alias_id, rule, confidence, source, subject, doubt FROM github_reused
  )
SELECT evidence_key, position, alias_id, rule, confidence, source, subject, doubt
FROM everything
SETTINGS join_algorithm = 'full_sorting_merge'
