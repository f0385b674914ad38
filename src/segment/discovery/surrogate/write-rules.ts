import { unknownCode } from '../feature-table.ts'
import { type Amount, type Choice, features } from '../features/feature.ts'
import type { KnownPeople } from '../features/read-features.ts'
import { findPaths, growTree, type Step, type Tree } from './grow-tree.ts'

/** Something a rule can ask: whether an amount is at least so much, or a value is this one. */
export type Question =
  | { readonly feature: Amount; readonly least: number }
  | { readonly feature: Choice; readonly value: number }

/** Deeper trees nobody reads. */
const deepest = 4
/** A leaf holds at least this share of the people, and at least five. */
const leastShare = 0.005

/** Rules count days back to some 27 years. */
const mostAsked = 9999

/** A tree of questions that kinds of rules can ask, and the questions. */
export interface Surrogate {
  readonly tree: Tree
  readonly questions: readonly Question[]
}

/** Learns from the people in `rows` which questions tell groups apart. */
export function learnSurrogate(
  known: KnownPeople,
  { labels, k }: { readonly labels: Uint8Array; readonly k: number },
  rows: Uint32Array,
): Surrogate {
  const questions: Question[] = []
  const answered: { answers: Uint8Array }[] = []
  for (const question of listQuestions(known, rows)) {
    const answers = answer(question, known, rows)
    if (!answers.includes(1) || !answers.includes(0)) continue
    questions.push(question)
    answered.push({ answers })
  }
  const growth = {
    questions: answered,
    labels: Uint8Array.from(rows, (row) => labels[row] as number),
    k,
    fewest: Math.max(5, Math.ceil(rows.length * leastShare)),
  }
  return { tree: growTree(growth, deepest), questions }
}

function listQuestions(known: KnownPeople, rows: Uint32Array): Question[] {
  return features.flatMap((feature): Question[] =>
    feature.kind === 'amount'
      ? listThresholds(feature, known, rows).map((least) => ({ feature, least }))
      : feature.values.map((_, value) => ({ feature, value })),
  )
}

/** Round ones first, so that of two that tell as much the round one is asked; then where the people here divide into tenths. */
function listThresholds({ name, thresholds }: Amount, { amounts }: KnownPeople, rows: Uint32Array): number[] {
  if (thresholds.length === 0) return []
  const values = amounts.get(name)
  const sorted = Float32Array.from(rows, (row) => values?.[row] ?? 0).sort()
  const tenths = Array.from(
    { length: 9 },
    (_, at) => sorted[Math.floor(((at + 1) / 10) * sorted.length)] ?? 0,
  )
  const [lowest = 1, highest = 1] = [thresholds[0], mostAsked]
  return [...new Set([...thresholds, ...tenths.filter((tenth) => tenth >= lowest && tenth <= highest)])]
}

function answer(question: Question, { amounts, codes }: KnownPeople, rows: Uint32Array): Uint8Array {
  if ('least' in question) {
    const values = amounts.get(question.feature.name)
    return Uint8Array.from(rows, (row) => ((values?.[row] ?? 0) >= question.least ? 1 : 0))
  }
  const values = codes.get(question.feature.name)
  return Uint8Array.from(rows, (row) => ((values?.[row] ?? unknownCode) === question.value ? 1 : 0))
}

/** The rule of a group in its text form: any of the ways to its leaves. Undefined for a group the tree does not tell. */
export function writeGroupRule({ tree, questions }: Surrogate, group: number, asOf: Date): unknown {
  const paths = findPaths(tree, group)
  if (paths.length === 0) return undefined
  return join(
    'any',
    paths.map((path) => writePath(path, questions, asOf)),
  )
}

/** Everybody, where nothing was asked. */
const everybody = { stands: { at_least: 'P1' } }

function writePath(path: readonly Step[], questions: readonly Question[], asOf: Date): unknown {
  const steps = path.map(({ question, isYes }) => ({ question: questions[question] as Question, isYes }))
  const asked = new Set(steps.map(({ question }) => question.feature))
  const rules = [...asked].flatMap((feature): unknown[] => {
    const own = steps.filter(({ question }) => question.feature === feature)
    return feature.kind === 'amount' ? [writeAmount(feature, own, asOf)] : writeChoice(feature, own)
  })
  return rules.length === 0 ? everybody : join('all', rules)
}

type Answered = readonly { readonly question: Question; readonly isYes: boolean }[]

function writeAmount(feature: Amount, steps: Answered, asOf: Date): unknown {
  const limits = (wanted: boolean): number[] =>
    steps.flatMap(({ question, isYes }) => (isYes === wanted && 'least' in question ? [question.least] : []))
  const [least, below] = [limits(true), limits(false)]
  return feature.rule(
    {
      least: least.length === 0 ? undefined : Math.max(...least),
      below: below.length === 0 ? undefined : Math.min(...below),
    },
    asOf,
  )
}

/** Of whom nobody knows a value it is not another one either; “not this” must take them in as well. */
function writeChoice(feature: Choice, steps: Answered): unknown[] {
  const rules = steps.map(({ question, isYes }) => {
    const value = 'value' in question ? feature.values[question.value] : undefined
    return { rule: feature.rule(value?.name ?? ''), isYes }
  })
  const is = rules.find(({ isYes }) => isYes)
  if (is !== undefined) return [is.rule]
  return rules.map(({ rule }) =>
    feature.known === undefined ? { not: rule } : { any: [{ not: rule }, { not: feature.known }] },
  )
}

function join(word: 'all' | 'any', rules: readonly unknown[]): unknown {
  const [only] = rules
  return rules.length === 1 ? only : { [word]: rules }
}
