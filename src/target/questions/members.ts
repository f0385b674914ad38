import { z } from 'zod'
import { question } from '../../store/index.ts'

export interface OfSegments {
  readonly segments: readonly string[]
  readonly asOf: Date
}

const example: OfSegments = { segments: ['ladder/P4', 'custom/helpers'], asOf: new Date(0) }
const toParams = ({ segments, asOf }: OfSegments) => ({ segments, as_of: asOf })

const isNow = 'entered_at < {as_of:DateTime64(3)} AND (left_at IS NULL OR left_at >= {as_of:DateTime64(3)})'

/** Who is in a segment; of a segment of organisations, who acts for one of them. */
const members = `
  SELECT segment, subject_id, subject_id AS person_id FROM memberships
  WHERE segment IN {segments:Array(String)} AND subject_kind = 'person' AND ${isNow}
  UNION ALL
  SELECT segment, subject_id, person_id FROM (
    SELECT segment, subject_id FROM memberships WHERE segment IN {segments:Array(String)} AND subject_kind = 'organisation' AND ${isNow}
  ) AS firms INNER JOIN (
    SELECT person_id, organisation_id FROM affiliations
    WHERE probability >= 0.8 AND (valid_from IS NULL OR valid_from < {as_of:DateTime64(3)})
      AND (valid_to IS NULL OR valid_to >= {as_of:DateTime64(3)})
    GROUP BY person_id, organisation_id
  ) AS belonging ON belonging.organisation_id = firms.subject_id`

const lastYear = `occurred_at >= {as_of:DateTime64(3)} - INTERVAL 12 MONTH AND occurred_at < {as_of:DateTime64(3)}`

/** What members did in twelve months, by type of act; a merge repeats what it merges and does not count. */
export const actsOfMembers = question({
  text: `SELECT segment, type, sum(done.acts) AS acts, uniqExact(done.person_id) AS people
    FROM (SELECT DISTINCT segment, person_id FROM (${members})) AS members
    INNER JOIN (
      SELECT person_id, toString(type) AS type, count() AS acts FROM human_acts
      WHERE ${lastYear} AND act != 'merged changes' GROUP BY person_id, type
    ) AS done ON done.person_id = members.person_id
    GROUP BY segment, type ORDER BY segment, type`,
  params: toParams,
  row: z.object({
    segment: z.string(),
    type: z.string(),
    acts: z.coerce.number(),
    people: z.coerce.number(),
  }),
  examples: [example],
})

/** Where people can be answered, by the families of acts that happen there. */
export const channels = {
  tracker: ['issue', 'pr'],
  list: ['list'],
  forum: ['forum'],
  qa: ['qa'],
  chat: ['chat'],
  event: ['event'],
} as const
export const contactChannel = 'contact'

const channelOf = `transform(splitByChar('.', toString(type))[1], ['issue', 'pr', 'list', 'forum', 'qa', 'chat', 'event'],
  ['tracker', 'tracker', 'list', 'forum', 'qa', 'chat', 'event'], '')`

/**
 * How many members can be reached, by channel: one they used in twelve months, or an address they gave to be contacted and have not left
 * since (`contact`); '' counts those reachable in any way.
 */
export const reachOfMembers = question({
  text: `SELECT segment, ifNull(channel, '') AS channel, uniqExact(subject_id) AS members
    FROM (SELECT segment, subject_id, person_id FROM (${members})) AS members
    INNER JOIN (
      SELECT DISTINCT person_id, ${channelOf} AS channel FROM human_acts WHERE ${lastYear} AND channel != ''
      UNION ALL
      SELECT person_id, 'contact' AS channel FROM events
      INNER JOIN (SELECT alias_id, person_id FROM person_aliases) AS named ON named.alias_id = events.alias_id
      WHERE occurred_at < {as_of:DateTime64(3)}
        AND (contact_basis != '' OR events.type IN ('newsletter.unsubscribe', 'newsletter.bounce'))
      GROUP BY person_id
      HAVING argMax(contact_basis != '' AND events.type NOT IN ('newsletter.unsubscribe', 'newsletter.bounce'), occurred_at)
    ) AS reached ON reached.person_id = members.person_id
    GROUP BY GROUPING SETS ((segment, channel), (segment))
    ORDER BY segment, channel`,
  params: toParams,
  row: z.object({ segment: z.string(), channel: z.string(), members: z.coerce.number() }),
  examples: [example],
})

/** Segments by their ids, with how many members they have and had a year before, and of how many nobody knows whether they belong. */
export const sizesOfSegments = question({
  text: `SELECT segments.segment AS segment, segments.title AS title, segments.sentence AS sentence,
      toString(schemes.subject_kind) AS subject_kind, ifNull(stays.members, 0) AS members, ifNull(stays.before, 0) AS before,
      if(looks.segment IS NULL, schemes.unknown, looks.unknown) AS unknown,
      if(looks.segment IS NULL, schemes.classified, looks.members) AS placed
    FROM segments INNER JOIN schemes ON schemes.scheme = segments.scheme
    LEFT JOIN (
      SELECT segment, countIf(${isNow}) AS members,
        countIf(entered_at < {as_of:DateTime64(3)} - INTERVAL 12 MONTH
          AND (left_at IS NULL OR left_at >= {as_of:DateTime64(3)} - INTERVAL 12 MONTH)) AS before
      FROM memberships WHERE segment IN {segments:Array(String)} GROUP BY segment
    ) AS stays ON stays.segment = segments.segment
    LEFT JOIN (
      SELECT segment, members, unknown FROM segment_looks WHERE segment IN {segments:Array(String)} AND at <= {as_of:DateTime64(3)}
      ORDER BY at DESC, recorded_at DESC LIMIT 1 BY segment
    ) AS looks ON looks.segment = segments.segment
    WHERE segments.segment IN {segments:Array(String)} AND schemes.subject_kind != 'visitor' ORDER BY segments.segment`,
  params: toParams,
  row: z.object({
    segment: z.string(),
    title: z.string(),
    sentence: z.string(),
    subject_kind: z.enum(['person', 'organisation']),
    members: z.coerce.number(),
    before: z.coerce.number(),
    unknown: z.coerce.number(),
    placed: z.coerce.number(),
  }),
  examples: [example],
})
