import { type FeatureColumn, type FeatureTable, takeRows, unknownCode } from './feature-table.ts'
import type { Looking } from './stability.ts'
import { drawSample, type Random } from './statistics/random.ts'

/** What speaks for a number of groups. */
export interface Candidate {
  readonly k: number
  /** By the method's criterion; undefined when fewer groups were found. */
  readonly score: number | undefined
  /** How much tighter the groups are than those of people without groups (Tibshirani, Walther and Hastie 2001), with its error. */
  readonly gap: number
  readonly gapError: number
}

export interface Choice {
  readonly k: number
  readonly candidates: readonly Candidate[]
  /** What the gap statistic would choose by the rule of one standard error; undefined when it finds no end. */
  readonly byGap: number | undefined
}

/** Gaps are measured on so many subjects, against so many communities without groups. */
const measured = 500
const references = 10

/** Tries each number of groups up to `most`, and chooses by the method's criterion; the first is taken when nothing can be told. */
export async function chooseNumber(
  table: FeatureTable,
  most: number,
  { method, effort }: Looking,
  onTried: (done: number, total: number) => void,
): Promise<Choice> {
  const some = takeRows(table, drawSample(effort.random, table.rows, measured))
  const spreadOf = async (people: FeatureTable, k: number): Promise<number> =>
    (await method.fit(people, k, { ...effort, starts: Math.min(effort.starts, 5) })).spread
  const candidates: Candidate[] = []
  for (let k = 1; k <= most; k++) {
    const fit = k < method.fewest ? undefined : await method.fit(table, k, effort)
    const gap = await measureGap(some, k, spreadOf, effort.random)
    candidates.push({ k, score: fit?.k === k ? fit.score : undefined, ...gap })
    onTried(k, most)
  }
  return {
    k: best(candidates, method.criterion.better) ?? method.fewest,
    candidates,
    byGap: chooseByGap(candidates),
  }
}

function best(candidates: readonly Candidate[], better: 'higher' | 'lower'): number | undefined {
  let chosen: { k: number; score: number } | undefined
  for (const { k, score } of candidates) {
    if (score === undefined || !Number.isFinite(score)) continue
    if (chosen === undefined || (better === 'higher' ? score > chosen.score : score < chosen.score))
      chosen = { k, score }
  }
  return chosen?.k
}

/** The fewest groups whose gap is within one standard error of that of one more. */
export function chooseByGap(candidates: readonly Candidate[]): number | undefined {
  return candidates.find(({ gap }, at) => {
    const next = candidates[at + 1]
    return next !== undefined && gap >= next.gap - next.gapError
  })?.k
}

/** The gap statistic of k groups: how much smaller the logarithm of their spread is than where nothing belongs together. */
export async function measureGap(
  table: FeatureTable,
  k: number,
  spreadOf: (table: FeatureTable, k: number) => Promise<number>,
  random: Random,
  count = references,
): Promise<{ gap: number; gapError: number }> {
  const logs: number[] = []
  for (let at = 0; at < count; at++) logs.push(logarithm(await spreadOf(scatter(table, random), k)))
  const mean = logs.reduce((sum, log) => sum + log, 0) / count
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / count
  const own = logarithm(await spreadOf(table, k))
  return { gap: mean - own, gapError: Math.sqrt(variance * (1 + 1 / count)) }
}

/** Groups of people who are all alike have no spread; its logarithm stays a number. */
const logarithm = (spread: number): number => Math.log(Math.max(spread, 1e-9))

/** People without groups: numbers even over their range, values as frequent as they are, each feature for itself. */
function scatter(table: FeatureTable, random: Random): FeatureTable {
  return { rows: table.rows, columns: table.columns.map((column) => scatterColumn(column, random)) }
}

function scatterColumn(column: FeatureColumn, random: Random): FeatureColumn {
  if (column.kind === 'nominal') {
    const { codes } = column
    return { ...column, codes: codes.map(() => codes[Math.floor(random() * codes.length)] ?? unknownCode) }
  }
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of column.values) {
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  return {
    ...column,
    values: column.values.map((value) =>
      Number.isNaN(value) ? value : lowest + random() * (highest - lowest),
    ),
  }
}
