import { z } from 'zod'
import { question } from '../../../store/index.ts'
import { organisation, organisationSummary } from '../contract.ts'
import { organisationColumns } from './organisations.ts'

interface One {
  readonly organisation: string
}
const examples: readonly One[] = [{ organisation: '1' }]
const params = ({ organisation }: One): { organisation: string } => ({ organisation })
const shape = organisation.shape

/** One organisation and why it is of its kind. */
export const organisationCard = question({
  text: `SELECT ${organisationColumns}, kind_reason AS kindReason FROM organisations WHERE organisation_id = {organisation:UInt64}`,
  params,
  row: organisationSummary.extend({ kindReason: z.string() }),
  examples,
})

/** The domains that stand for one organisation. */
export const organisationDomains = question({
  text: `SELECT domain, kind, reason FROM domains WHERE organisation_id = {organisation:UInt64} ORDER BY domain LIMIT 1000`,
  params,
  row: shape.domains.element,
  examples,
})

/**
 * What the people of one organisation did while they were thought to act for it, by month and type. An affiliation's
 * dates are cut to months, so a month in which somebody changed counts for both.
 */
export const organisationActivity = question({
  text: `SELECT month, type, sum(events) AS events, uniqExact(person_id) AS people FROM (
      SELECT activity.person_id AS person_id, activity.month AS month, activity.type AS type, activity.events AS events
      FROM activity INNER JOIN (SELECT person_id, valid_from, valid_to FROM affiliations WHERE organisation_id = {organisation:UInt64}) AS stay
        ON stay.person_id = activity.person_id
      WHERE activity.person_id IN (SELECT person_id FROM affiliations WHERE organisation_id = {organisation:UInt64})
        AND activity.month >= toStartOfMonth(coalesce(stay.valid_from, toDateTime64('1970-01-01', 3, 'UTC')))
        AND (stay.valid_to IS NULL OR activity.month <= toDate(stay.valid_to))
      LIMIT 1 BY activity.person_id, activity.month, activity.type, activity.source)
    GROUP BY month, type ORDER BY month, type`,
  params,
  row: shape.activity.element,
  examples,
})

/** On which rungs the people of one organisation stand now. */
export const organisationLadder = question({
  text: `SELECT state, count() AS people FROM person_cards
    WHERE state != '' AND class = 'human' AND person_id IN (SELECT person_id FROM affiliations WHERE organisation_id = {organisation:UInt64})
    GROUP BY state ORDER BY state`,
  params,
  row: shape.ladder.element,
  examples,
})
