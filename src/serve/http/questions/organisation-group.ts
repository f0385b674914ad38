import { question } from '../../../store/index.ts'
import { organisation } from '../contract.ts'

interface One {
  readonly organisation: string
}
const examples: readonly One[] = [{ organisation: '1' }]
const params = ({ organisation }: One): { organisation: string } => ({ organisation })

/**
 * What belonged to an organisation, also through others, and when; itself for ever. Whoever decides that two belong to each other makes a
 * circle, so the way is followed eight steps at most.
 */
const held = `WITH RECURSIVE held AS (
    SELECT {organisation:UInt64} AS organisation_id, toDate('1970-01-01') AS since, toDate('2149-06-06') AS until, 0 AS steps
    UNION ALL
    SELECT
      organisation_owners.organisation_id AS organisation_id,
      greatest(held.since, ifNull(organisation_owners.owned_from, held.since)) AS since,
      least(held.until, ifNull(organisation_owners.owned_to, held.until)) AS until,
      held.steps + 1 AS steps
    FROM organisation_owners
    INNER JOIN held ON organisation_owners.owner_id = held.organisation_id
    WHERE held.steps < 8 AND since < until AND organisation_owners.organisation_id != {organisation:UInt64}
  )`

/** Acts of people in months in which they were thought to act for one of them; an organisation's months before and after it belonged do not count. */
const acts = `SELECT DISTINCT
      stays.organisation_id AS organisation_id,
      activity.person_id AS person_id,
      activity.month AS month,
      activity.type AS type,
      activity.source AS source,
      activity.events AS events
    FROM activity
    INNER JOIN (
      SELECT
        affiliations.person_id AS person_id,
        affiliations.organisation_id AS organisation_id,
        greatest(toStartOfMonth(ifNull(toDate(valid_from), since)), if(since = toStartOfMonth(since), since, toStartOfMonth(addMonths(since, 1)))) AS first_month,
        least(ifNull(toDate(valid_to), until), if(steps = 0, until, addMonths(until, -1))) AS last_month
      FROM affiliations
      INNER JOIN held ON held.organisation_id = affiliations.organisation_id
    ) AS stays ON stays.person_id = activity.person_id
    WHERE activity.month >= first_month AND activity.month <= last_month`

/** What one organisation and all that belonged to it at the time did, by month and type; an act counts once, whoever else it counts for. */
export const groupActivity = question({
  text: `${held}
    SELECT month, type, sum(events) AS events, uniqExact(person_id) AS people
    FROM (SELECT DISTINCT person_id, month, type, source, events FROM (${acts}))
    GROUP BY month, type ORDER BY month, type`,
  params,
  row: organisation.shape.activity.element,
  examples,
})

/** What each that belonged to one organisation did while it did, the most active first. */
export const groupParts = question({
  text: `${held}
    SELECT toString(done.organisation_id) AS organisationId, organisations.name AS name, done.events AS events
    FROM (
      SELECT organisation_id, sum(events) AS events FROM (${acts})
      WHERE organisation_id != {organisation:UInt64}
      GROUP BY organisation_id
    ) AS done
    INNER JOIN organisations ON organisations.organisation_id = done.organisation_id
    ORDER BY events DESC, name LIMIT 200`,
  params,
  row: organisation.shape.groupParts.element,
  examples,
})
