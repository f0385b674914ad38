import { z } from 'zod'
import type { Parameter, Store } from '../../store/index.ts'
import type { Part } from '../part.ts'
import { compileRules } from '../rules/compile-rules.ts'
import type { SubjectKind } from '../rules/rule.ts'
import { type OwnReason, recordChanges, tellReasons } from './change.ts'
import type { Looking } from './looking.ts'
import { changed, replayedMembers } from './members.ts'
import { orderByNesting } from './nesting.ts'
import type { RuledSegment } from './ruled-segment.ts'

/** What the last look at a segment was. */
export interface LastLook {
  readonly version: number
  readonly at: Date
  /** For which moment everybody was looked at last. */
  readonly wholeAt: Date
  /** Of how many nobody knew then. */
  readonly unknown: number
}
export type LastLooks = ReadonlyMap<string, LastLook>

/** Who is looked at in one statement: a condition on a column of ids, and the values it needs. */
export interface Range {
  among(column: string): string
  readonly params: Readonly<Record<string, Parameter>>
}

export const toRange = (part: Part): Range => ({
  among: (column) => `${column} BETWEEN {first:UInt64} AND {last:UInt64}`,
  params: { ...part },
})

/** Whoever may stand otherwise than at the last run (touched.ts). */
export const touchedRange: Range = {
  among: (column) => `${column} IN (SELECT person_id FROM touched_people)`,
  params: {},
}

/** A look at those touched alone, to be recorded when its members can be counted. */
export interface TouchedLook {
  readonly segment: string
  readonly version: number
  readonly unknown: number
  readonly milliseconds: number
}

/**
 * Looks at definitions of one kind of subject in one pass over what is known, and records who came in and who left since the last look,
 * with reasons.
 */
export async function lookAt(
  store: Store,
  definitions: readonly RuledSegment[],
  looks: LastLooks,
  looking: Looking,
): Promise<void> {
  const milliseconds = await look(
    store,
    definitions,
    looks,
    looking,
    looking.parts[subjectOf(definitions)].map(toRange),
  )
  await recordLooks(store, definitions, looking.asOf, milliseconds)
}

/** The same at those touched since the last run alone. */
export async function lookAtTouched(
  store: Store,
  definitions: readonly RuledSegment[],
  looks: LastLooks,
  looking: Looking,
): Promise<TouchedLook[]> {
  const milliseconds = await look(store, definitions, looks, looking, [touchedRange])
  return definitions.map(({ segment, version }) => ({
    segment,
    version,
    unknown: looks.get(segment)?.unknown ?? 0,
    milliseconds: Math.round(milliseconds),
  }))
}

/** Answers the milliseconds it took for each definition. */
async function look(
  store: Store,
  definitions: readonly RuledSegment[],
  looks: LastLooks,
  looking: Looking,
  ranges: readonly Range[],
): Promise<number> {
  const { signal } = looking
  const startedAt = performance.now()
  await store.write('TRUNCATE TABLE judged_subjects')
  await store.write('TRUNCATE TABLE coming_changes')
  for (const range of ranges) {
    signal.throwIfAborted()
    await judge(store, definitions, range, looking)
    await findChanges(store, definitions, range, looking)
  }
  const own: OwnReason = (definition) => sayNewRule(definition, looks.get(definition.segment))
  // Why somebody is in a segment that asks about another is told when those of the other are recorded.
  for (const layer of orderByNesting(definitions)) {
    const known = layer.filter((definition) => own(definition) === undefined)
    await tellReasons(store, known, looking)
    await recordChanges(store, layer, looking.asOf, own)
  }
  return (performance.now() - startedAt) / definitions.length
}

const subjectOf = ([first]: readonly RuledSegment[]): SubjectKind => first?.subject ?? 'person'

function sayNewRule({ version }: RuledSegment, last: LastLook | undefined): string | undefined {
  if (last === undefined) return 'fitted when this was first looked at'
  return last.version === version ? undefined : `the rule was changed (version ${version})`
}

async function judge(
  store: Store,
  definitions: readonly RuledSegment[],
  { among, params: bounds }: Range,
  { asOf, memberships, members }: Looking,
): Promise<void> {
  const subject = subjectOf(definitions)
  const rules = definitions.map(({ rule }) => rule)
  const makes = new Map(definitions.map(({ segment }, at) => [segment, at]))
  const { select, params } = compileRules(rules, { subject, memberships, ruled: members, among, makes })
  const verdicts = rules.map((_, at) => `toUInt8(ifNull(verdict_${at + 1}, 2))`).join(', ')
  await store.write(
    `INSERT INTO judged_subjects (subject_id, fits, unsure)
    SELECT subject_id, arrayFilter((at, verdict) -> verdict = 1, numbers, verdicts), arrayFilter((at, verdict) -> verdict = 2, numbers, verdicts)
    FROM (SELECT subject_id, range(1, {ending:UInt16}) AS numbers, [${verdicts}] AS verdicts FROM (${select}))
    WHERE has(verdicts, 1) OR has(verdicts, 2)`,
    { ...params, ...bounds, as_of: asOf, ending: rules.length + 1 },
  )
}

/**
 * Who fits and is not in yet, and who is in and does not fit, or is not there, any more. Most are in what they fit: sums of numbers drawn
 * from what each of both says tell them without comparing it, and of the others `changed_subjects` is told first.
 */
async function findChanges(
  store: Store,
  definitions: readonly RuledSegment[],
  { among, params }: Range,
  { asOf, members }: Looking,
): Promise<void> {
  const values = { ...params, as_of: asOf, segments: definitions.map(({ segment }) => segment) }
  await store.write(
    `INSERT INTO changed_subjects
    SELECT subject_id FROM (
      SELECT subject_id, arraySum(arrayMap(at -> arrayMap(segment -> cityHash64(segment), {segments:Array(String)})[at], fits)) AS fit_now,
        toUInt64(0) AS was_in
      FROM judged_subjects WHERE ${among('subject_id')}
      UNION ALL
      SELECT subject_id, toUInt64(0), cityHash64(segment) FROM (${members(among, '{segments:Array(String)}')})
    )
    GROUP BY subject_id HAVING sum(fit_now) != sum(was_in)`,
    values,
  )
  const differing = (column: string): string => `${among(column)} AND ${column} IN (${changed})`
  await store.write(
    `INSERT INTO coming_changes (segment, subject_id, entered)
    SELECT {segments:Array(String)}[change.1], subject_id, change.2 FROM (
      SELECT subject_id, groupArrayArray(fit_now) AS fitting, groupArrayArray(was_in) AS before, arrayJoin(arrayConcat(
        arrayMap(at -> (at, true), arrayFilter(at -> NOT has(before, at), fitting)),
        arrayMap(at -> (at, false), arrayFilter(at -> NOT has(fitting, at), before)))) AS change
      FROM (
        SELECT subject_id, fits AS fit_now, CAST([], 'Array(UInt16)') AS was_in FROM judged_subjects WHERE ${differing('subject_id')}
        UNION ALL
        SELECT subject_id, CAST([], 'Array(UInt16)') AS fit_now,
          groupArray(toUInt16(transform(segment, {segments:Array(String)}, range(1, length({segments:Array(String)}) + 1), 0))) AS was_in
        FROM (${replayedMembers(differing, '{segments:Array(String)}')}) GROUP BY subject_id
      )
      GROUP BY subject_id
    )`,
    values,
  )
}

async function recordLooks(
  store: Store,
  definitions: readonly RuledSegment[],
  asOf: Date,
  milliseconds: number,
): Promise<void> {
  const count = (numbers: string): string => `LEFT JOIN (
      SELECT arrayJoin(${numbers}) AS number, count() AS subjects FROM judged_subjects GROUP BY number
    ) AS ${numbers} ON ${numbers}.number = looked.number`
  await store.write(
    `INSERT INTO segment_looks (segment, version, at, members, unknown, milliseconds, whole, recorded_at)
    SELECT {segments:Array(String)}[looked.number], {versions:Array(UInt32)}[looked.number], {as_of:DateTime64(3)},
      ifNull(fits.subjects, 0), ifNull(unsure.subjects, 0), {milliseconds:UInt32}, true, now64(6)
    FROM (SELECT toUInt16(arrayJoin(range(1, length({segments:Array(String)}) + 1))) AS number) AS looked
    ${count('fits')} ${count('unsure')}`,
    {
      as_of: asOf,
      milliseconds: Math.round(milliseconds),
      segments: definitions.map(({ segment }) => segment),
      versions: definitions.map(({ version }) => version),
    },
  )
}

/** Records looks at those touched alone, whose members stand in `segments_next`. */
export async function recordTouchedLooks(
  store: Store,
  looks: readonly TouchedLook[],
  asOf: Date,
): Promise<void> {
  if (looks.length === 0) return
  await store.write(
    `INSERT INTO segment_looks (segment, version, at, members, unknown, milliseconds, whole, recorded_at)
    SELECT segments_next.segment, one.2, {as_of:DateTime64(3)}, segments_next.members, one.3, one.4, false, now64(6)
    FROM (
      SELECT arrayJoin(arrayZip({segments:Array(String)}, {versions:Array(UInt32)}, {unknown:Array(UInt64)}, {milliseconds:Array(UInt32)})) AS one
    ) AS looked INNER JOIN segments_next ON segments_next.segment = one.1`,
    {
      as_of: asOf,
      segments: looks.map(({ segment }) => segment),
      versions: looks.map(({ version }) => version),
      unknown: looks.map(({ unknown }) => unknown),
      milliseconds: looks.map(({ milliseconds }) => milliseconds),
    },
  )
}

/** Of each segment the last look at it. */
export async function readLooks(store: Store): Promise<Map<string, LastLook>> {
  const rows = await store.read({
    text: `SELECT segment, argMax(version, recorded_at) AS looked_version, max(at) AS latest, maxIf(at, whole) AS whole_at,
      argMax(unknown, recorded_at) AS unknown_then FROM segment_looks GROUP BY segment`,
    params: {},
    row: z.object({
      segment: z.string(),
      looked_version: z.number(),
      latest: z.coerce.date(),
      whole_at: z.coerce.date(),
      unknown_then: z.coerce.number(),
    }),
  })
  return new Map(
    rows.map((row) => [
      row.segment,
      { version: row.looked_version, at: row.latest, wholeAt: row.whole_at, unknown: row.unknown_then },
    ]),
  )
}
