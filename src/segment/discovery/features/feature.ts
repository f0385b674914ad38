import type { EventType } from '../../../core/index.ts'
import { attributes } from '../../../resolve/index.ts'

/** What is asked of an amount on one path through the surrogate: at least, and less than. */
export interface Bounds {
  readonly least: number | undefined
  readonly below: number | undefined
}

/** A number known of everybody. */
export interface Amount {
  readonly kind: 'amount'
  readonly name: string
  readonly title: string
  /** Counts and days are compared by their logarithms. */
  readonly isLogarithmic: boolean
  /** From which value on each band lasts, the first from 0, and what it says of somebody. */
  readonly bands: readonly (readonly [from: number, says: string])[]
  /** Values at which a rule may divide; none where no kind of rule can ask for it. */
  readonly thresholds: readonly number[]
  /** The rule, in its text form, that fits whose amount lies within bounds; given the moment it is looked at for. */
  rule(bounds: Bounds, asOf: Date): unknown
}

/** One of some values, known of some. */
export interface Choice {
  readonly kind: 'choice'
  readonly name: string
  readonly title: string
  readonly values: readonly { readonly name: string; readonly says: string }[]
  rule(value: string): unknown
  /** The rule that fits of whom a value is known; undefined where a rule about a value is never unknown. */
  readonly known: unknown
}

export type Feature = Amount | Choice

/** Families of acts that mean the same of somebody; what is counted is how often, ever. */
const families: readonly (readonly [name: string, verb: string, types: readonly EventType[]])[] = [
  ['changes', 'wrote changes', ['commit.author', 'commit.trailer.co_authored_by', 'pr.open', 'pr.merged']],
  [
    'reviews',
    'reviewed or committed changes of others',
    ['pr.review', 'commit.trailer.reviewed_by', 'commit.commit'],
  ],
  ['reports', 'reported or tested', ['issue.open', 'commit.trailer.reported_by', 'commit.trailer.tested_by']],
  ['comments', 'commented on issues and changes', ['issue.comment', 'pr.comment']],
  ['questions', 'began threads or asked', ['list.thread_start', 'forum.topic', 'qa.question']],
  ['answers', 'replied or answered', ['list.reply', 'forum.reply', 'qa.answer', 'qa.comment']],
  ['chat', 'wrote in chats', ['chat.message']],
  ['texts', 'translated or documented', ['translation.submit', 'docs.contribute']],
  ['meetings', 'came to events', ['event.register', 'event.attend', 'event.speak', 'event.organise']],
  [
    'watching',
    'watched, subscribed or read',
    [
      'repo.star',
      'repo.watch',
      'repo.fork',
      'newsletter.subscribe',
      'newsletter.open',
      'newsletter.click',
    ].concat([
      'list.subscribe',
      'chat.join',
      'forum.join',
      'forum.like',
      'web.visit',
      'docs.visit',
    ]) as EventType[],
  ],
  [
    'using',
    'downloaded or used the software',
    [
      'software.download',
      'package.pull',
      'image.pull',
      'repo.clone',
      'telemetry.ping',
      'product.use',
      'repo.fork_ahead',
    ],
  ],
  [
    'business',
    'asked support, tried or looked at prices',
    ['support.ticket', 'trial.start', 'pricing.visit', 'sponsor.start', 'crm.contact'],
  ],
]

/** How `person_features` counts acts: the family of each type, from 1. */
export const familyTypes = {
  types: families.flatMap(([, , types]) => types),
  families: families.flatMap(([, , types], at) => types.map(() => at + 1)),
  family_count: families.length,
}

const times = ({ least, below }: Bounds) => ({
  ...(least === undefined ? {} : { at_least: least }),
  ...(below === undefined ? {} : { at_most: below - 1 }),
})

/** Places in `person_features.acts`, in order. */
export const actCounts: readonly Amount[] = families.map(([name, verb, types]) => ({
  kind: 'amount',
  name,
  title: `How often they ${verb}`,
  isLogarithmic: true,
  bands: [
    [0, `never ${verb}`],
    [1, `${verb} once or twice`],
    [3, `${verb} 3 to 9 times`],
    [10, `${verb} 10 to 99 times`],
    [100, `${verb} 100 times or more`],
  ],
  thresholds: [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000],
  rule: (bounds) => ({ did: { acts: types, ...times(bounds) } }),
}))

const allOf = (rules: readonly unknown[]): unknown => (rules.length === 1 ? rules[0] : { all: rules })

const recency: Amount = {
  kind: 'amount',
  name: 'recency',
  title: 'Days since they were last seen',
  isLogarithmic: true,
  bands: [
    [0, 'seen in the last 30 days'],
    [31, 'last seen 1 to 3 months ago'],
    [92, 'last seen 3 to 12 months ago'],
    [366, 'last seen 1 to 3 years ago'],
    [1096, 'not seen for over 3 years'],
  ],
  thresholds: [8, 31, 61, 92, 184, 366, 731, 1096, 1827, 2923],
  rule: ({ least, below }) =>
    allOf([
      ...(below === undefined ? [] : [{ did: { within: `${below - 1} days` } }]),
      ...(least === undefined ? [] : [{ not: { did: { within: `${least - 1} days` } } }]),
    ]),
}

const dayMilliseconds = 86_400_000
const dayBack = (asOf: Date, days: number): string =>
  new Date(asOf.getTime() - days * dayMilliseconds).toISOString().slice(0, 10)

const tenure: Amount = {
  kind: 'amount',
  name: 'tenure',
  title: 'Days since they were first seen',
  isLogarithmic: true,
  bands: [
    [0, 'came in the last 3 months'],
    [92, 'came 3 to 12 months ago'],
    [366, 'came 1 to 3 years ago'],
    [1096, 'came 3 to 5 years ago'],
    [1827, 'came over 5 years ago'],
  ],
  thresholds: [31, 92, 184, 366, 731, 1096, 1461, 1827, 2557, 3653],
  rule: ({ least, below }, asOf) =>
    allOf([
      ...(least === undefined ? [] : [{ did: { to: dayBack(asOf, least - 1) } }]),
      ...(below === undefined ? [] : [{ did: { to: dayBack(asOf, below - 1), at_most: 0 } }]),
    ]),
}

const activeDays: Amount = {
  kind: 'amount',
  name: 'active-days',
  title: 'Days with an act in the last year',
  isLogarithmic: true,
  bands: [
    [0, 'not active in the last year'],
    [1, 'active on 1 or 2 days of the last year'],
    [3, 'active on 3 to 9 days of the last year'],
    [10, 'active on 10 to 49 days of the last year'],
    [50, 'active on 50 days or more of the last year'],
  ],
  thresholds: [1, 2, 3, 5, 10, 20, 50, 100, 200],
  rule: (bounds) => ({ did: { count: 'days', within: '1 year', ...times(bounds) } }),
}

/** Commitment that fades (methods 1.3). No kind of rule asks for it: groups may differ in it, a rule cannot say so. */
const engagement: Amount = {
  kind: 'amount',
  name: 'engagement',
  title: 'Commitment of late',
  isLogarithmic: true,
  bands: [
    [0, 'hardly committed of late'],
    [1, 'a little committed of late'],
    [10, 'committed of late'],
    [100, 'very committed of late'],
  ],
  thresholds: [],
  rule: () => undefined,
}

const rung: Amount = {
  kind: 'amount',
  name: 'rung',
  title: 'Rung of the participation ladder',
  isLogarithmic: false,
  bands: [
    [0, 'known by name only'],
    [2, 'take part'],
    [3, 'contribute'],
    [4, 'contribute regularly'],
    [5, 'belong to the core'],
  ],
  thresholds: [2, 3, 4, 5],
  rule: ({ least, below }) => ({
    stands: {
      ...(least === undefined ? {} : { at_least: `P${least}` }),
      ...(below === undefined ? {} : { at_most: `P${below - 1}` }),
    },
  }),
}

/** As likely as the features are taken to be known. */
const p = 0.8

function choiceOfAttribute(name: string): Choice {
  const attribute = attributes.find((one) => one.name === name)
  return {
    kind: 'choice',
    name,
    title: attribute?.title ?? name,
    values: (attribute?.values ?? []).map((value) => ({ name: value.name, says: value.phrase })),
    rule: (value) => ({ attribute: { name, is: value, p } }),
    known: { known: { what: name, p } },
  }
}

const employer: Choice = {
  kind: 'choice',
  name: 'employer',
  title: 'Kind of employer',
  values: [
    { name: 'corporate', says: 'act for a company' },
    { name: 'education', says: 'act for education or research' },
    { name: 'government', says: 'act for a public body' },
    { name: 'foundation', says: 'act for a foundation or community' },
  ],
  rule: (value) => ({ 'works-for': { kinds: [value], p } }),
  known: { known: { what: 'employer', p } },
}

const work: Choice = {
  kind: 'choice',
  name: 'work',
  title: 'Main kind of contribution',
  values: [
    { name: 'coder', says: 'mainly write code' },
    { name: 'translator', says: 'mainly translate' },
    { name: 'writer', says: 'mainly document' },
    { name: 'tester', says: 'mainly test' },
    { name: 'builder', says: 'mainly build and release' },
    { name: 'reporter', says: 'mainly report' },
    { name: 'reviewer', says: 'mainly review' },
    { name: 'mixed', says: 'do several kinds of work' },
  ],
  rule: (value) => ({ member: { of: `contribution-kind/${value}` } }),
  known: undefined,
}

/** Numbers in columns of their own. */
export const measures = { recency, tenure, active_days: activeDays, engagement, rung } as const
/** Texts in columns of their own. */
export const choices = {
  purpose: choiceOfAttribute('purpose'),
  role: choiceOfAttribute('role'),
  skill: choiceOfAttribute('skill'),
  employer,
  work,
} as const

/**
 * By what people are compared: what they do, how lately and for how long, what for and for whom. Never by what is protected, nor by what
 * stands for it: neither region nor language is one.
 */
export const features: readonly Feature[] = [
  ...actCounts,
  ...Object.values(measures),
  ...Object.values(choices),
]
