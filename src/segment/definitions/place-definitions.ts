import type { Store } from '../../store/index.ts'
import { placeCohorts } from '../cohorts/place-cohorts.ts'
import { fillBeside, swapIn } from '../derived-table.ts'
import { splitIntoParts } from '../part.ts'
import { isDated, type SubjectKind, saySegment } from '../rules/rule.ts'
import { customSchemes, isNamed, readDefinitions } from './definition.ts'
import { readKnownSchemes } from './known-schemes.ts'
import {
  type LastLook,
  type LastLooks,
  lookAt,
  lookAtTouched,
  readLooks,
  recordTouchedLooks,
  type TouchedLook,
} from './look.ts'
import type { Looking } from './looking.ts'
import { dropMark, type Mark, readMark } from './mark.ts'
import { findChanged, keptMembers, replayedMembers } from './members.ts'
import { planPasses } from './pass.ts'
import { readPlaced, replayAll, replayChanged } from './replay.ts'
import { type RuledScheme, type RuledSegment, toRuledSegment } from './ruled-segment.ts'
import { asksOnlyThemselves, findTouched, printPeople, touchChanged } from './touched.ts'

interface PlacingByRules extends Omit<Looking, 'parts' | 'members'> {
  readonly subjects: Readonly<Record<SubjectKind, number>>
}

/** So many are looked at at once: with a hundred rules in some 300 MB. */
const subjectsPerPart = 250_000

/** So many months a new definition is looked back at, so that its history begins before it did. */
const monthsBack = 12

/**
 * Looks at all segments that rules make, those of what is known and those somebody wrote down, and adds their members, segments and
 * schemes to `memberships_next`, `segments_next` and `schemes_next`. What changed since the last look is appended to
 * `membership_changes`, which membership is replayed from: at an earlier moment nothing is looked at anew.
 */
export async function placeByRules(store: Store, placing: PlacingByRules): Promise<void> {
  const parts = partsOf(placing)
  await printPeople(store, { ...placing, parts })
  const schemes = [...(await readKnownSchemes(store)), ...(await readCustomSchemes(store))]
  await place(store, schemes, { ...placing, parts })
  await placeCohorts(store, placing)
}

/** The same of those somebody wrote down alone: the rows of other schemes stay as they are. */
export async function refreshDefinitions(
  store: Store,
  options: Omit<PlacingByRules, 'memberships'>,
): Promise<void> {
  const tables = ['memberships', 'segments', 'schemes'] as const
  for (const table of tables) {
    const select = `SELECT * FROM ${table} WHERE scheme NOT IN {custom:Array(String)}`
    const params = [{ custom: Object.values(customSchemes) }]
    await fillBeside(store, table, [{ select, params }], options.signal)
  }
  const placing = { ...options, memberships: 'memberships', parts: partsOf(options) }
  const mark = await readMark(store)
  if (mark !== undefined && mark.asOf > options.asOf) await dropMark(store)
  else if (mark !== undefined) await printPeople(store, placing)
  await place(store, await readCustomSchemes(store), placing)
  await placeCohorts(store, { ...placing, memberships: 'memberships_next' })
  await swapIn(store, tables)
}

const partsOf = ({
  subjects: { person, organisation },
}: Pick<PlacingByRules, 'subjects'>): Looking['parts'] => ({
  person: splitIntoParts(person, subjectsPerPart),
  organisation: splitIntoParts(organisation, subjectsPerPart),
})

async function place(
  store: Store,
  schemes: readonly RuledScheme[],
  placing: PlacingByRules & Pick<Looking, 'parts'>,
): Promise<void> {
  const { asOf, parts } = placing
  const segments = schemes.flatMap((scheme) => scheme.segments)
  await closeRetired(store, schemes, asOf)
  if (segments.length === 0) return
  const looks = await readLooks(store)
  const mark = await readMark(store)
  const isKept = mark !== undefined && mark.asOf <= asOf
  await findChanged(store, isKept ? mark : undefined)
  const looking = { ...placing, members: isKept ? keptMembers : replayedMembers }
  const ofTouched = isKept ? await chooseTouched(store, segments, looks, mark, looking) : new Set<string>()
  const touchedLooks = await lookAtAll(store, segments, { looks, ofTouched, looking })
  const placed = isKept ? await readPlaced(store) : new Set<string>()
  for (const subject of ['person', 'organisation'] as const) {
    const [old, fresh] = partition(
      segments.filter((one) => one.subject === subject),
      ({ segment }) => placed.has(segment),
    )
    await replayChanged(store, old, parts[subject], asOf)
    await replayAll(store, fresh, parts[subject], asOf)
  }
  const isFilled = schemes.filter((scheme) => scheme.segments.length > 0)
  await addSegments(store, isFilled)
  await addSchemes(store, isFilled, placing.subjects)
  await recordTouchedLooks(store, touchedLooks, asOf)
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [first: T[], second: T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))]
}

/** Everybody is looked at anew after so many days, if only to count of how many nobody knows. */
const wholeAfterDays = 7

/** Ids of segments for which it is enough to look at those touched since the last run, who are in `touched_people` then. */
async function chooseTouched(
  store: Store,
  segments: readonly RuledSegment[],
  looks: LastLooks,
  mark: Mark,
  placing: Looking,
): Promise<ReadonlySet<string>> {
  const nobody = new Set<string>()
  const oldest = placing.asOf.getTime() - wholeAfterDays * 86_400_000
  const chosen = segments.filter(({ segment, version, subject, rule }) => {
    const last = looks.get(segment)
    if (last === undefined || last.version !== version || subject !== 'person') return false
    const isFresh = last.at >= mark.asOf && last.at <= placing.asOf && last.wholeAt.getTime() > oldest
    return isFresh && asksOnlyThemselves(rule)
  })
  if (chosen.length === 0 || !(await findTouched(store, chosen, mark, placing))) return nobody
  return new Set(chosen.map(({ segment }) => segment))
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
  const definitions = (await readDefinitions(store)).filter(isNamed)
  return (['person', 'organisation'] as const).map((subject) => ({
    scheme: customSchemes[subject],
    ...customTexts[subject],
    subject,
    segments: definitions.filter((one) => one.subject === subject).map(toRuledSegment),
  }))
}

interface LookingAtAll {
  readonly looks: Map<string, LastLook>
  readonly ofTouched: ReadonlySet<string>
  readonly looking: Looking
}

async function lookAtAll(
  store: Store,
  segments: readonly RuledSegment[],
  { looks, ofTouched, looking }: LookingAtAll,
): Promise<TouchedLook[]> {
  const fresh = segments.filter(({ segment, rule }) => !looks.has(segment) && isDated(rule))
  const early = { looks, ofTouched: new Set<string>() }
  for (const asOf of monthEnds(looking.asOf))
    await lookInPasses(store, fresh, { ...early, looking: { ...looking, asOf, members: replayedMembers } })
  const due = segments.filter((one) => isDue(one, looks.get(one.segment), looking.asOf))
  return lookInPasses(store, due, { looks, ofTouched, looking })
}

/** Looking at an earlier moment than before would make what was known then something else. */
const isDue = ({ version }: RuledSegment, last: LastLook | undefined, asOf: Date): boolean =>
  last === undefined || last.version !== version || last.at <= asOf

async function lookInPasses(
  store: Store,
  segments: readonly RuledSegment[],
  { looks, ofTouched, looking }: LookingAtAll,
): Promise<TouchedLook[]> {
  const touchedLooks: TouchedLook[] = []
  for (const { subject, isOfTouched, segments: together } of planPasses(segments, ofTouched)) {
    if (isOfTouched) touchedLooks.push(...(await lookAtTouched(store, together, looks, looking)))
    else await lookAt(store, together, looks, looking)
    if (ofTouched.size > 0 && subject === 'person') await touchChanged(store)
    if (isOfTouched) continue
    for (const { segment, version } of together)
      looks.set(segment, { version, at: looking.asOf, wholeAt: looking.asOf, unknown: 0 })
  }
  return touchedLooks
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

async function addSegments(store: Store, schemes: readonly RuledScheme[]): Promise<void> {
  const segments = schemes.flatMap((scheme) => scheme.segments)
  await store.write(
    `INSERT INTO segments_next (segment, scheme, title, sentence, ordinal, members, anonymous, computed_at)
    SELECT one.1, one.2, one.3, one.4, one.5, ifNull(current, 0), 0, now64(3)
    FROM (
      SELECT arrayJoin(arrayZip({segments:Array(String)}, {schemes:Array(String)}, {titles:Array(String)}, {sentences:Array(String)},
        {ordinals:Array(UInt16)})) AS one
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
      ordinals: schemes.flatMap((scheme) => scheme.segments.map((_, ordinal) => ordinal)),
    },
  )
}

async function addSchemes(
  store: Store,
  schemes: readonly RuledScheme[],
  subjects: PlacingByRules['subjects'],
): Promise<void> {
  await store.write(
    `INSERT INTO schemes_next (scheme, title, question, subject_kind, classified, unknown, conflicting, computed_at)
    SELECT one.1, one.2, one.3, one.4, ifNull(placed, 0), greatest(ifNull(placed, 0), one.5) - ifNull(placed, 0), 0, now64(3)
    FROM (
      SELECT arrayJoin(arrayZip({schemes:Array(String)}, {titles:Array(String)}, {questions:Array(String)}, {kinds:Array(String)},
        {subjects:Array(UInt64)})) AS one
    ) AS ruled
    LEFT JOIN (
      SELECT toString(scheme) AS scheme, uniqExact(subject_id) AS placed FROM memberships_next
      WHERE left_at IS NULL AND scheme IN {schemes:Array(String)} GROUP BY scheme
    ) AS placed_in ON placed_in.scheme = one.1`,
    {
      schemes: schemes.map(({ scheme }) => scheme),
      titles: schemes.map(({ title }) => title),
      questions: schemes.map(({ question }) => question),
      kinds: schemes.map(({ subject }) => subject),
      subjects: schemes.map(({ subject }) => subjects[subject]),
    },
  )
}
