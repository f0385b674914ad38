import { z } from 'zod'
import { question } from '../../../store/index.ts'
import {
  asOfParams,
  type ExportQuery,
  exportExamples,
  idColumn,
  numberColumn,
  textColumn,
  timeColumn,
} from '../column.ts'

const columns = (query: ExportQuery): string =>
  [
    idColumn('person_id', 'person_id'),
    textColumn(query, 'person_name', 'name'),
    textColumn(query, 'person_email', 'email'),
    textColumn(query, 'person_class', 'class'),
    idColumn('person_organisation', 'organisation_id'),
    textColumn(query, 'organisation_name', 'organisation'),
    textColumn(query, 'rung', 'state'),
    numberColumn(query, 'known_aliases', 'aliases'),
    numberColumn(query, 'acts', 'events'),
    timeColumn(query, 'first_act', 'first_seen'),
    timeColumn(query, 'last_act', 'last_seen'),
  ].join(', ')

const now = `SELECT person_id, name AS person_name, email AS person_email, class AS person_class, organisation_id AS person_organisation,
  organisation_name, state AS rung, aliases AS known_aliases, events AS acts, first_seen AS first_act, last_seen AS last_act
  FROM person_cards`

/**
 * People who had left a trace before the moment, counted up to it, on the rung and with the organisation they had then.
 * Which aliases are one person is as worked out now.
 */
const then = `SELECT people.person_id AS person_id, people.name AS person_name, people.email AS person_email, people.class AS person_class,
  if(people.class = 'human', ifNull(employer.organisation_id, 0), 0) AS person_organisation,
  ifNull(organisations.name, '') AS organisation_name, ifNull(standing.state, '') AS rung,
  traces.known_aliases AS known_aliases, traces.acts AS acts, traces.first_act AS first_act, traces.last_act AS last_act
  FROM people
  INNER JOIN (
    SELECT person_aliases.person_id AS person_id, count() AS known_aliases, sum(acted.acts) AS acts, min(acted.first_act) AS first_act, max(acted.last_act) AS last_act
    FROM person_aliases INNER JOIN (
      SELECT alias_id, count() AS acts, min(occurred_at) AS first_act, max(occurred_at) AS last_act FROM events
      WHERE alias_id != 0 AND occurred_at < {as_of:DateTime64(3)} GROUP BY alias_id
    ) AS acted ON acted.alias_id = person_aliases.alias_id
    GROUP BY person_aliases.person_id
  ) AS traces ON traces.person_id = people.person_id
  LEFT JOIN (
    SELECT person_id, argMax(state, entered_at) AS state FROM states
    WHERE ladder = 'participation' AND entered_at < {as_of:DateTime64(3)} AND (left_at IS NULL OR left_at >= {as_of:DateTime64(3)})
    GROUP BY person_id
  ) AS standing ON standing.person_id = people.person_id
  LEFT JOIN (
    SELECT person_id, argMax(organisation_id, (probability, events)) AS organisation_id FROM affiliations
    WHERE (valid_from IS NULL OR valid_from < {as_of:DateTime64(3)}) AND (valid_to IS NULL OR valid_to >= {as_of:DateTime64(3)})
    GROUP BY person_id
  ) AS employer ON employer.person_id = people.person_id
  LEFT JOIN organisations ON organisations.organisation_id = employer.organisation_id`

/** People, bots and role accounts. */
export const exportPeople = question({
  text: (query: ExportQuery) =>
    `SELECT ${columns(query)} FROM (${query.asOf === undefined ? now : then}) AS person ORDER BY person.acts DESC, person.person_id`,
  params: asOfParams,
  row: z.unknown(),
  examples: exportExamples,
})
