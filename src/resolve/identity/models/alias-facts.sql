-- question: What is each alias worth as evidence, and is it a human, a bot or a role?
-- one row is: one alias ever seen
-- reads: address_domains, alias_activity, alias_words, mailmapped
WITH
  known AS (
    SELECT
      alias_id,
      founded_at,
      local_part,
      name,
      plain_name,
      name_words,
      alias_activity.is_stated_bot AS is_stated_bot,
      ifNull(alias_activity.comments, 0) AS comments,
      ifNull(alias_activity.patterns, 0) AS patterns,
      email,
      written_email,
      username,
      ifNull(address_domains.domain, '') AS domain,
      ifNull(address_domains.registrable, '') AS registrable,
      ifNull(address_domains.anybodys, false) AS is_anybodys,
      splitByChar('+', local_part)[1] AS local_base,
      -- Google delivers to one box whatever the dots, under both names.
      multiIf(
        local_part = '' OR domain = '', '',
        domain IN ('gmail.com', 'googlemail.com'), concat(replaceAll(local_part, '.', ''), '@gmail.com'),
        concat(local_part, '@', domain)
      ) AS address,
      arrayFilter(word -> word != '', splitByRegexp('[^\\p{L}]+', plain_name)) AS words,
      arrayExists(word -> word IN {role_words:Array(String)}, words) AS has_role_word,
      -- "Acme <info@acme.com>", "webmaster <webmaster@acme.com>": the name repeats the address.
      arrayStringConcat(words) IN ('', local_base, replaceRegexpAll(splitByChar('.', registrable)[1], '[^\\p{L}]', '')) AS repeats_address,
      alias_id IN (SELECT mailmapped.alias_id FROM mailmapped WHERE match(mailmapped.proper_name, '\\p{L}{2}.*\\s.*\\p{L}{2}')) AS has_proper_name,
      (
        (length(name_words) >= 2 AND arrayExists(word -> lengthUTF8(word) >= 2 AND NOT endsWith(word, '.'), name_words))
        OR match(plain_name, '[\\p{Han}\\p{Hiragana}\\p{Katakana}\\p{Hangul}]{2}')
      ) AND NOT has_role_word AS is_personal_name,
      -- BIMAN's rule looks at "Name <address" up to the first "@".
      splitByChar('@', concat(toValidUTF8(name), ' <', toValidUTF8(email)))[1] AS author,
      positionCaseInsensitive(concat(author, username), 'bot') > 0 AS says_bot,
      -- The empty entry keeps the lists from being empty.
      transform(plain_name, arrayPushFront({bot_names:Array(String)}, ''), arrayPushFront({bot_name_reasons:Array(String)}, ''), '') AS listed_name,
      transform(written_email, arrayPushFront({bot_addresses:Array(String)}, ''), arrayPushFront({bot_address_reasons:Array(String)}, ''), '') AS listed_address,
      multiIf(
        written_email IN {agent_addresses:Array(String)}, transform(written_email, {agent_addresses:Array(String)}, {agent_address_reasons:Array(String)}, ''),
        plain_name IN {agent_names:Array(String)}, transform(plain_name, {agent_names:Array(String)}, {agent_name_reasons:Array(String)}, ''),
        transform(lowerUTF8(toValidUTF8(username)), {agent_names:Array(String)}, {agent_name_reasons:Array(String)}, '')
      ) AS listed_agent
    FROM alias_words
    LEFT JOIN alias_activity USING (alias_id)
    LEFT JOIN address_domains ON address_domains.written_key = sipHash64(alias_words.written_domain)
  ),
  judged AS (
    SELECT
      *,
      multiIf(
        endsWith(trimBoth(name), '[bot]') OR endsWith(username, '[bot]') OR endsWith(local_base, '[bot]') OR endsWith(local_part, '[bot]'),
        'its name ends in [bot]',
        listed_address != '', concat('listed: ', listed_address),
        listed_name != '', concat('listed: ', listed_name),
        ifNull(is_stated_bot, false), 'its source calls it a bot',
        if(says_bot, match(author, {bot_pattern:String}), false), concat('“', author, '” reads like the name of a bot'),
        if(says_bot, match(username, {bot_pattern:String}), false), concat('“', username, '” reads like the name of a bot'),
        -- Methods 3.6: whoever says few things often is one with a probability of 0.9.
        comments >= 10 AND patterns < 0.2 * comments, concat('its ', toString(comments), ' comments follow ', toString(patterns), if(patterns = 1, ' pattern', ' patterns')),
        ''
      ) AS bot_reason,
      multiIf(
        listed_address != '' OR listed_agent != '', '',
        address != '' AND match(toValidUTF8(name), {relay_pattern:String}), 'relayed',
        local_base IN {role_locals:Array(String)}, 'role',
        address != '' AND is_anybodys, 'anybodys',
        ''
      ) AS doubt,
      multiIf(
        is_personal_name OR has_proper_name, '',
        doubt = 'role' AND (has_role_word OR repeats_address), concat(address, ' is a role address and its name is no person’s'),
        address = '' AND plain_name IN {role_locals:Array(String)}, concat('“', name, '” is a role'),
        ''
      ) AS role_reason
    FROM known
  )
SELECT
  toUInt32(row_number() OVER (ORDER BY founded_at ASC NULLS LAST, alias_id ASC) - 1) AS position,
  alias_id,
  address,
  domain,
  registrable,
  doubt,
  is_personal_name,
  multiIf(listed_agent != '', 'agent', bot_reason != '', 'bot', role_reason != '', 'role', 'human') AS class,
  multiIf(listed_agent != '', concat('listed: ', listed_agent), bot_reason != '', bot_reason, role_reason) AS class_reason
FROM judged
SETTINGS join_algorithm = 'full_sorting_merge'
