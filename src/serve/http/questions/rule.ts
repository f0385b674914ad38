import { z } from 'zod'
import { compileRules, parseRule, type Rule, ruleKinds, type SubjectKind } from '../../../segment/index.ts'
import { type Parameter, question } from '../../../store/index.ts'
import { ruleSubject } from '../contract.ts'
import { firstPage, type Page } from '../filter.ts'

/** A rule looked at for one moment. */
interface Asked {
  readonly rule: Rule
  readonly subject: SubjectKind
  readonly asOf: Date
}

const everybody = { first: '0', last: String(2n ** 64n - 1n) }
const examples = [
  {
    rule: parseRule({ any: [{ did: { at_least: 2 } }, { not: { stands: {} } }] }, ruleKinds, 'person'),
    subject: 'person',
  },
  {
    rule: parseRule({ 'has-people': { that: { did: {} } } }, ruleKinds, 'organisation'),
    subject: 'organisation',
  },
].map((example) => ({ ...example, asOf: new Date('2024-01-01') }) as Asked)

/** People and organisations as a preview lists them. */
const cards = {
  person: `SELECT person_id AS subject_id, name, email AS known, ifNull(toString(state), '') AS standing, events FROM person_cards`,
  organisation: `SELECT organisation_id AS subject_id, name, domain AS known, toString(kind) AS standing, events FROM organisations`,
}

const compile = ({ rule, subject }: Asked): string => compileRules([rule], { subject }).select
const bind = ({ rule, subject, asOf }: Asked): Record<string, Parameter> => ({
  ...compileRules([rule], { subject }).params,
  ...everybody,
  as_of: asOf,
})

/** How many a rule fits, and of how many nobody knows. */
export const ruleTotals = question({
  text: (asked: Asked) =>
    `SELECT countIf(verdict_1 = 1) AS total, countIf(isNull(verdict_1)) AS unknown, count() AS of FROM (${compile(asked)})`,
  params: bind,
  row: z.object({ total: z.coerce.number(), unknown: z.coerce.number(), of: z.coerce.number() }),
  examples,
})

/** So many of those a rule fits can be looked through. */
export const mostLookedThrough = 1000

/** The same with the ids of a page of those it fits, who did most first, in one pass over what is known. */
export const ruleOverview = question({
  text: (
    asked: Asked & Page,
  ) => `SELECT total, unknown, of, arraySlice(first_ids, {offset:UInt64} + 1, {limit:UInt32}) AS ids FROM (
      SELECT countIf(verdict_1 = 1) AS total, countIf(isNull(verdict_1)) AS unknown, count() AS of, arrayMap(one -> toString(one.2),
        groupArraySortedIf(${mostLookedThrough})((-toInt64(ifNull(cards.events, 0)), judged.subject_id), verdict_1 = 1)) AS first_ids
      FROM (${compile(asked)}) AS judged
      LEFT JOIN (SELECT subject_id, events FROM (${cards[asked.subject]})) AS cards ON cards.subject_id = judged.subject_id
    )`,
  params: ({ limit, offset, ...asked }) => ({ ...bind(asked), limit, offset }),
  row: z.object({
    total: z.coerce.number(),
    unknown: z.coerce.number(),
    of: z.coerce.number(),
    ids: z.array(z.string()),
  }),
  examples: examples.map((example) => ({ ...example, ...firstPage })),
})

/** How some people or organisations are listed, who did most first. */
export const ruleSubjects = question({
  text: ({ subject }: { subject: SubjectKind; ids: readonly string[] }) =>
    `SELECT '${subject}' AS subjectKind, toString(subject_id) AS subjectId, name, known, standing, events
    FROM (${cards[subject]}) WHERE subject_id IN (SELECT toUInt64(arrayJoin({ids:Array(String)}))) ORDER BY events DESC, subject_id`,
  params: ({ ids }) => ({ ids: [...ids] }),
  row: ruleSubject,
  examples: [
    { subject: 'person', ids: ['1'] },
    { subject: 'organisation', ids: ['1'] },
  ],
})

interface AskedOfSegment extends Asked {
  readonly segment: string
}
const ofSegment = examples.map((example) => ({ ...example, segment: 'custom/x' }))

/** Whoever fits or is in now, and which of both. */
const compare = (asked: Asked): string => `SELECT subject_id, max(fits_now) AS fits, max(was_in) AS was FROM (
    SELECT subject_id, ifNull(verdict_1, 0) = 1 AS fits_now, 0 AS was_in FROM (${compile(asked)})
    UNION ALL
    SELECT subject_id, 0 AS fits_now, 1 AS was_in FROM memberships WHERE segment = {segment:String} AND left_at IS NULL
  ) GROUP BY subject_id HAVING fits != was`

/** How many would come into a segment if this were its rule, and how many would leave it. */
export const ruleChangeTotals = question({
  text: (asked: AskedOfSegment) =>
    `SELECT countIf(fits = 1) AS entering, countIf(was = 1) AS leaving FROM (${compare(asked)})`,
  params: ({ segment, ...asked }) => ({ ...bind(asked), segment }),
  row: z.object({ entering: z.coerce.number(), leaving: z.coerce.number() }),
  examples: ofSegment,
})

/** Some of those who would come or leave, who did most first; whoever is not there any more has no name. */
export const ruleChangePage = question({
  text: (
    asked: AskedOfSegment & { most: number },
  ) => `SELECT fits = 1 AS isEntering, '${asked.subject}' AS subjectKind,
      toString(changed.subject_id) AS subjectId, ifNull(cards.name, '') AS name, ifNull(cards.known, '') AS known,
      ifNull(cards.standing, '') AS standing, ifNull(cards.events, 0) AS events
    FROM (${compare(asked)}) AS changed LEFT JOIN (${cards[asked.subject]}) AS cards ON cards.subject_id = changed.subject_id
    ORDER BY events DESC, changed.subject_id LIMIT {most:UInt32} BY fits`,
  params: ({ segment, most, ...asked }) => ({ ...bind(asked), segment, most }),
  row: ruleSubject.extend({ isEntering: z.coerce.boolean() }),
  examples: ofSegment.map((example) => ({ ...example, most: 20 })),
})

interface AskedOfSome {
  readonly rules: readonly Rule[]
  readonly subject: SubjectKind
  readonly asOf: Date
  readonly ids: readonly string[]
}
const among = (column: string): string => `${column} IN (SELECT toUInt64(arrayJoin({ids:Array(String)})))`

/** What each of some rules says of each of some subjects: 1 in, 0 out, 2 unknown; no row for who is not there. */
export const ruleVerdicts = question({
  text: ({ rules, subject }: AskedOfSome) =>
    `SELECT toString(subject_id) AS subjectId, [${rules.map((_, at) => `toUInt8(ifNull(verdict_${at + 1}, 2))`).join(', ')}] AS verdicts
    FROM (${compileRules(rules, { subject, among }).select})`,
  params: ({ rules, subject, asOf, ids }) => ({
    ...compileRules(rules, { subject, among }).params,
    ids: [...ids],
    as_of: asOf,
  }),
  row: z.object({ subjectId: z.string(), verdicts: z.array(z.number()) }),
  examples: examples.map(({ rule, ...rest }) => ({ ...rest, rules: [rule], ids: ['1'] })),
})
