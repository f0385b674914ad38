import {
  type FeatureTable,
  type NominalColumn,
  type NumericColumn,
  unknownCode,
} from '../../feature-table.ts'
import { drawBelow, type Random } from '../../statistics/random.ts'

/** Subjects row by row: their numbers, then their codes. */
export interface Points {
  readonly rows: number
  readonly width: number
  readonly numbers: Float32Array
  readonly depth: number
  readonly codes: Uint8Array
}

export interface Prototypes {
  readonly k: number
  readonly numbers: Float64Array
  readonly codes: Uint8Array
}

export interface Assignment {
  readonly labels: Uint8Array
  /** Squared distances of numbers plus weighted differences of codes, added up. */
  readonly cost: number
}

/** Lays columns out row by row, so that what is compared lies together. */
export function layOut(table: FeatureTable): Points {
  const numerics = table.columns.filter((column): column is NumericColumn => column.kind === 'numeric')
  const nominals = table.columns.filter((column): column is NominalColumn => column.kind === 'nominal')
  const [width, depth] = [numerics.length, nominals.length]
  const numbers = new Float32Array(table.rows * width)
  const codes = new Uint8Array(table.rows * depth)
  for (const [at, { values }] of numerics.entries())
    for (let row = 0; row < table.rows; row++) numbers[row * width + at] = values[row] as number
  for (const [at, column] of nominals.entries())
    for (let row = 0; row < table.rows; row++) codes[row * depth + at] = column.codes[row] as number
  return { rows: table.rows, width, numbers, depth, codes }
}

/** What nobody knows of a subject is not compared. */
function compare(points: Points, row: number, prototypes: Prototypes, group: number, gamma: number): number {
  const { width, numbers, depth, codes } = points
  let sum = 0
  for (let at = 0, from = row * width, to = group * width; at < width; at++) {
    const difference = (numbers[from + at] as number) - (prototypes.numbers[to + at] as number)
    if (!Number.isNaN(difference)) sum += difference * difference
  }
  for (let at = 0, from = row * depth, to = group * depth; at < depth; at++) {
    const code = codes[from + at] as number
    if (code !== unknownCode && code !== prototypes.codes[to + at]) sum += gamma
  }
  return sum
}

/** So many rows are compared before others have their turn. */
const rowsPerTurn = 5000

async function assignRows(
  points: Points,
  prototypes: Prototypes,
  gamma: number,
  pause: () => Promise<void>,
): Promise<Assignment> {
  const labels = new Uint8Array(points.rows)
  let cost = 0
  for (let row = 0; row < points.rows; row++) {
    let least = Number.POSITIVE_INFINITY
    for (let group = 0; group < prototypes.k; group++) {
      const distance = compare(points, row, prototypes, group, gamma)
      if (distance < least) [least, labels[row]] = [distance, group]
    }
    cost += least
    if (row % rowsPerTurn === 0) await pause()
  }
  return { labels, cost }
}

/** The mean of each number and the most frequent code of each group; a group nobody is in stays where it was. */
async function centre(
  points: Points,
  labels: Uint8Array,
  before: Prototypes,
  pause: () => Promise<void>,
): Promise<Prototypes> {
  const { rows, width, depth } = points
  const { k } = before
  const sums = new Float64Array(k * width)
  const counts = new Float64Array(k * width)
  const votes = new Uint32Array(k * depth * 256)
  for (let row = 0; row < rows; row++) {
    if (row % rowsPerTurn === 0) await pause()
    const group = labels[row] as number
    for (let at = 0; at < width; at++) {
      const value = points.numbers[row * width + at] as number
      if (Number.isNaN(value)) continue
      sums[group * width + at] = (sums[group * width + at] as number) + value
      counts[group * width + at] = (counts[group * width + at] as number) + 1
    }
    for (let at = 0; at < depth; at++) {
      const place = (group * depth + at) * 256 + (points.codes[row * depth + at] as number)
      votes[place] = (votes[place] as number) + 1
    }
  }
  const numbers = before.numbers.map((value, at) =>
    counts[at] === 0 ? value : (sums[at] as number) / (counts[at] as number),
  )
  const codes = before.codes.map((code, at) => {
    let [most, winner] = [0, code]
    for (let candidate = 0; candidate < unknownCode; candidate++) {
      const count = votes[at * 256 + candidate] as number
      if (count > most) [most, winner] = [count, candidate]
    }
    return winner
  })
  return { k, numbers, codes }
}

/** Each beginning far from those before: with a chance that grows with its distance (k-means++). */
export function seedPrototypes(points: Points, k: number, gamma: number, random: Random): Prototypes {
  const { rows, width, depth } = points
  const numbers = new Float64Array(k * width)
  const codes = new Uint8Array(k * depth)
  const nearest = new Float64Array(rows).fill(Number.POSITIVE_INFINITY)
  let chosen = drawBelow(random, rows)
  for (let group = 0; group < k; group++) {
    for (let at = 0; at < width; at++) {
      const value = points.numbers[chosen * width + at] as number
      numbers[group * width + at] = Number.isNaN(value) ? 0 : value
    }
    for (let at = 0; at < depth; at++) codes[group * depth + at] = points.codes[chosen * depth + at] as number
    let total = 0
    for (let row = 0; row < rows; row++) {
      const distance = compare(points, row, { k, numbers, codes }, group, gamma)
      nearest[row] = Math.min(nearest[row] as number, distance)
      total += nearest[row] as number
    }
    let left = random() * total
    chosen = 0
    for (; chosen < rows - 1; chosen++) {
      left -= nearest[chosen] as number
      if (left <= 0) break
    }
  }
  return { k, numbers, codes }
}

const mostRounds = 100

/** Assigns and centres in turn until nobody moves. */
export async function settle(
  points: Points,
  begin: Prototypes,
  gamma: number,
  pause: () => Promise<void>,
): Promise<Assignment & { readonly prototypes: Prototypes }> {
  let prototypes = begin
  let found = await assignRows(points, prototypes, gamma, pause)
  for (let round = 0; round < mostRounds; round++) {
    prototypes = await centre(points, found.labels, prototypes, pause)
    const next = await assignRows(points, prototypes, gamma, pause)
    const isSettled = next.cost >= found.cost * (1 - 1e-6)
    found = next
    if (isSettled) break
  }
  return { ...found, prototypes }
}
