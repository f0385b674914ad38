import { z } from 'zod'
import { question } from '../../../store/index.ts'
import { ladderState } from '../contract.ts'
import {
  lastsThen,
  leastProbability,
  membersOf,
  type SubjectKind,
  type Viewed,
  validThen,
  viewedExamples,
} from './traits.ts'

const count = z.coerce.number()

const viewed = ({ segments, subjectKind, asOf }: Viewed) => ({
  segments: [...segments],
  subject_kind: subjectKind,
  as_of: asOf,
})

/** How many subjects there were. */
export const everybodyThen = question({
  text: ({ subjectKind }: Viewed) =>
    subjectKind === 'person'
      ? `SELECT count() AS everybody FROM people WHERE class = 'human' AND (first_seen IS NULL OR first_seen < {as_of:DateTime64(3)})`
      : 'SELECT count() AS everybody FROM organisations WHERE first_seen IS NULL OR first_seen < {as_of:DateTime64(3)}',
  params: ({ asOf }) => ({ as_of: asOf }),
  row: z.object({ everybody: count }),
  examples: viewedExamples,
})

/** Exact sets: how many are in those of the segments whose bit is set (1, 2, 4 …) and in no other. */
export const exactSets = question({
  text: () => `SELECT toUInt16(mask) AS mask, count() AS members FROM (
      SELECT subject_id, groupBitOr(bitShiftLeft(toUInt16(1), toUInt8(indexOf({segments:Array(String)}, toString(segment)) - 1))) AS mask
      FROM memberships WHERE has({segments:Array(String)}, toString(segment)) AND segment IN {segments:Array(String)}
        AND subject_kind = {subject_kind:String} AND ${lastsThen}
      GROUP BY subject_id)
    GROUP BY mask ORDER BY members DESC, mask`,
  params: viewed,
  row: z.object({ mask: count, members: count }),
  examples: viewedExamples,
})

/** The people of the first segment: its members, or who act for the organisations in it. */
const peopleOf = (subjectKind: SubjectKind): string =>
  subjectKind === 'person'
    ? membersOf(0)
    : `SELECT person_id FROM affiliations WHERE ${validThen} AND organisation_id IN (${membersOf(0)})`
const peopleParams = (one: Viewed) => ({
  ...viewed(one),
  ...(one.subjectKind === 'person' ? {} : { least: leastProbability }),
})

/** How many of a segment's people stood on each rung. */
export const ladderOfPeople = question({
  text: ({ subjectKind }: Viewed) => `SELECT toString(state) AS state, count() AS people FROM states
    WHERE ladder = 'participation' AND ${lastsThen} AND person_id IN (${peopleOf(subjectKind)})
    GROUP BY state ORDER BY state`,
  params: peopleParams,
  row: z.object({ state: ladderState, people: count }),
  examples: viewedExamples,
})

/** How many people act for the organisations of a segment. */
export const countActing = question({
  text: () => `SELECT uniqExact(person_id) AS people FROM (${peopleOf('organisation')})`,
  params: (one: Viewed) => ({ ...viewed(one), least: leastProbability }),
  row: z.object({ people: count }),
  examples: viewedExamples,
})

/** For which organisations a segment's people acted, those with most first. */
export const organisationsOfPeople = question({
  text: ({
    subjectKind,
  }: Viewed) => `SELECT toString(organisations.organisation_id) AS organisationId, name, domain, held.people AS people, held.of AS of FROM organisations
    INNER JOIN (SELECT organisation_id, uniqExactIf(person_id, person_id IN (${peopleOf(subjectKind)})) AS people, uniqExact(person_id) AS of
      FROM affiliations WHERE ${validThen} GROUP BY organisation_id HAVING people > 0 ORDER BY people DESC, organisation_id LIMIT 10) AS held
      ON held.organisation_id = organisations.organisation_id
    ORDER BY held.people DESC, organisations.organisation_id`,
  params: (one) => ({ ...viewed(one), least: leastProbability }),
  row: z.object({
    organisationId: z.string(),
    name: z.string(),
    domain: z.string(),
    people: count,
    of: count,
  }),
  examples: viewedExamples,
})

/** In which sources a segment's people did something in the year before. */
export const channelsOfPeople = question({
  // Person by person, as the table is ordered: a set of people for each source would not fit beside the others.
  text: ({
    subjectKind,
  }: Viewed) => `SELECT toString(source) AS source, count() AS people, sum(own) AS events FROM (
      SELECT person_id, source, sum(activity.events) AS own FROM activity
      WHERE month >= toStartOfMonth({as_of:DateTime64(3)} - INTERVAL 1 YEAR) AND month < {as_of:DateTime64(3)}
        AND person_id IN (${peopleOf(subjectKind)})
      GROUP BY person_id, source SETTINGS optimize_aggregation_in_order = 1)
    GROUP BY source ORDER BY people DESC, source LIMIT 20`,
  params: peopleParams,
  row: z.object({ source: z.string(), people: count, events: count }),
  examples: viewedExamples,
})

interface Flowing {
  readonly segment: string
  readonly subjectKind: SubjectKind
  readonly since: Date
  readonly asOf: Date
}

const flowing: readonly Flowing[] = viewedExamples.map(({ subjectKind, asOf }) => ({
  segment: 's',
  subjectKind,
  since: new Date('2023-01-01'),
  asOf,
}))

const moved = {
  /** Who came, and the segments they were in just before. */
  from: {
    at: 'entered_at',
    placed: 'other.entered_at < move.at AND (other.left_at IS NULL OR other.left_at >= move.at)',
  },
  /** Who left, and the segments they were in right after. */
  to: {
    at: 'left_at',
    placed: 'other.entered_at <= move.at AND (other.left_at IS NULL OR other.left_at > move.at)',
  },
} as const

/** Where members came from or went to: how many comings or goings for each other segment, and in all (`segment` is ''). */
const flows = (way: keyof typeof moved) =>
  question({
    text: () => `WITH moves AS (SELECT subject_id, assumeNotNull(${moved[way].at}) AS at FROM memberships
        WHERE segment = {segment:String} AND subject_kind = {subject_kind:String}
          AND ${moved[way].at} >= {since:DateTime64(3)} AND ${moved[way].at} < {as_of:DateTime64(3)})
      SELECT '' AS scheme, '' AS segment, count() AS stays FROM moves
      UNION ALL
      SELECT toString(other.scheme) AS scheme, toString(other.segment) AS segment, count() AS stays
      FROM (SELECT subject_id, scheme, memberships.segment AS segment, entered_at, left_at FROM memberships
          WHERE subject_kind = {subject_kind:String} AND memberships.segment != {segment:String}
            AND subject_id IN (SELECT subject_id FROM moves)) AS other
      INNER JOIN moves AS move ON move.subject_id = other.subject_id
      WHERE ${moved[way].placed}
      GROUP BY other.scheme, other.segment
      ORDER BY scheme, stays DESC, segment`,
    params: ({ segment, subjectKind, since, asOf }: Flowing) => ({
      segment,
      subject_kind: subjectKind,
      since,
      as_of: asOf,
    }),
    row: z.object({ scheme: z.string(), segment: z.string(), stays: count }),
    examples: flowing,
  })

export const flowsFrom = flows('from')
export const flowsTo = flows('to')

/** How many subjects are in just these segments at once, by their places in the list given, from 1. */
export const segmentsTogether = question({
  text: () => `SELECT held, count() AS members FROM (
      SELECT arraySort(groupUniqArray(toUInt16(transform(segment, {segments:Array(String)}, range(1, length({segments:Array(String)}) + 1), 0)))) AS held
      FROM memberships WHERE subject_kind = {subject_kind:String} AND left_at IS NULL GROUP BY subject_id)
    GROUP BY held`,
  params: ({ segments, subjectKind }: Omit<Viewed, 'asOf'>) => ({
    segments: [...segments],
    subject_kind: subjectKind,
  }),
  row: z.object({ held: z.array(z.number()), members: count }),
  examples: viewedExamples.map(({ segments, subjectKind }) => ({ segments, subjectKind })),
})
