import { unknownCode } from '../../feature-table.ts'
import type { Random } from '../../statistics/random.ts'

/** Answers that occur, each once: codes item by item, and how many subjects gave them. */
export interface Patterns {
  /** How many values each item has. */
  readonly sizes: readonly number[]
  readonly codes: Uint8Array
  readonly weights: Float64Array
  /** The pattern of each subject. */
  readonly of: Uint32Array
}

export interface Classes {
  readonly shares: readonly number[]
  /** How likely a member of a class gives each value of each item: by class, then item, then value. */
  readonly answers: readonly (readonly (readonly number[])[])[]
}

export interface Learned extends Classes {
  readonly logLikelihood: number
  /** How likely each pattern is each class's, row by row. */
  readonly posteriors: Float64Array
}

/** Subjects who answered alike are one pattern. */
export function findPatterns(items: readonly { codes: Uint8Array; size: number }[], rows: number): Patterns {
  const places = new Map<string, number>()
  const of = new Uint32Array(rows)
  const weights: number[] = []
  const codes: number[] = []
  for (let row = 0; row < rows; row++) {
    let key = ''
    for (const item of items) key += String.fromCharCode(item.codes[row] as number)
    let place = places.get(key)
    if (place === undefined) {
      place = weights.length
      places.set(key, place)
      weights.push(0)
      for (const item of items) codes.push(item.codes[row] as number)
    }
    weights[place] = (weights[place] as number) + 1
    of[row] = place
  }
  return {
    sizes: items.map(({ size }) => size),
    codes: Uint8Array.from(codes),
    weights: Float64Array.from(weights),
    of,
  }
}

/** Classes in which everybody answers by chance, a different chance in each. */
export function guessClasses({ sizes }: Patterns, count: number, random: Random): Classes {
  const draw = (size: number): number[] => {
    const raw = Array.from({ length: size }, () => random() + 0.05)
    const sum = raw.reduce((total, one) => total + one, 0)
    return raw.map((one) => one / sum)
  }
  return {
    shares: Array.from({ length: count }, () => 1 / count),
    answers: Array.from({ length: count }, () => sizes.map(draw)),
  }
}

/** Expectation and maximisation in turn, until the likelihood no longer grows by more than `precision` of itself. */
export async function learnClasses(
  patterns: Patterns,
  begin: Classes,
  { rounds, precision, pause }: { rounds: number; precision: number; pause: () => Promise<void> },
): Promise<Learned> {
  let classes = begin
  let found = expect(patterns, classes)
  for (let round = 0; round < rounds; round++) {
    classes = maximise(patterns, found.posteriors, classes.shares.length)
    const next = expect(patterns, classes)
    const gain = next.logLikelihood - found.logLikelihood
    found = next
    if (gain <= Math.abs(next.logLikelihood) * precision) break
    await pause()
  }
  return { ...classes, ...found }
}

function expect(
  { sizes, codes, weights }: Patterns,
  { shares, answers }: Classes,
): Pick<Learned, 'logLikelihood' | 'posteriors'> {
  const count = shares.length
  const posteriors = new Float64Array(weights.length * count)
  const logs = answers.map((items) => items.map((values) => values.map(Math.log)))
  const logShares = shares.map(Math.log)
  const joint = new Float64Array(count)
  let logLikelihood = 0
  for (let place = 0; place < weights.length; place++) {
    let highest = Number.NEGATIVE_INFINITY
    for (let one = 0; one < count; one++) {
      let log = logShares[one] as number
      const items = logs[one] as number[][]
      for (let item = 0, at = place * sizes.length; item < sizes.length; item++, at++) {
        const code = codes[at] as number
        // An item nobody knows the answer of says nothing.
        if (code !== unknownCode) log += (items[item] as number[])[code] as number
      }
      joint[one] = log
      if (log > highest) highest = log
    }
    let sum = 0
    for (const log of joint) sum += Math.exp(log - highest)
    const total = highest + Math.log(sum)
    logLikelihood += (weights[place] as number) * total
    for (let one = 0; one < count; one++)
      posteriors[place * count + one] = Math.exp((joint[one] as number) - total)
  }
  return { logLikelihood, posteriors }
}

/** Nothing is impossible, only very unlikely: a probability of 0 could never be left again. */
const floor = 1e-10

function maximise({ sizes, codes, weights }: Patterns, posteriors: Float64Array, count: number): Classes {
  const totals = new Float64Array(count)
  const answers = Array.from({ length: count }, () => sizes.map((size) => new Float64Array(size)))
  let all = 0
  for (let place = 0; place < weights.length; place++) {
    all += weights[place] as number
    for (let one = 0; one < count; one++) {
      const mass = (weights[place] as number) * (posteriors[place * count + one] as number)
      totals[one] = (totals[one] as number) + mass
      for (let item = 0, at = place * sizes.length; item < sizes.length; item++, at++) {
        const values = (answers[one] as Float64Array[])[item] as Float64Array
        const code = codes[at] as number
        if (code !== unknownCode) values[code] = (values[code] as number) + mass
      }
    }
  }
  return {
    shares: Array.from(totals, (total) => Math.max(total / all, floor)),
    answers: answers.map((items) =>
      items.map((values) => {
        const sum = values.reduce((total, one) => total + one, 0)
        return Array.from(values, (one) => (sum === 0 ? 1 / values.length : Math.max(one / sum, floor)))
      }),
    ),
  }
}

/** How many numbers `count` classes of items of such sizes are free to choose. */
export const countParameters = (sizes: readonly number[], count: number): number =>
  count - 1 + count * sizes.reduce((sum, size) => sum + size - 1, 0)
