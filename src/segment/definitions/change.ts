import { z } from 'zod'
import type { Store } from '../../store/index.ts'
import { compileRules } from '../rules/compile-rules.ts'
import { listSigns, type Sign } from '../rules/sign.ts'
import type { Looking } from './looking.ts'
import type { RuledSegment } from './ruled-segment.ts'

/**
 * Why each of `coming_changes` came about, into `change_reasons`: what fits now of a rule that stayed as it was. Of a subject that is not
 * there any more it says so.
 */
export async function tellReasons(
  store: Store,
  definitions: readonly RuledSegment[],
  looking: Looking,
): Promise<void> {
  await store.write('TRUNCATE TABLE change_reasons')
  const changed = await readChanged(store)
  const due = definitions.filter(({ segment }) => changed.has(segment))
  for (const together of groupBySigns(due)) await tellTogether(store, together, looking)
}

interface Signed {
  readonly segment: RuledSegment
  readonly signs: readonly Sign[]
}

/** So many rules are answered in one statement. */
const signsAtOnce = 80

function groupBySigns(segments: readonly RuledSegment[]): Signed[][] {
  const groups: Signed[][] = []
  let room = 0
  for (const segment of segments) {
    const signs = listSigns(segment.rule)
    room -= signs.length
    if (room < 0) {
      groups.push([])
      room = signsAtOnce - signs.length
    }
    groups.at(-1)?.push({ segment, signs })
  }
  return groups
}

async function tellTogether(
  store: Store,
  together: readonly Signed[],
  { asOf, memberships, members }: Looking,
): Promise<void> {
  const signs = together.flatMap((one) => one.signs)
  let before = 0
  const places = together.map((one) => one.signs.map(() => ++before))
  const { select, params } = compileRules(
    signs.map(({ rule }) => rule),
    {
      subject: together[0]?.segment.subject ?? 'person',
      memberships,
      ruled: members,
      among: (column) =>
        `${column} IN (SELECT subject_id FROM coming_changes WHERE segment IN {changed_segments:Array(String)})`,
    },
  )
  const verdicts = signs.map((_, at) => `toUInt8(ifNull(verdict_${at + 1}, 2))`)
  await store.write(
    `INSERT INTO change_reasons (segment, subject_id, reason)
    SELECT segment, coming_changes.subject_id AS subject_id, arrayStringConcat(arrayMap(place -> {said:Array(String)}[place],
      arrayFilter(place -> (verdicts[place] = {speaking:Array(UInt8)}[place]) = entered,
        {places:Array(Array(UInt16))}[indexOf({changed_segments:Array(String)}, toString(segment))])), '; ') AS reason
    FROM coming_changes
    INNER JOIN (SELECT subject_id, [${verdicts.join(', ')}] AS verdicts FROM (${select})) AS judged
      ON judged.subject_id = coming_changes.subject_id
    WHERE segment IN {changed_segments:Array(String)}`,
    {
      ...params,
      as_of: asOf,
      changed_segments: together.map(({ segment }) => segment.segment),
      places,
      speaking: signs.map(({ speaksFor }) => Number(speaksFor)),
      said: signs.map(({ sentence }) => sentence),
    },
  )
}

async function readChanged(store: Store): Promise<Set<string>> {
  const rows = await store.read({
    text: 'SELECT DISTINCT toString(segment) AS segment FROM coming_changes',
    params: {},
    row: z.object({ segment: z.string() }),
  })
  return new Set(rows.map(({ segment }) => segment))
}

/** Why members of segments whose rule is new to this look came or went. */
export type OwnReason = (definition: RuledSegment) => string | undefined

/** Appends `coming_changes` with their reasons to what changed, a millisecond before the moment looked at. */
export async function recordChanges(
  store: Store,
  definitions: readonly RuledSegment[],
  asOf: Date,
  ownReason: OwnReason,
): Promise<void> {
  const [first] = definitions
  if (first === undefined) return
  const { population, moved } = sources[first.subject]
  await store.write(
    `INSERT INTO membership_changes (segment, version, subject_kind, subject_id, at, entered, reason, recorded_at)
    SELECT segment, transform(segment, {segments:Array(String)}, {versions:Array(UInt32)}, 0), {subject:String}, subject_id,
      {as_of:DateTime64(3)} - INTERVAL 1 MILLISECOND, entered,
      multiIf(
        NOT entered AND subject_id IN (${moved.gone}), 'is one with another person now',
        NOT entered AND subject_id NOT IN (${population}), 'is no longer known here',
        own != '', own,
        entered AND (segment, subject_id) IN (${moved.came}), 'is one with somebody who was in it',
        told != '' AND NOT entered, concat('no longer: ', told),
        told),
      now64(6)
    FROM (
      SELECT toString(coming_changes.segment) AS segment, coming_changes.subject_id AS subject_id, coming_changes.entered AS entered,
        transform(segment, {segments:Array(String)}, {own:Array(String)}, '') AS own, ifNull(change_reasons.reason, '') AS told
      FROM coming_changes LEFT JOIN change_reasons
        ON change_reasons.segment = coming_changes.segment AND change_reasons.subject_id = coming_changes.subject_id
      WHERE coming_changes.segment IN {segments:Array(String)}
    )`,
    {
      as_of: asOf,
      subject: first.subject,
      segments: definitions.map(({ segment }) => segment),
      versions: definitions.map(({ version }) => version),
      own: definitions.map((definition) => ownReason(definition) ?? ''),
    },
  )
}

/** An id is its founding alias; whose founding alias belongs to somebody else now, was joined with them. */
const sources = {
  person: {
    population: 'SELECT person_id FROM people',
    moved: {
      gone: 'SELECT alias_id FROM person_aliases WHERE alias_id != person_id',
      came: `SELECT coming_changes.segment, person_aliases.person_id FROM coming_changes
        INNER JOIN person_aliases ON person_aliases.alias_id = coming_changes.subject_id
        WHERE NOT coming_changes.entered AND person_aliases.person_id != coming_changes.subject_id`,
    },
  },
  organisation: {
    population: 'SELECT organisation_id FROM organisations',
    moved: { gone: 'SELECT toUInt64(0) WHERE 0', came: `SELECT '', toUInt64(0) WHERE 0` },
  },
} as const
