import { UserError } from '../../../core/index.ts'
import { type Counted, judgeLifts, rungs } from '../../../segment/index.ts'
import type { Store } from '../../../store/index.ts'
import type { SegmentProfile } from '../contract.ts'
import {
  channelsOfPeople,
  countActing,
  everybodyThen,
  exactSets,
  flowsFrom,
  flowsTo,
  ladderOfPeople,
  organisationsOfPeople,
} from '../questions/segment-views.ts'
import { isProtected, leastProbability, traitKey, typicalMembers, type Viewed } from '../questions/traits.ts'
import type { FoundSegment } from './find-segments.ts'
import { isDividing, readTraitWords, type TraitKey, type TraitWords, within } from './name-trait.ts'
import { readTraits } from './read-traits.ts'

interface Looking {
  readonly segment: FoundSegment
  readonly asOf: Date
  /** From when on comings and goings are told. */
  readonly since: Date
}

/** Somebody typical is sought among so many members. */
const lookedThrough = 50_000
/** So many values of each group, things that distinguish, and typical members are told. */
const most = { values: 12, distinguishes: 20, typical: 5 }

/** What a segment's members are like, where they came from and went, and what distinguishes them. */
export async function readProfile(store: Store, looking: Looking): Promise<SegmentProfile> {
  const { segment, asOf, since } = looking
  if (since >= asOf)
    throw new UserError(
      'Comings and goings are told from a moment before the one looked at; give an earlier one.',
      {
        status: 422,
      },
    )
  const viewed: Viewed = { segments: [segment.segment], subjectKind: segment.subjectKind, asOf }
  const words = await readTraitWords(store)
  // One question after the other: two at once about a million people would need more memory than the engine allows itself.
  const { everybody } = await store.readOne(everybodyThen(viewed))
  const members = (await store.read(exactSets(viewed)))[0]?.members ?? 0
  const people =
    segment.subjectKind === 'person' ? members : (await store.readOne(countActing(viewed))).people
  const counted = await readCounted(store, viewed, words)
  const sizes = { members, everybody }
  return {
    segment: segment.segment,
    title: segment.title,
    subjectKind: segment.subjectKind,
    asOf: asOf.toISOString(),
    ...sizes,
    people,
    ladder: await readLadder(store, viewed),
    groups: groupValues(counted, segment.segment, sizes),
    distinguishes: members === 0 ? [] : distinguish(counted, segment.segment, sizes),
    organisations: await readOrganisations(store, viewed),
    channels: await readChannels(store, viewed),
    typical: await readTypical(store, viewed, { counted, members }),
    flows: await readFlows(store, looking, words),
  }
}

interface Sizes {
  readonly members: number
  readonly everybody: number
}

type CountedTrait = Counted & TraitKey & { readonly rule: Record<string, unknown> }

/** What is so of members, but for being one. */
async function readCounted(store: Store, viewed: Viewed, words: TraitWords): Promise<CountedTrait[]> {
  const [own] = viewed.segments
  const rows = await readTraits(store, viewed)
  return rows
    .filter(({ sort, value }) => sort !== 'scheme' || value !== own)
    .map(({ counts, ...row }) => ({
      ...row,
      feature: words.group(row),
      title: words.value(row),
      rule: words.rule(row),
      group: 0,
      count: counts[0] ?? 0,
    }))
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

function groupValues(
  counted: readonly CountedTrait[],
  segment: string,
  { members, everybody }: Sizes,
): SegmentProfile['groups'] {
  const scheme = segment.split('/')[0]
  const groups = new Map<string, SegmentProfile['groups'][number]>()
  for (const { sort, name, feature, title, count, total, rule } of counted) {
    // Of a scheme that divides, nobody is in another of its segments at the same time.
    if (count === 0 || (sort === 'scheme' && name === scheme && isDividing(name))) continue
    const id = `${sort}:${name}`
    const group = groups.get(id) ?? { group: id, title: feature, values: [] }
    groups.set(id, group)
    group.values.push({
      title,
      count,
      share: share(count, members),
      overall: share(total, everybody),
      rule: within(segment, rule),
    })
  }
  return [...groups.values()].map((group) => ({
    ...group,
    values: group.values.sort((left, right) => right.count - left.count).slice(0, most.values),
  }))
}

const distinguish = (
  counted: readonly CountedTrait[],
  segment: string,
  { members, everybody }: Sizes,
): SegmentProfile['distinguishes'] =>
  judgeLifts(counted, { sizes: [members], all: Math.max(everybody, members) })
    .slice(0, most.distinguishes)
    .map(({ feature, title, count, share, overall, lift, p, q, rule }) => ({
      group: feature,
      title,
      count,
      share,
      overall,
      lift,
      p,
      q,
      rule: within(segment, rule),
    }))

async function readLadder(store: Store, viewed: Viewed): Promise<SegmentProfile['ladder']> {
  const [segment = ''] = viewed.segments
  const rows = await store.read(ladderOfPeople(viewed))
  return rows.map(({ state, people }) => {
    const stands = { stands: { at_least: state, at_most: state } }
    return {
      state,
      title: rungs.find((rung) => rung.state === state)?.title ?? state,
      people,
      rule: within(
        segment,
        viewed.subjectKind === 'person' ? stands : { 'has-people': { that: stands, p: leastProbability } },
      ),
    }
  })
}

async function readOrganisations(store: Store, viewed: Viewed): Promise<SegmentProfile['organisations']> {
  const [segment = ''] = viewed.segments
  const rows = await store.read(organisationsOfPeople(viewed))
  return rows.map(({ domain, ...row }) => {
    const one = domain === '' ? { names: [row.name] } : { domains: [domain] }
    return {
      ...row,
      rule: within(
        segment,
        viewed.subjectKind === 'person'
          ? { 'works-for': { ...one, p: leastProbability } }
          : { organisation: one },
      ),
    }
  })
}

async function readChannels(store: Store, viewed: Viewed): Promise<SegmentProfile['channels']> {
  const [segment = ''] = viewed.segments
  const rows = await store.read(channelsOfPeople(viewed))
  return rows.map((row) => {
    const did = { did: { sources: [row.source], within: '1 year' } }
    return {
      ...row,
      rule: within(
        segment,
        viewed.subjectKind === 'person' ? did : { 'has-people': { that: did, p: leastProbability } },
      ),
    }
  })
}

/** Of what does not divide everybody, having none is no likeness. */
const divides = ({ sort, name }: TraitKey): boolean => sort !== 'scheme' || isDividing(name)

async function readTypical(
  store: Store,
  viewed: Viewed,
  { counted, members }: { counted: readonly CountedTrait[]; members: number },
): Promise<SegmentProfile['typical']> {
  const own = viewed.segments[0]?.split('/')[0]
  const told = counted.filter((one) => one.count > 0 && divides(one) && one.name !== own)
  const groups = new Set(told.map(({ sort, name }) => `${sort}:${name}`)).size
  if (groups === 0) return []
  const found = await store.read(
    typicalMembers({
      ...viewed,
      keys: told.map(({ sort, name, value }) => traitKey(sort, name, value)),
      weights: told.map(({ count }) => share(count, members)),
      most: most.typical,
      oneIn: Math.ceil(members / lookedThrough),
    }),
  )
  return found.map((one) => ({ ...one, alike: Math.min(1, one.alike / groups) }))
}

type Flow = SegmentProfile['flows']['schemes'][number]['cameFrom']

async function readFlows(
  store: Store,
  { segment: { segment, subjectKind }, asOf, since }: Looking,
  words: TraitWords,
): Promise<SegmentProfile['flows']> {
  const asked = { segment, subjectKind, since, asOf }
  const from = await store.read(flowsFrom(asked))
  const to = await store.read(flowsTo(asked))
  const inAll = (rows: typeof from): number => rows.find((row) => row.scheme === '')?.stays ?? 0
  const [entered, left] = [inAll(from), inAll(to)]
  const none = (rows: typeof from, scheme: string): number | null => {
    const placed = rows.filter((row) => row.scheme === scheme).reduce((sum, { stays }) => sum + stays, 0)
    return isDividing(scheme) ? Math.max(0, inAll(rows) - placed) : null
  }
  const flowsOf = (rows: typeof from, scheme: string): Flow =>
    rows
      .filter((row) => row.scheme === scheme)
      .map((row) => ({
        segment: row.segment,
        title: words.value({ sort: 'scheme', name: scheme, value: row.segment }),
        stays: row.stays,
      }))
  const schemes = [...new Set([...from, ...to].map(({ scheme }) => scheme))].filter(
    (scheme) => scheme !== '' && !isProtected(scheme),
  )
  return {
    since: since.toISOString(),
    entered,
    left,
    schemes: schemes.sort().map((scheme) => ({
      scheme,
      title: words.group({ sort: 'scheme', name: scheme, value: '' }),
      cameFrom: flowsOf(from, scheme),
      fromNone: none(from, scheme),
      wentTo: flowsOf(to, scheme),
      toNone: none(to, scheme),
    })),
  }
}
