import { z } from 'zod'
import { attributes } from '../../../resolve/index.ts'
import { question } from '../../../store/index.ts'

export type SubjectKind = 'person' | 'organisation'

/** Segments of one kind of subject, looked at for one moment. */
export interface Viewed {
  readonly segments: readonly string[]
  readonly subjectKind: SubjectKind
  readonly asOf: Date
}

const example: Viewed = { segments: ['s', 't'], subjectKind: 'person', asOf: new Date('2024-01-01') }
export const viewedExamples: readonly Viewed[] = [example, { ...example, subjectKind: 'organisation' }]

/** As sure as values, employers and facts are taken to be so. */
export const leastProbability = 0.8
/** Region and language stand for what is protected: neither is told of a group of people. */
export const isProtected = (name: string): boolean => name === 'region' || name === 'language'
/** Of these somebody can have several, and being in none is no likeness. */
export const canHaveSeveral = (name: string): boolean => name === 'interests' || name === 'tools'

/** What is told as attributes, with those values that are sure; segments made of the same values would tell it twice. */
const named = attributes.map(({ name }) => name).filter((name) => !isProtected(name) && !canHaveSeveral(name))
/** Schemes that are not told as such. */
const unnamed = [
  ...attributes.map(({ name }) => name).filter((name) => !canHaveSeveral(name)),
  ...['business-type', 'size', 'industry', 'region'].map((fact) => `organisation-${fact}`),
]

/** Of attributes any text can be a value of, those that so many have are told. */
const mostValues = 40

export const lastsThen =
  'entered_at < {as_of:DateTime64(3)} AND (left_at IS NULL OR left_at >= {as_of:DateTime64(3)})'
export const validThen = `probability >= {least:Float64}
  AND (valid_from IS NULL OR valid_from < {as_of:DateTime64(3)}) AND (valid_to IS NULL OR valid_to >= {as_of:DateTime64(3)})`

/** The members of the segment of that number, from 0. */
export const membersOf = (at: number): string =>
  `SELECT subject_id FROM memberships WHERE segment = {segments:Array(String)}[${at + 1}] AND subject_kind = {subject_kind:String} AND ${lastsThen}`

export type TraitSort = 'scheme' | 'attribute' | 'employer' | 'fact'

/** What can be so of subjects of each kind. */
export const sortsOf = {
  person: ['scheme', 'attribute', 'employer'],
  organisation: ['scheme', 'fact'],
} as const satisfies Record<SubjectKind, readonly TraitSort[]>

/** What is so of subjects, a row each: its name within its sort, and the value. */
const rowsOf: Record<TraitSort, { readonly select: string; readonly key: string }> = {
  scheme: {
    select: `SELECT subject_id, scheme AS name, segment AS value FROM memberships WHERE subject_kind = {subject_kind:String} AND ${lastsThen}
      AND scheme NOT IN {unnamed:Array(String)}`,
    // Of segments and kinds of employers the value says it all; what stays a word of a dictionary is looked up once.
    key: 'value',
  },
  attribute: {
    select: `SELECT person_id AS subject_id, attribute AS name, value FROM person_attributes
      WHERE probability >= {least:Float64} AND value NOT IN ('', 'unknown') AND attribute IN {named:Array(String)}`,
    key: `concat(name, '\\n', value)`,
  },
  employer: {
    select: `SELECT DISTINCT person_id AS subject_id, '' AS name, organisations.kind AS value
      FROM affiliations INNER JOIN organisations ON organisations.organisation_id = affiliations.organisation_id
      WHERE ${validThen}`,
    key: 'value',
  },
  fact: {
    select: `SELECT organisation_id AS subject_id, fact AS name, value FROM organisation_facts
      WHERE probability >= {least:Float64} AND fact IN ('size_class', 'industry', 'business_type', 'region')`,
    key: `concat(name, '\\n', value)`,
  },
}

/** A trait as `weighTraits` looks it up. */
export const traitKey = (sort: TraitSort, name: string, value: string): string =>
  rowsOf[sort].key === 'value' ? value : `${name}\n${value}`

interface Sorted extends Viewed {
  readonly sort: TraitSort
}
const sortedExamples = viewedExamples.flatMap((one) =>
  sortsOf[one.subjectKind].map((sort): Sorted => ({ ...one, sort })),
)

const bind = ({ segments, subjectKind, asOf }: Viewed, sorts: readonly TraitSort[]) => ({
  segments: [...segments],
  subject_kind: subjectKind,
  as_of: asOf,
  ...(sorts.some((sort) => sort !== 'scheme') ? { least: leastProbability } : {}),
  ...(sorts.includes('attribute') ? { named } : {}),
  ...(sorts.includes('scheme') ? { unnamed } : {}),
})

/** Of how many members of each segment something of a sort is so, and of how many of everybody. */
export const traitCounts = question({
  text: ({ segments, sort }: Sorted) => `SELECT toString(name) AS name, toString(value) AS value,
      [${segments.map((_, at) => `countIf(subject_id IN (${membersOf(at)}))`).join(', ')}] AS counts, count() AS total
    FROM (${rowsOf[sort].select}) GROUP BY name, value ORDER BY total DESC, value LIMIT ${mostValues} BY name`,
  params: ({ sort, ...viewed }) => bind(viewed, [sort]),
  row: z.object({
    name: z.string(),
    value: z.string(),
    counts: z.array(z.coerce.number()),
    total: z.coerce.number(),
  }),
  examples: sortedExamples,
})

interface Weighing extends Viewed {
  /** Traits by `traitKey`, and what having one counts. */
  readonly keys: readonly string[]
  readonly weights: readonly number[]
  readonly most: number
  /** One in so many is looked at: among very many somebody typical is soon found. */
  readonly oneIn: number
}

/** The members of the first segment who have most of what others have, with what that adds up to. */
export const typicalMembers = question({
  text: ({ subjectKind }: Weighing) => `WITH chosen AS (
      SELECT subject_id, sum(weight) AS alike FROM (${sortsOf[subjectKind].map(weigh).join(' UNION ALL ')})
      WHERE subject_id IN (${membersOf(0)} AND cityHash64(subject_id) % {one_in:UInt32} = 0) GROUP BY subject_id ORDER BY alike DESC, subject_id LIMIT {most:UInt32})
    SELECT toString(chosen.subject_id) AS subjectId, cards.name AS name, cards.known AS known, cards.events AS events, alike
    FROM (SELECT ${subjectKind === 'person' ? 'person_id AS card_id, name, email AS known, events FROM person_cards' : 'organisation_id AS card_id, name, domain AS known, events FROM organisations'}
      WHERE card_id IN (SELECT subject_id FROM chosen)) AS cards
    INNER JOIN chosen ON chosen.subject_id = cards.card_id
    ORDER BY alike DESC, chosen.subject_id`,
  params: ({ keys, weights, most, oneIn, ...viewed }) => ({
    ...bind(viewed, sortsOf[viewed.subjectKind]),
    keys: [...keys],
    weights: [...weights],
    most,
    one_in: oneIn,
  }),
  row: z.object({
    subjectId: z.string(),
    name: z.string(),
    known: z.string(),
    events: z.coerce.number(),
    alike: z.number(),
  }),
  examples: viewedExamples.map((one) => ({ ...one, keys: ['ladder/P1'], weights: [1], most: 5, oneIn: 1 })),
})

const weigh = (sort: TraitSort): string =>
  `SELECT subject_id, toFloat32(transform(${rowsOf[sort].key}, {keys:Array(String)}, {weights:Array(Float64)}, 0.)) AS weight
   FROM (${rowsOf[sort].select})`
