import { judgeDifferences } from '../../../segment/index.ts'
import type { Store } from '../../../store/index.ts'
import type { SchemeOverlap, SegmentComparison, SegmentOverlap } from '../contract.ts'
import { allSchemes, allSegments } from '../questions/schemes.ts'
import { everybodyThen, exactSets, segmentsTogether } from '../questions/segment-views.ts'
import type { Viewed } from '../questions/traits.ts'
import { associate } from './associate.ts'
import type { FoundSegment } from './find-segments.ts'
import { isDividing, readTraitWords, within } from './name-trait.ts'
import { readTraits } from './read-traits.ts'

type RuleText = Record<string, unknown>

const view = (segments: readonly FoundSegment[], asOf: Date): Viewed => ({
  segments: segments.map(({ segment }) => segment),
  subjectKind: segments[0]?.subjectKind ?? 'person',
  asOf,
})

/** Exact sets of segments: who is in these and in no other of them. */
export async function readOverlap(
  store: Store,
  segments: readonly FoundSegment[],
  asOf: Date,
): Promise<SegmentOverlap> {
  const viewed = view(segments, asOf)
  const { everybody } = await store.readOne(everybodyThen(viewed))
  const rows = await store.read(exactSets(viewed))
  const isIn = (mask: number, at: number): boolean => ((mask >> at) & 1) === 1
  return {
    subjectKind: viewed.subjectKind,
    asOf: asOf.toISOString(),
    everybody,
    segments: segments.map((one, at) => ({
      ...sized(one),
      members: rows.filter(({ mask }) => isIn(mask, at)).reduce((sum, { members }) => sum + members, 0),
    })),
    sets: rows.map(({ mask, members }) => ({
      in: viewed.segments.filter((_, at) => isIn(mask, at)),
      members,
      rule: joinMembers(viewed.segments, (at) => isIn(mask, at)),
    })),
  }
}

const sized = ({ segment, title, schemeTitle }: FoundSegment) => ({ segment, title, schemeTitle })

const joinMembers = (segments: readonly string[], isIn: (at: number) => boolean): RuleText => ({
  all: segments.map((of, at) => (isIn(at) ? { member: { of } } : { not: { member: { of } } })),
})

/** Two segments side by side. */
export async function readComparison(
  store: Store,
  [a, b]: readonly [FoundSegment, FoundSegment],
  asOf: Date,
): Promise<SegmentComparison> {
  const { segments, sets, everybody, subjectKind } = await readOverlap(store, [a, b], asOf)
  const exactly = (...ids: readonly string[]): number =>
    sets.find((set) => set.in.join() === ids.join())?.members ?? 0
  const [both, onlyA, onlyB] = [exactly(a.segment, b.segment), exactly(a.segment), exactly(b.segment)]
  const [sizeA, sizeB] = [both + onlyA, both + onlyB]
  const either = both + onlyA + onlyB
  const ids = [a.segment, b.segment]
  const groups = await readSharesOfBoth(store, view([a, b], asOf), [sizeA, sizeB])
  const part = (at: number, count: number, whole: number, rule: RuleText) => ({
    count,
    share: share(count, whole),
    rule: within(ids[at] ?? '', rule),
  })
  return {
    subjectKind,
    asOf: asOf.toISOString(),
    everybody,
    a: { ...sized(a), members: segments[0]?.members ?? 0 },
    b: { ...sized(b), members: segments[1]?.members ?? 0 },
    both,
    onlyA,
    onlyB,
    jaccard: either === 0 ? null : both / either,
    rules: {
      both: joinMembers(ids, () => true),
      onlyA: joinMembers(ids, (at) => at === 0),
      onlyB: joinMembers(ids, (at) => at === 1),
    },
    groups: groups.map(({ values, ...group }) => ({
      ...group,
      values: values.map(({ title, counts: [ofA = 0, ofB = 0], total, rule, q }) => ({
        title,
        a: part(0, ofA, sizeA, rule),
        b: part(1, ofB, sizeB, rule),
        overall: share(total, everybody),
        q,
      })),
    })),
  }
}

const share = (count: number, whole: number): number => (whole === 0 ? 0 : count / whole)

interface CountedValue {
  readonly title: string
  readonly counts: readonly number[]
  readonly total: number
  readonly rule: RuleText
  readonly q: number
}

/** What is so of how many of each, by group; at most twelve values of one, those most of both have. */
async function readSharesOfBoth(
  store: Store,
  viewed: Viewed,
  sizes: readonly [number, number],
): Promise<{ group: string; title: string; values: CountedValue[] }[]> {
  const words = await readTraitWords(store)
  const rows = await readTraits(store, viewed)
  const groups = new Map<string, { group: string; title: string; values: CountedValue[] }>()
  const both = ({ counts }: Pick<CountedValue, 'counts'>): number => counts.reduce((sum, one) => sum + one, 0)
  const told = rows.filter(
    (row) => both(row) > 0 && !(row.sort === 'scheme' && viewed.segments.includes(row.value)),
  )
  for (const row of judgeDifferences(told, sizes)) {
    const id = `${row.sort}:${row.name}`
    const group = groups.get(id) ?? { group: id, title: words.group(row), values: [] }
    groups.set(id, group)
    const { counts, total, q } = row
    group.values.push({ title: words.value(row), counts, total, rule: words.rule(row), q })
  }
  return [...groups.values()].map((group) => ({
    ...group,
    values: group.values.sort((left, right) => both(right) - both(left)).slice(0, 12),
  }))
}

/** How much each two schemes about the same say of each other. */
export async function readSchemeOverlaps(store: Store): Promise<SchemeOverlap[]> {
  const [schemes, segments] = await Promise.all([
    store.read(allSchemes(undefined)),
    store.read(allSegments(undefined)),
  ])
  const told = await Promise.all(
    subjectKinds.map(async (subjectKind) => {
      const own = schemes.filter((one) => one.subjectKind === subjectKind)
      if (own.length < 2) return []
      const rows = await store.read(
        segmentsTogether({ segments: segments.map(({ segment }) => segment), subjectKind }),
      )
      const schemeAt = (place: number): string | undefined => segments[place - 1]?.scheme
      return own.flatMap((a, at) =>
        own.slice(at + 1).map((b) => {
          const pairs = rows.map(({ held, members }) => ({
            a: held.find((place) => schemeAt(place) === a.scheme),
            b: held.find((place) => schemeAt(place) === b.scheme),
            members,
          }))
          return {
            a: a.scheme,
            aTitle: a.title,
            b: b.scheme,
            bTitle: b.title,
            ...compareSchemes(a, b, pairs),
          }
        }),
      )
    }),
  )
  return told.flat()
}

const subjectKinds = ['person', 'organisation'] as const

/** Of segments made of rules somebody can be in several: knowing one says nothing that could be measured like this. */
function compareSchemes(
  a: { readonly scheme: string },
  b: { readonly scheme: string },
  pairs: Parameters<typeof associate>[0],
): ReturnType<typeof associate> {
  const told = associate(pairs)
  return isDividing(a.scheme) && isDividing(b.scheme) ? told : { ...told, association: null }
}
