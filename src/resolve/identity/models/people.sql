-- question: Who is here?
-- one row is: one person, agent, bot or role, with the name and address used most, unless a .mailmap states them
-- reads: affiliations, alias_facts, mailmapped, person_aliases
WITH
  stated AS (
    -- Where the .mailmaps of several sources differ, the first source by name.
    SELECT
      alias_id,
      argMinIf(mailmapped.proper_name, source, mailmapped.proper_name != '') AS proper_name,
      argMinIf(mailmapped.proper_email, source, mailmapped.proper_email != '') AS proper_email
    FROM mailmapped
    GROUP BY alias_id
  ),
  members AS (
    SELECT
      person_id,
      position,
      username,
      person_aliases.events AS events,
      person_aliases.first_seen AS first_seen,
      person_aliases.last_seen AS last_seen,
      class,
      class_reason,
      ifNull(toUnixTimestamp64Milli(person_aliases.last_seen), 0) AS used_last,
      doubt = '' AND alias_facts.address != '' AND alias_facts.domain != 'noreply.github.com' AND NOT startsWith(alias_facts.domain, 'users.noreply.') AS is_mailbox,
      -- What they call themselves and what a .mailmap calls them: text, stated, good, how often, when last.
      arrayFilter(use -> use.1 != '', [
        (name, 0, toUInt8(is_personal_name), events, used_last),
        (ifNull(proper_name, ''), 1, 1, events, used_last)
      ]) AS names,
      arrayFilter(use -> use.1 != '', [
        (email, 0, toUInt8(is_mailbox), events, used_last),
        (ifNull(proper_email, ''), 1, if(position(lower(ifNull(proper_email, '')), '@users.noreply.') > 0, 0, 1), events, used_last)
      ]) AS emails
    FROM person_aliases
    INNER JOIN alias_facts USING (alias_id)
    LEFT JOIN stated USING (alias_id)
  ),
  counted AS (
    SELECT
      person_id,
      groupArrayArray(names) AS name_uses,
      groupArrayArray(emails) AS email_uses,
      multiIf(countIf(class = 'agent') > 0, 'agent', countIf(class = 'bot') > 0, 'bot', countIf(class = 'human') > 0, 'human', 'role') AS person_class,
      argMinIf(members.class_reason, position, class = 'agent') AS agent_reason,
      argMinIf(members.class_reason, position, class = 'bot') AS bot_reason,
      argMinIf(members.class_reason, position, class = 'role') AS role_reason,
      argMinIf(username, position, username != '') AS any_username,
      count() AS aliases,
      sum(members.events) AS events,
      min(members.first_seen) AS first_seen,
      max(members.last_seen) AS last_seen
    FROM members
    GROUP BY person_id
  ),
  called AS (
    -- Stated, then good, then most used, then latest; equal ones by the alphabet.
    SELECT
      *,
      if(length(name_uses) < 2, name_uses[1].1, arraySort(arrayMap(
        one -> (
          arrayMax(use -> if(use.1 = one, use.2, 0), name_uses),
          arrayMax(use -> if(use.1 = one, use.3, 0), name_uses),
          arraySum(use -> if(use.1 = one, use.4, 0), name_uses),
          arrayMax(use -> if(use.1 = one, use.5, 0), name_uses),
          one
        ),
        arrayDistinct(arrayMap(use -> use.1, name_uses))
      ))[-1].5) AS best_name,
      -- A mailbox first, even before a stated address that is none.
      if(length(email_uses) < 2, email_uses[1].1, arraySort(arrayMap(
        one -> (
          arrayMax(use -> if(use.1 = one, use.3, 0), email_uses),
          arrayMax(use -> if(use.1 = one, use.2, 0), email_uses),
          arraySum(use -> if(use.1 = one, use.4, 0), email_uses),
          arrayMax(use -> if(use.1 = one, use.5, 0), email_uses),
          one
        ),
        arrayDistinct(arrayMap(use -> use.1, email_uses))
      ))[-1].5) AS best_email
    FROM counted
  ),
  current AS (
    SELECT person_id, argMax(organisation_id, (probability, organisation_id)) AS organisation_id
    FROM affiliations
    WHERE probability >= 0.5
      AND (valid_from IS NULL OR valid_from <= {as_of:DateTime64(3)})
      AND (valid_to IS NULL OR valid_to > {as_of:DateTime64(3)})
    GROUP BY person_id
  )
SELECT
  person_id,
  multiIf(
    best_name != '', best_name,
    any_username != '', any_username,
    best_email
  ) AS name,
  best_email AS email,
  person_class AS class,
  multiIf(person_class = 'agent', agent_reason, person_class = 'bot', bot_reason, person_class = 'role', role_reason, '') AS class_reason,
  ifNull(current.organisation_id, 0) AS organisation_id,
  aliases,
  events,
  first_seen,
  last_seen
FROM called
LEFT JOIN current USING (person_id)
