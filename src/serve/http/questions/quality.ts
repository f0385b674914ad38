import { z } from 'zod'
import { question } from '../../../store/index.ts'
import { proofDoubts } from '../claims/proof-doubts.ts'
import { qualityDoubt } from '../contract.ts'
import { firstPage, type Page, pageOf } from '../filter.ts'

/** More aliases than people usually have; a service that signs with many names looks so. */
const manyAliases = 25

/**
 * What resolve doubts, each kind as rows of `kind, subject_kind, subject_id, name, weight, sentence`; `weight` is how many acts it concerns.
 */
const doubts = `
  SELECT 'many aliases' AS kind, 'person' AS subject_kind, toString(person_id) AS subject_id, people.name AS name, events AS weight,
    concat(toString(aliases), ' aliases are one person here. Look whether all of them are.') AS sentence
  FROM people WHERE class = 'human' AND aliases > ${manyAliases}
  UNION ALL
  SELECT 'unsure joins', 'person', toString(person_id), people.name, events,
    concat('Joined with a probability of ', toString(floor(least_sure * 100)), ' %. Look whether these are one person.')
  FROM people INNER JOIN (
    SELECT person_id, min(confidence) AS least_sure FROM alias_links
    WHERE rule = 'likeness' AND verdict = 'accepted' AND confidence < 0.95 GROUP BY person_id
  ) AS unsure USING (person_id)
  UNION ALL
  SELECT 'two employers at once', 'person', toString(person_id), people.name, events,
    concat('Counts for ', arrayStringConcat(names, ' and '), ' at the same time. If that is wrong, say for whom and when.')
  FROM people INNER JOIN (
    SELECT one.person_id AS person_id, arraySort(groupUniqArrayArray([first.name, second.name])) AS names
    FROM affiliations AS one
    INNER JOIN affiliations AS other ON other.person_id = one.person_id
    INNER JOIN organisations AS first ON first.organisation_id = one.organisation_id
    INNER JOIN organisations AS second ON second.organisation_id = other.organisation_id
    WHERE one.organisation_id < other.organisation_id AND one.probability >= 0.4 AND other.probability >= 0.4
     AND ifNull(one.valid_from, toDateTime64(0, 3)) < ifNull(other.valid_to, toDateTime64('2200-01-01', 3))
     AND ifNull(other.valid_from, toDateTime64(0, 3)) < ifNull(one.valid_to, toDateTime64('2200-01-01', 3))
    GROUP BY person_id
  ) AS torn USING (person_id)
  UNION ALL
  SELECT 'a name that is an address', 'person', toString(people.person_id), people.name, people.events,
    'No source tells a name, only an address. A .mailmap, or a join with another alias, can name them.'
  FROM people WHERE class = 'human' AND match(people.name, '^[^ @]+@[^ @]+$')
  UNION ALL
  SELECT 'passed-on work', 'person', toString(person_id), person_aliases.name, person_aliases.events,
    concat('Wrote a little from ', stray_aliases.address, ', which is ', stray_aliases.owner, '’s. Most likely their work was passed on.')
  FROM stray_aliases INNER JOIN person_aliases USING (alias_id)
  UNION ALL
  SELECT 'unknown domain', 'domain', domains.domain, domains.domain, acts,
    concat('Nobody knows what ', domains.domain, ' is, and ', toString(writers), if(writers = 1, ' person writes', ' people write'), ' from it. Decide what it is.')
  FROM domains INNER JOIN (
    SELECT alias_facts.domain AS domain, sum(person_aliases.events) AS acts, uniqExact(person_aliases.person_id) AS writers
    FROM alias_facts INNER JOIN person_aliases USING (alias_id) WHERE alias_facts.domain != '' GROUP BY domain
  ) AS uses ON uses.domain = domains.domain
  WHERE domains.kind = 'unknown'
  UNION ALL
  SELECT 'sources disagree', 'person', toString(any(person_id)), any(person_aliases.name), any(person_aliases.events),
    concat('The .mailmaps of ', arrayStringConcat(arraySort(groupUniqArray(toString(mailmapped.source))), ' and '), ' name ', any(person_aliases.email), ' differently.')
  FROM mailmapped INNER JOIN person_aliases USING (alias_id)
  GROUP BY alias_id HAVING uniqExact(mailmapped.target) > 1`

/** All of them, with the aliases somebody may decide on. */
const allDoubts = `SELECT *, emptyArrayString() AS aliases FROM (${doubts}) UNION ALL ${proofDoubts}`

/** What resolve doubts, what concerns most acts first. */
export const qualityDoubts = question({
  text: `SELECT kind, subject_kind AS subjectKind, subject_id AS subjectId, name, weight, sentence, aliases FROM (${allDoubts})
    ORDER BY weight DESC, kind, subject_id ${pageOf}`,
  params: ({ limit, offset }: Page) => ({ limit, offset }),
  row: qualityDoubt,
  examples: [firstPage],
})

/** How many doubts there are, by kind. */
export const qualityTotals = question({
  text: `SELECT kind, count() AS total FROM (${allDoubts}) GROUP BY kind ORDER BY total DESC, kind`,
  params: (none: Record<never, never>) => none,
  row: z.object({ kind: z.string(), total: z.coerce.number() }),
  examples: [{}],
})
