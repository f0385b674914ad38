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

/** So many subjects, or patterns, are looked at before others have their turn. */
const perTurn = 2000

/** Subjects who answered alike are one pattern. */
export async function findPatterns(
  items: readonly { codes: Uint8Array; size: number }[],
  rows: number,
  pause: () => Promise<void>,
): Promise<Patterns> {
  const places = new Map<string, number>()
  const of = new Uint32Array(rows)
  const weights: number[] = []
  const codes: number[] = []
  for (let row = 0; row < rows; row++) {
    if (row % perTurn === 0) await pause()
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
  let found = await expect(patterns, classes, pause)
  for (let round = 0; round < rounds; round++) {
    classes = await maximise(patterns, found.posteriors, classes.shares.length, pause)
    const next = await expect(patterns, classes, pause)
    const gain = next.logLikelihood - found.logLikelihood
    found = next
    if (gain <= Math.abs(next.logLikelihood) * precision) break
  }
  return { ...classes, ...found }
}

/** Where the values of each item begin when all values of all items stand in a row. */
function placeItems(sizes: readonly number[]): { starts: number[]; cells: number } {
  let cells = 0
  const starts = sizes.map((size) => {
    cells += size
    return cells - size
  })
  return { starts, cells }
}

async function expect(
  { sizes, codes, weights }: Patterns,
  { shares, answers }: Classes,
  pause: () => Promise<void>,
): Promise<Pick<Learned, 'logLikelihood' | 'posteriors'>> {
  const count = shares.length
  const { starts, cells } = placeItems(sizes)
  // Value by value, the classes side by side: they are added up together.
  const logs = new Float64Array(cells * count)
  for (const [one, items] of answers.entries())
    for (const [item, values] of items.entries())
      for (const [value, chance] of values.entries())
        logs[((starts[item] as number) + value) * count + one] = Math.log(chance)
  const logShares = Float64Array.from(shares, Math.log)
  const posteriors = new Float64Array(weights.length * count)
  const joint = new Float64Array(count)
  let logLikelihood = 0
  for (let place = 0; place < weights.length; place++) {
    if (place % perTurn === 0) await pause()
    joint.set(logShares)
    for (let item = 0, at = place * sizes.length; item < sizes.length; item++, at++) {
      const code = codes[at] as number
      // An item nobody knows the answer of says nothing.
      if (code === unknownCode) continue
      for (let one = 0, cell = ((starts[item] as number) + code) * count; one < count; one++, cell++)
        joint[one] = (joint[one] as number) + (logs[cell] as number)
    }
    logLikelihood += (weights[place] as number) * share(joint, posteriors, place * count)
  }
  return { logLikelihood, posteriors }
}

/** Writes how likely each class is, from the logarithms of joint chances; answers the logarithm of their sum. */
function share(joint: Float64Array, posteriors: Float64Array, from: number): number {
  let highest = Number.NEGATIVE_INFINITY
  for (const log of joint) if (log > highest) highest = log
  let sum = 0
  for (let one = 0; one < joint.length; one++) {
    const chance = Math.exp((joint[one] as number) - highest)
    posteriors[from + one] = chance
    sum += chance
  }
  for (let one = 0; one < joint.length; one++)
    posteriors[from + one] = (posteriors[from + one] as number) / sum
  return highest + Math.log(sum)
}

/** Nothing is impossible, only very unlikely: a probability of 0 could never be left again. */
const floor = 1e-10

async function maximise(
  { sizes, codes, weights }: Patterns,
  posteriors: Float64Array,
  count: number,
  pause: () => Promise<void>,
): Promise<Classes> {
  const { starts, cells } = placeItems(sizes)
  const totals = new Float64Array(count)
  const masses = new Float64Array(cells * count)
  const own = new Float64Array(count)
  let all = 0
  for (let place = 0; place < weights.length; place++) {
    if (place % perTurn === 0) await pause()
    const weight = weights[place] as number
    all += weight
    for (let one = 0; one < count; one++) {
      own[one] = weight * (posteriors[place * count + one] as number)
      totals[one] = (totals[one] as number) + (own[one] as number)
    }
    for (let item = 0, at = place * sizes.length; item < sizes.length; item++, at++) {
      const code = codes[at] as number
      if (code === unknownCode) continue
      for (let one = 0, cell = ((starts[item] as number) + code) * count; one < count; one++, cell++)
        masses[cell] = (masses[cell] as number) + (own[one] as number)
    }
  }
  return {
    shares: Array.from(totals, (total) => Math.max(total / all, floor)),
    answers: Array.from({ length: count }, (_, one) =>
      sizes.map((size, item) => {
        const values = Array.from(
          { length: size },
          (_value, value) => masses[((starts[item] as number) + value) * count + one] as number,
        )
        const sum = values.reduce((total, mass) => total + mass, 0)
        return values.map((mass) => (sum === 0 ? 1 / size : Math.max(mass / sum, floor)))
      }),
    ),
  }
}

/** How many numbers `count` classes of items of such sizes are free to choose. */
export const countParameters = (sizes: readonly number[], count: number): number =>
  count - 1 + count * sizes.reduce((sum, size) => sum + size - 1, 0)
