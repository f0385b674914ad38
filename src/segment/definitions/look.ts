import { z } from 'zod'
import type { Store } from '../../store/index.ts'
import type { Part } from '../part.ts'
import { compileRules } from '../rules/compile-rules.ts'
import type { SubjectKind } from '../rules/rule.ts'
import { type OwnReason, recordChanges, tellReasons } from './change.ts'
import type { RuledSegment } from './ruled-segment.ts'

/** What definitions are looked at with, and for which moment. */
export interface Looking {
  readonly asOf: Date
  readonly parts: readonly Part[]
  readonly signal: AbortSignal
  /** Where the memberships of schemes in code stand. */
  readonly memberships: string
}

/** What the last look at a segment was. */
export interface LastLook {
  readonly version: number
  readonly at: Date
}
export type LastLooks = ReadonlyMap<string, LastLook>

/**
 * Looks at definitions of one layer and one kind of subject, in one pass over what is known, and records who came in and who left since
 * the last look, with reasons.
 */
export async function lookAt(
  store: Store,
  definitions: readonly RuledSegment[],
  looks: LastLooks,
  looking: Looking,
): Promise<void> {
  const { asOf, parts, signal, memberships } = looking
  const startedAt = performance.now()
  await store.write('TRUNCATE TABLE judged_subjects')
  await store.write('TRUNCATE TABLE coming_changes')
  for (const part of parts) {
    signal.throwIfAborted()
    await judge(store, definitions, part, looking)
    await findChanges(store, definitions, part, asOf)
  }
  const own: OwnReason = (definition) => sayNewRule(definition, looks.get(definition.segment))
  const known = definitions.filter((definition) => own(definition) === undefined)
  await tellReasons(store, known, asOf, memberships)
  await recordChanges(store, definitions, asOf, own)
  await recordLooks(store, definitions, asOf, (performance.now() - startedAt) / definitions.length)
}

function sayNewRule({ version }: RuledSegment, last: LastLook | undefined): string | undefined {
  if (last === undefined) return 'fitted when this was first looked at'
  return last.version === version ? undefined : `the rule was changed (version ${version})`
}

async function judge(
  store: Store,
  definitions: readonly RuledSegment[],
  part: Part,
  { asOf, memberships }: Looking,
): Promise<void> {
  const subject: SubjectKind = definitions[0]?.subject ?? 'person'
  const rules = definitions.map(({ rule }) => rule)
  const { select, params } = compileRules(rules, { subject, memberships })
  const verdicts = rules.map((_, at) => `toUInt8(ifNull(verdict_${at + 1}, 2))`).join(', ')
  await store.write(
    `INSERT INTO judged_subjects (subject_id, fits, unsure)
    SELECT subject_id, arrayFilter((at, verdict) -> verdict = 1, numbers, verdicts), arrayFilter((at, verdict) -> verdict = 2, numbers, verdicts)
    FROM (SELECT subject_id, range(1, {ending:UInt16}) AS numbers, [${verdicts}] AS verdicts FROM (${select}))`,
    { ...params, ...part, as_of: asOf, ending: rules.length + 1 },
  )
}

/** Who fits and is not in yet, and who is in and does not fit, or is not there, any more. */
async function findChanges(
  store: Store,
  definitions: readonly RuledSegment[],
  part: Part,
  asOf: Date,
): Promise<void> {
  await store.write(
    `INSERT INTO coming_changes (segment, subject_id, entered)
    SELECT segment, subject_id, max(fits_now) AS entered FROM (
      SELECT {segments:Array(String)}[arrayJoin(fits)] AS segment, subject_id, 1 AS fits_now, 0 AS was_in
      FROM judged_subjects WHERE subject_id BETWEEN {first:UInt64} AND {last:UInt64}
      UNION ALL
      SELECT toString(segment) AS segment, subject_id, 0 AS fits_now, 1 AS was_in FROM (
        SELECT segment, subject_id FROM membership_changes
        WHERE segment IN {segments:Array(String)} AND subject_id BETWEEN {first:UInt64} AND {last:UInt64} AND at < {as_of:DateTime64(3)}
        GROUP BY segment, subject_id HAVING argMax(entered, (at, recorded_at)))
    )
    GROUP BY segment, subject_id HAVING max(fits_now) != max(was_in)`,
    { ...part, as_of: asOf, segments: definitions.map(({ segment }) => segment) },
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
    `INSERT INTO segment_looks (segment, version, at, members, unknown, milliseconds, recorded_at)
    SELECT {segments:Array(String)}[looked.number], {versions:Array(UInt32)}[looked.number], {as_of:DateTime64(3)},
      ifNull(fits.subjects, 0), ifNull(unsure.subjects, 0), {milliseconds:UInt32}, now64(6)
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

/** Of each segment the version looked at last, and the latest moment it was looked at for. */
export async function readLooks(store: Store): Promise<Map<string, LastLook>> {
  const rows = await store.read({
    text: `SELECT segment, argMax(version, recorded_at) AS looked_version, max(at) AS latest FROM segment_looks GROUP BY segment`,
    params: {},
    row: z.object({ segment: z.string(), looked_version: z.number(), latest: z.coerce.date() }),
  })
  return new Map(rows.map((row) => [row.segment, { version: row.looked_version, at: row.latest }]))
}
