import { z } from 'zod'
import { locksInForce } from '../../../resolve/index.ts'
import { question } from '../../../store/index.ts'
import { person, personAttribute } from '../contract.ts'
import { personColumns, personRow } from './people.ts'

interface One {
  readonly person: string
}
const examples: readonly One[] = [{ person: '1' }]
const params = ({ person }: One): { person: string } => ({ person })
const shape = person.shape

/** The card of one person. */
export const personCard = question({
  text: `SELECT ${personColumns} FROM person_cards WHERE person_id = {person:UInt64}`,
  params,
  row: personRow,
  examples,
})

/** Why somebody counts as human, bot or role account. */
export const personClassReason = question({
  text: 'SELECT class_reason AS classReason FROM people WHERE person_id = {person:UInt64}',
  params,
  row: z.object({ classReason: z.string() }),
  examples,
})

/** The ways sources name one person, the most used first. */
export const personAliases = question({
  text: `SELECT toString(alias_id) AS aliasId, platform, name, email, username, sources, events, first_seen AS firstSeen, last_seen AS lastSeen
    FROM person_aliases WHERE person_id = {person:UInt64} ORDER BY events DESC, alias_id LIMIT 1000`,
  params,
  row: shape.aliasList.element,
  examples,
})

/** A row when one person is locked. */
export const personLocked = question({
  text: `SELECT 1 AS locked FROM (${locksInForce}) AS locks
    WHERE alias_id IN (SELECT alias_id FROM person_aliases WHERE person_id = {person:UInt64}) LIMIT 1`,
  params,
  row: z.object({ locked: z.number() }),
  examples,
})

/** Visitors who gave this person's name, those who did most before it first. */
export const personVisitors = question({
  text: `SELECT named_at AS namedAt, events, first_seen AS firstSeen, last_seen AS lastSeen
    FROM known_visitors WHERE person_id = {person:UInt64} AND events > 0 ORDER BY events DESC, visitor LIMIT 100`,
  params,
  row: shape.visitors.element,
  examples,
})

/** Coding agents and their operators, who acted most together first. */
export const personAgents = question({
  text: `SELECT toString(other_id) AS personId, people.name AS name, is_operator AS isOperator, acts, credited, last_seen AS lastSeen, evidence
    FROM (
      SELECT if(agent_id = {person:UInt64}, operator_id, agent_id) AS other_id, other_id = operator_id AS is_operator,
        count() AS acts, countIf(is_credited) AS credited, max(occurred_at) AS last_seen, arraySort(groupUniqArray(toString(evidence))) AS evidence
      FROM agent_acts WHERE agent_id = {person:UInt64} OR operator_id = {person:UInt64}
      GROUP BY agent_id, operator_id
    ) AS ties
    INNER JOIN people ON people.person_id = ties.other_id
    ORDER BY acts DESC, other_id LIMIT 100`,
  params,
  row: shape.agents.element,
  examples,
})

/** Why these aliases are one person, and which were kept apart from whom. */
export const personEvidence = question({
  text: `WITH
      links AS (
        SELECT alias_a, alias_b, rule, confidence, verdict, evidence
        FROM alias_links WHERE person_id = {person:UInt64} ORDER BY verdict, confidence DESC, alias_a, alias_b LIMIT 1000
      ),
      others AS (
        SELECT alias_id, person_id FROM person_aliases
        WHERE person_id != {person:UInt64} AND alias_id IN (SELECT arrayJoin([alias_a, alias_b]) FROM links)
      ),
      names AS (SELECT person_id, name FROM person_cards WHERE person_id IN (SELECT person_id FROM others))
    SELECT toString(alias_a) AS aliasA, toString(alias_b) AS aliasB, rule, confidence, verdict, evidence,
      toString(coalesce(first.person_id, second.person_id)) AS otherPersonId, names.name AS otherName
    FROM links LEFT JOIN others AS first ON first.alias_id = alias_a LEFT JOIN others AS second ON second.alias_id = alias_b
    LEFT JOIN names ON names.person_id = coalesce(first.person_id, second.person_id)
    ORDER BY verdict, confidence DESC, aliasA, aliasB`,
  params,
  row: shape.evidence.element,
  examples,
})

/** For whom one person may act, the latest first. */
export const personAffiliations = question({
  text: `SELECT toString(affiliations.organisation_id) AS organisationId, organisations.name AS name, valid_from AS validFrom,
      valid_to AS validTo, probability, evidence
    FROM affiliations INNER JOIN organisations ON organisations.organisation_id = affiliations.organisation_id
    WHERE affiliations.person_id = {person:UInt64}
    ORDER BY valid_to DESC NULLS FIRST, valid_from DESC NULLS LAST, probability DESC, organisationId LIMIT 200`,
  params,
  row: shape.affiliations.element,
  examples,
})

/** The hypotheses about whom one person acts for, with their evidence, in order of time and likeliest first. */
export const personHypotheses = question({
  text: `SELECT nullIf(toString(affiliation_hypotheses.organisation_id), '0') AS organisationId, ifNull(organisations.name, '') AS name,
      assumeNotNull(valid_from) AS validFrom, valid_to AS validTo, probability, status,
      CAST(arrayMap(piece -> (piece.1, piece.2, piece.3, piece.4, piece.5), affiliation_hypotheses.evidence), 'Array(Tuple(family String, sentence String, ratio Float64, halfLife UInt32, age UInt32))') AS evidence
    FROM affiliation_hypotheses LEFT JOIN organisations ON organisations.organisation_id = affiliation_hypotheses.organisation_id
    WHERE affiliation_hypotheses.person_id = {person:UInt64}
    ORDER BY validFrom DESC, probability DESC, organisationId LIMIT 1000`,
  params,
  row: shape.hypotheses.element,
  examples,
})

/** The rungs one person stood on, in order. */
export const personStates = question({
  text: `SELECT state, entered_at AS enteredAt, left_at AS leftAt, reason
    FROM states WHERE person_id = {person:UInt64} AND ladder = 'participation' ORDER BY entered_at, state LIMIT 1000`,
  params,
  row: shape.states.element,
  examples,
})

/** The segments one person is or was in: those that last first, then the latest. */
export const personMemberships = question({
  text: `SELECT memberships.segment AS segment, segments.title AS title, memberships.scheme AS scheme, entered_at AS enteredAt,
      left_at AS leftAt, entered_reason AS enteredReason, left_reason AS leftReason
    FROM memberships INNER JOIN segments ON segments.segment = memberships.segment
    WHERE subject_kind = 'person' AND subject_id = {person:UInt64}
    ORDER BY left_at IS NULL DESC, entered_at DESC, segment LIMIT 1000`,
  params,
  row: shape.memberships.element,
  examples,
})

/** What one person did, by month and type. */
export const personActivity = question({
  text: `SELECT month, type, sum(events) AS events FROM activity WHERE person_id = {person:UInt64} GROUP BY month, type ORDER BY month, type`,
  params,
  row: z.object({ month: z.iso.date(), type: z.string(), events: z.coerce.number() }),
  examples,
})

/** What holds of each attribute of one person, the likeliest of several first. */
export const personAttributes = question({
  text: `SELECT attribute, value, probability, status, shares AS alternatives
    FROM person_attributes WHERE person_id = {person:UInt64} ORDER BY attribute, probability DESC, value LIMIT 500`,
  params,
  row: z.object({
    attribute: z.string(),
    value: z.string(),
    probability: z.number(),
    status: personAttribute.shape.values.element.shape.status,
    alternatives: z.record(z.string(), z.number()),
  }),
  examples,
})

/** Why attributes of one person are what they are; what was decided and declared first. */
export const personAttributeEvidence = question({
  text: `SELECT attribute, rule, evidence, mapFilter((name, weight) -> weight != 0, weights) AS weights
    FROM attribute_evidence WHERE person_id = {person:UInt64}
    ORDER BY attribute, rule = 'decided' DESC, rule = 'declared' DESC, arraySum(mapValues(attribute_evidence.weights)) DESC, rule LIMIT 500`,
  params,
  row: personAttribute.shape.evidence.element.extend({ attribute: z.string() }),
  examples,
})
