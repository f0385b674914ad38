import type { Store } from '../../store/index.ts'
import { fillBeside, swapIn } from '../derived-table.ts'
import { type Part, splitIntoParts } from '../part.ts'
import { isDated, type SubjectKind, saySegment } from '../rules/rule.ts'
import { customSchemes, readDefinitions } from './definition.ts'
import { readKnownSchemes } from './known-schemes.ts'
import { type LastLook, type Looking, lookAt, readLooks } from './look.ts'
import { orderByNesting } from './nesting.ts'
import { type RuledScheme, type RuledSegment, toRuledSegment } from './ruled-segment.ts'

interface PlacingDefinitions extends Omit<Looking, 'parts'> {
  readonly subjects: Readonly<Record<SubjectKind, number>>
}

/** So many people are looked at at once: with a hundred rules in some 200 MB. */
const peoplePerPart = 100_000

/** So many months a new definition is looked back at, so that its history begins before it did. */
const monthsBack = 12

/**
 * Looks at all segments that rules make, those of what is known and those somebody wrote down, and adds their members, segments and
 * schemes to `memberships_next`, `segments_next` and `schemes_next`. What changed since the last look is appended to
 * `membership_changes`, which membership is replayed from: at an earlier moment nothing is looked at anew.
 */
export async function placeByRules(store: Store, placing: PlacingDefinitions): Promise<void> {
  await place(store, [...(await readKnownSchemes(store)), ...(await readCustomSchemes(store))], placing)
}

/** The same of those somebody wrote down alone: the rows of other schemes stay as they are. */
export async function refreshDefinitions(
  store: Store,
  options: Omit<PlacingDefinitions, 'memberships'>,
): Promise<void> {
  const tables = ['memberships', 'segments', 'schemes'] as const
  for (const table of tables) {
    const select = `SELECT * FROM ${table} WHERE scheme NOT IN {custom:Array(String)}`
    const params = [{ custom: Object.values(customSchemes) }]
    await fillBeside(store, table, [{ select, params }], options.signal)
  }
  await place(store, await readCustomSchemes(store), { ...options, memberships: 'memberships' })
  await swapIn(store, tables)
}

async function place(
  store: Store,
  schemes: readonly RuledScheme[],
  placing: PlacingDefinitions,
): Promise<void> {
  const segments = schemes.flatMap((scheme) => scheme.segments)
  const { person, organisation } = placing.subjects
  const parts = splitIntoParts(Math.max(person, organisation), peoplePerPart)
  await closeRetired(store, schemes, placing.asOf)
  await lookAtAll(store, segments, { ...placing, parts })
  if (segments.length === 0) return
  for (const part of parts) await replayStays(store, segments, part, placing.asOf)
  for (const scheme of schemes.filter((one) => one.segments.length > 0)) {
    await addSegments(store, scheme.segments)
    await addScheme(store, scheme, placing.subjects)
  }
}

const customTexts = {
  person: { title: 'Our own segments', question: 'Who fits the rules that somebody here wrote down?' },
  organisation: {
    title: 'Our own segments of organisations',
    question: 'Which organisations fit the rules that somebody here wrote down?',
  },
} as const

/** Those somebody wrote down. */
async function readCustomSchemes(store: Store): Promise<RuledScheme[]> {
  const definitions = await readDefinitions(store)
  return (['person', 'organisation'] as const).map((subject) => ({
    scheme: customSchemes[subject],
    ...customTexts[subject],
    subject,
    segments: definitions.filter((one) => one.subject === subject).map(toRuledSegment),
  }))
}

async function lookAtAll(
  store: Store,
  definitions: readonly RuledSegment[],
  looking: Looking,
): Promise<void> {
  const looks = await readLooks(store)
  const fresh = definitions.filter(({ segment, rule }) => !looks.has(segment) && isDated(rule))
  for (const moment of monthEnds(looking.asOf))
    await lookAtLayers(store, fresh, looks, { ...looking, asOf: moment })
  const due = definitions.filter((definition) =>
    isDue(definition, looks.get(definition.segment), looking.asOf),
  )
  await lookAtLayers(store, due, looks, looking)
}

/** Looking at an earlier moment than before would make what was known then something else. */
const isDue = ({ version }: RuledSegment, last: LastLook | undefined, asOf: Date): boolean =>
  last === undefined || last.version !== version || last.at <= asOf

async function lookAtLayers(
  store: Store,
  definitions: readonly RuledSegment[],
  looks: Map<string, LastLook>,
  looking: Looking,
): Promise<void> {
  for (const layer of orderByNesting(definitions))
    for (const subject of ['person', 'organisation'] as const) {
      const together = layer.filter((definition) => definition.subject === subject)
      if (together.length === 0) continue
      await lookAt(store, together, looks, looking)
      for (const { segment, version } of together) looks.set(segment, { version, at: looking.asOf })
    }
}

/** The ends of the months before a moment, the earliest first. */
function monthEnds(asOf: Date): Date[] {
  return Array.from(
    { length: monthsBack },
    (_, at) => new Date(Date.UTC(asOf.getUTCFullYear(), asOf.getUTCMonth() - monthsBack + at + 1, 1)),
  ).filter((end) => end < asOf)
}

/** Whoever was in a segment of these schemes that is there no more leaves it. */
async function closeRetired(store: Store, schemes: readonly RuledScheme[], asOf: Date): Promise<void> {
  const names = new Set(schemes.map(({ scheme }) => scheme))
  const current = new Set(schemes.flatMap(({ segments }) => segments.map(({ segment }) => segment)))
  const retired = [...(await readLooks(store))].filter(
    ([segment, { at }]) => names.has(segment.split('/')[0] ?? '') && !current.has(segment) && at <= asOf,
  )
  if (retired.length === 0) return
  await store.write(
    `INSERT INTO membership_changes (segment, version, subject_kind, subject_id, at, entered, reason, recorded_at)
    SELECT segment, max(membership_changes.version), any(subject_kind), subject_id, {as_of:DateTime64(3)} - INTERVAL 1 MILLISECOND,
      false, 'the segment was retired', now64(6)
    FROM membership_changes WHERE segment IN {segments:Array(String)} AND at < {as_of:DateTime64(3)}
    GROUP BY segment, subject_id HAVING argMax(membership_changes.entered, (membership_changes.at, membership_changes.recorded_at))`,
    { as_of: asOf, segments: retired.map(([segment]) => segment) },
  )
}

/** Stays in segments, from what changed before a moment; of changes that say the same twice the first counts. */
async function replayStays(
  store: Store,
  definitions: readonly RuledSegment[],
  part: Part,
  asOf: Date,
): Promise<void> {
  await store.write(
    `INSERT INTO memberships_next (segment, scheme, subject_kind, subject_id, entered_at, left_at, entered_reason, left_reason)
    SELECT segment, splitByChar('/', toString(segment))[1], subject_kind, subject_id, at, ends_at, reason, if(ends_at IS NULL, '', end_reason)
    FROM (
      SELECT segment, subject_kind, subject_id, at, entered, reason, leadInFrame(toNullable(at)) OVER later AS ends_at,
        leadInFrame(reason) OVER later AS end_reason
      FROM (
        SELECT segment, subject_kind, subject_id, at, recorded_at, entered, reason, lagInFrame(entered, 1, false) OVER (
          PARTITION BY segment, subject_id ORDER BY at, recorded_at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS was_in
        FROM membership_changes
        WHERE segment IN {segments:Array(String)} AND subject_id BETWEEN {first:UInt64} AND {last:UInt64} AND at < {as_of:DateTime64(3)}
      )
      WHERE entered != was_in
      WINDOW later AS (PARTITION BY segment, subject_id ORDER BY at, recorded_at ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
    )
    WHERE entered AND (ends_at IS NULL OR ends_at > at)`,
    { ...part, as_of: asOf, segments: definitions.map(({ segment }) => segment) },
  )
}

async function addSegments(store: Store, segments: readonly RuledSegment[]): Promise<void> {
  await store.write(
    `INSERT INTO segments_next (segment, scheme, title, sentence, ordinal, members, anonymous, computed_at)
    SELECT one.1, one.2, one.3, one.4, one.5, ifNull(current, 0), 0, now64(3)
    FROM (
      SELECT arrayJoin(arrayZip({segments:Array(String)}, {schemes:Array(String)}, {titles:Array(String)}, {sentences:Array(String)},
        arrayMap(at -> toUInt16(at), range(length({segments:Array(String)}))))) AS one
    ) AS ruled
    LEFT JOIN (
      SELECT toString(segment) AS segment, count() AS current FROM memberships_next
      WHERE left_at IS NULL AND segment IN {segments:Array(String)} GROUP BY segment
    ) AS members ON members.segment = one.1`,
    {
      segments: segments.map(({ segment }) => segment),
      schemes: segments.map(({ scheme }) => scheme),
      titles: segments.map(({ title }) => title),
      sentences: segments.map(({ rule, subject }) => saySegment(rule, subject)),
    },
  )
}

async function addScheme(
  store: Store,
  { scheme, title, question, subject }: RuledScheme,
  subjects: PlacingDefinitions['subjects'],
): Promise<void> {
  await store.write(
    `INSERT INTO schemes_next (scheme, title, question, subject_kind, classified, unknown, conflicting, computed_at)
    SELECT {scheme:String}, {title:String}, {question:String}, {subject:String}, placed, greatest(placed, {subjects:UInt64}) - placed, 0, now64(3)
    FROM (SELECT uniqExact(subject_id) AS placed FROM memberships_next WHERE scheme = {scheme:String} AND left_at IS NULL)`,
    { scheme, title, question, subject, subjects: subjects[subject] },
  )
}
