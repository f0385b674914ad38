-- question: What of each alias can be compared with others, beyond address and account?
-- one row is: one alias of a human, of those compared anew
-- reads: address_domains, alias_facts, alias_marks, alias_words, compared_aliases
WITH
  '[\\p{Han}\\p{Hiragana}\\p{Katakana}\\p{Hangul}]' AS ideograph,
  said AS (
    SELECT
      alias_id,
      mark,
      address,
      toValidUTF8(username) AS username,
      toValidUTF8(local_part) AS local_part,
      github_login,
      doubt,
      toValidUTF8(alias_facts.registrable) AS registrable,
      endsWith(alias_facts.domain, 'users.noreply.github.com') AS is_noreply,
      ifNull(address_domains.kind, 'none') AS domain_kind,
      trimBoth(replaceRegexpAll(toValidUTF8(name), '[\\s\\p{C}_]+', ' ')) AS whole_name,
      -- "Jane Doe via announce" and "Jane Doe (JIRA)" write from an address that is not theirs.
      doubt = 'relayed' AS is_relayed,
      -- "Jane Doe -X (jdoe - Acme at Other)": what follows is about the firm.
      splitByRegexp('(?i)\\s+via\\s|\\s+jira$|\\s-\\s|\\s-X\\b', whole_name)[1] AS own_name,
      extractAll(own_name, '[(\\["“]([^)\\]"”]*)[)\\]"”]') AS asides,
      replaceRegexpAll(own_name, '[(\\[][^)\\]]*[)\\]]?|"[^"]*"|“[^”]*”|"', ' ') AS bare_name,
      -- "Jane and Joe": two people at one desk.
      match(bare_name, '(?i)\\s(?:and|&|\\+|und|et|y)\\s|/|,.*,') AS is_several
    FROM (SELECT * FROM alias_words WHERE alias_id IN (SELECT alias_id FROM compared_aliases)) AS alias_words
    INNER JOIN (SELECT * FROM alias_facts WHERE alias_id IN (SELECT alias_id FROM compared_aliases)) AS alias_facts USING (alias_id)
    INNER JOIN (SELECT * FROM alias_marks WHERE alias_id IN (SELECT alias_id FROM compared_aliases)) AS alias_marks USING (alias_id)
    LEFT JOIN address_domains ON address_domains.written_key = sipHash64(alias_words.written_domain)
  ),
  latin AS (
    SELECT
      *,
      arrayMap(
        text -> if(
          match(text, '[^\\x00-\\x7F]'),
          arrayStringConcat(arrayMap(
            letter -> transform(letter, {letters:Array(String)}, {latin:Array(String)}, letter),
            extractAll(lowerUTF8(replaceRegexpAll(normalizeUTF8NFKD(text), '\\p{M}+', '')), '(?s).')
          )),
          lower(text)
        ),
        [if(is_several OR position(bare_name, '@') > 0, '', trimBoth(bare_name)), local_part, username, github_login, whole_name]
      ) AS texts,
      trimBoth(replaceRegexpAll(texts[1], '\\s+', ' ')) AS comma_name,
      replaceRegexpOne(
        if(countSubstrings(comma_name, ',') = 1, trimBoth(replaceRegexpOne(comma_name, '^(.*),(.*)$', '\\2 \\1')), comma_name),
        '^(?:dr|prof|mr|mrs|ms|ing|dipl)\\.? ', ''
      ) AS plain_name
    FROM said
  ),
  worded AS (
    SELECT
      *,
      splitByChar(' ', plain_name) AS pieces,
      length(pieces) = 1 AS is_one_word,
      multiIf(
        NOT is_one_word, pieces,
        -- "沈华明": one ideograph for the family.
        match(plain_name, concat('^', ideograph, '{2,4}$')), [substringUTF8(plain_name, 1, 1), substringUTF8(plain_name, 2)],
        match(trimBoth(bare_name), '^(?:[A-Z][a-z]+){2,3}$'), arrayMap(word -> lower(word), extractAll(bare_name, '[A-Z][a-z]+')),
        match(plain_name, '^[a-z]{2,}(?:[._-][a-z]{2,}){1,2}$'), splitByRegexp('[._-]', plain_name),
        []
      ) AS name_words,
      arrayFilter(word -> word != '', arrayFlatten(arrayMap(word -> splitByChar('-', replaceRegexpAll(word, '[^\\p{L}\\p{N}-]', '')), name_words))) AS all_tokens,
      if(
        length(all_tokens) BETWEEN 2 AND 6 AND arrayExists(token -> lengthUTF8(token) >= 2 OR match(token, ideograph), all_tokens)
          AND NOT hasAny(all_tokens, {role_words:Array(String)}),
        all_tokens,
        []
      ) AS tokens
    FROM latin
  ),
  called AS (
    SELECT
      *,
      tokens[1] AS given,
      tokens[-1] AS surname,
      arrayStringConcat(arrayPopBack(tokens)) AS before_surname,
      arrayStringConcat(arrayMap(token -> substringUTF8(token, 1, 1), tokens)) AS initials,
      doubt = '' AND NOT is_noreply AND NOT is_relayed AS is_own_address,
      splitByChar('+', texts[2])[1] AS base,
      arrayMap(
        text -> replaceRegexpAll(text, '[^\\p{L}\\p{N}]', ''),
        arrayConcat(
          if(is_own_address, [base], []),
          [splitByChar('+', splitByChar('@', texts[3])[1])[1], texts[4]],
          if(is_one_word, [plain_name], []),
          if(position(bare_name, '@') > 0, [splitByChar('@', lowerUTF8(splitByChar(' ', trimBoth(bare_name))[1]))[1]], []),
          if(is_several OR is_relayed, [], arrayMap(aside -> lowerUTF8(aside), arrayFilter(aside -> match(aside, '^[\\w.-]{3,}$'), asides)))
        )
      ) AS goes_by,
      replaceRegexpAll(splitByChar('.', registrable)[1], '[^\\p{L}]', '') AS label,
      is_own_address AND registrable != '' AND domain_kind NOT IN ('free-mail', 'isp', 'forge', 'forwarder', 'disposable', 'none', 'foundation') AS has_home
    FROM worded
  )
SELECT
  alias_id,
  mark,
  tokens,
  arrayDistinct(if(tokens = [], [], [
    concat(before_surname, surname), concat(surname, before_surname), concat(given, surname), concat(surname, given),
    arrayStringConcat(tokens)
  ])) AS full_forms,
  arrayDistinct(if(tokens = [], [], arrayFilter(form -> lengthUTF8(form) >= 4, [
    concat(substringUTF8(given, 1, 1), surname), concat(surname, substringUTF8(given, 1, 1)),
    concat(substringUTF8(initials, 1, lengthUTF8(initials) - 1), surname), concat(surname, substringUTF8(initials, 1, lengthUTF8(initials) - 1))
  ]))) AS surname_forms,
  arrayDistinct(if(tokens = [], [], arrayFilter(form -> lengthUTF8(form) >= 5, [
    concat(given, substringUTF8(surname, 1, 1)), concat(substringUTF8(surname, 1, 1), given), concat(given, substringUTF8(initials, 2))
  ]))) AS given_forms,
  arrayDistinct(arrayFilter(handle -> lengthUTF8(handle) >= 3 AND handle NOT IN {role_locals:Array(String)}, goes_by)) AS handles,
  arrayDistinct(if(
    has_home AND lengthUTF8(label) >= 4,
    [concat(replaceRegexpAll(base, '[^\\p{L}]', ''), label), replaceRegexpAll(registrable, '[^\\p{L}]', ''), label],
    []
  )) AS labels,
  if(has_home, registrable, '') AS home,
  if(doubt = '', address, '') AS own_address
FROM called
SETTINGS join_algorithm = 'full_sorting_merge'
