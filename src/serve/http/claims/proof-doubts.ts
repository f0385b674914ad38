import { decisionsInForce, proofsInForce } from '../../../resolve/index.ts'

const sayAlias = (alias: string): string =>
  `trimBoth(concat(if(${alias}.name = '', ${alias}.username, ${alias}.name), if(${alias}.email = '', concat(' on ', toString(${alias}.platform)), concat(' <', ${alias}.email, '>'))))`

/** Pairs of aliases nobody here decided on, of two people, as `found (a, b, kind, why)`; each pair once. */
const openPairs = (found: string): string => `
  SELECT kind, 'person' AS subject_kind, toString(one.person_id) AS subject_id, if(one.name = '', one.username, one.name) AS name, one.events + other.events AS weight,
    replaceOne(why, '%', concat(${sayAlias('one')}, ' and ', ${sayAlias('other')})) AS sentence, [toString(a), toString(b)] AS aliases
  FROM (${found}) AS pairs
  INNER JOIN person_aliases AS one ON one.alias_id = a
  INNER JOIN person_aliases AS other ON other.alias_id = b
  WHERE one.person_id != other.person_id AND (a, b) NOT IN (SELECT a, b FROM (${decisionsInForce}))`

/**
 * What looks as if somebody said that an account is theirs, but does not prove it; and proofs that contradict what was decided here. Rows
 * of `kind, subject_kind, subject_id, name, weight, sentence, aliases`.
 */
export const proofDoubts = `${openPairs(`
    SELECT a, b, 'unsure proof' AS kind, concat('% look as if one person holds both: ', transform(toString(any(doubt)), [
      'forgeable', 'stranger', 'leaked', 'late', 'machine'
    ], [
      'the code for it was written there, where anybody can write under any name.',
      'the code for it was written there, but had been given for another account.',
      'the code for it was written there, but somebody else had written it before.',
      'the code for it was written there, but not while it was good.',
      'the code for it was written there, but by a machine or a role.'
    ], 'a code was written there.'), ' Decide, if you know better.') AS why
    FROM alias_proofs WHERE doubt != '' AND (a, b) NOT IN (SELECT a, b FROM (${proofsInForce}))
      AND claim NOT IN (
        SELECT subject FROM decisions WHERE kind = 'account-claim' GROUP BY subject HAVING JSONExtractBool(argMax(body, version), 'withdrawn'))
    GROUP BY a, b`)}
  UNION ALL ${openPairs(`
    SELECT a, b, 'one-way profile' AS kind, concat('Of % one’s profile names the other, as ', link, ', but not the other way round. Are they one?') AS why
    FROM profile_links WHERE NOT is_mutual`)}
  UNION ALL
  SELECT 'proof against a decision', 'person', toString(one.person_id), if(one.name = '', one.username, one.name), one.events + other.events,
    concat('It was decided here that ', ${sayAlias('one')}, ' and ', ${sayAlias('other')}, ' are not the same, but the person proved that both are theirs. What was decided holds until it is changed, or the proof is taken back.'),
    [toString(a), toString(b)]
  FROM (SELECT DISTINCT a, b FROM (${proofsInForce})) AS proofs
  INNER JOIN person_aliases AS one ON one.alias_id = a
  INNER JOIN person_aliases AS other ON other.alias_id = b
  WHERE (a, b) IN (SELECT a, b FROM (${decisionsInForce}) WHERE verdict = 'different')`
