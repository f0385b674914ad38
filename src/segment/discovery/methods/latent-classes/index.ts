import { type ClusteringMethod, type Effort, orderBySize } from '../../clustering-method.ts'
import { type FeatureTable, type NominalColumn, takeRows } from '../../feature-table.ts'
import { drawSample } from '../../statistics/random.ts'
import {
  countParameters,
  findPatterns,
  guessClasses,
  type Learned,
  learnClasses,
  type Patterns,
} from './learn-classes.ts'

/** Beginnings are tried until they differ little; the best is then followed to its end. */
const trial = { rounds: 50, precision: 1e-5 }
const whole = { rounds: 1000, precision: 1e-8 }
/** Where only a few beginnings are tried, as when groups are sought again and again, the end need not be as exact. */
const rough = { rounds: 100, precision: 1e-6, starts: 5 }
/** Beginnings are tried on so many. */
const tried = 5000
const leastShare = 0.05

export const method: ClusteringMethod = {
  name: 'latent-classes',
  title: 'Latent classes',
  sentence:
    'Supposes hidden kinds of people who act alike by chance, and finds the kinds that explain best what is seen.',
  compares: 'bands',
  most: 100_000_000,
  criterion: { name: 'BIC', better: 'lower' },
  fewest: 1,
  async fit(table, k, effort) {
    const patterns = await findPatterns(itemsOf(table), table.rows, effort.pause)
    const learned = await learnBest(table, patterns, k, effort)
    const { logLikelihood, posteriors } = learned
    const chosen = Array.from(patterns.weights, (_, place) => likeliest(posteriors, place, k))
    const ordered = orderBySize(
      Uint8Array.from(patterns.of, (place) => chosen[place] as number),
      k,
    )
    return {
      labels: ordered.labels,
      k: ordered.k,
      score: -2 * logLikelihood + countParameters(patterns.sizes, k) * Math.log(table.rows),
      spread: Math.exp(-logLikelihood / table.rows),
      warnings: findFaults(patterns, learned, k),
    }
  },
}

const itemsOf = (table: FeatureTable): NominalColumn[] =>
  table.columns.filter((column): column is NominalColumn => column.kind === 'nominal')

async function learnBest(
  table: FeatureTable,
  patterns: Patterns,
  k: number,
  effort: Effort,
): Promise<Learned> {
  let best: Learned | undefined
  const some = takeRows(table, drawSample(effort.random, table.rows, tried))
  const tests = table.rows > tried ? await findPatterns(itemsOf(some), some.rows, effort.pause) : patterns
  for (let start = 0; start < (k === 1 ? 1 : effort.starts); start++) {
    const begin = guessClasses(tests, k, effort.random)
    const found = await learnClasses(tests, begin, { ...trial, pause: effort.pause })
    if (best === undefined || found.logLikelihood > best.logLikelihood) best = found
  }
  const begin = best ?? guessClasses(patterns, k, effort.random)
  const end = effort.starts <= rough.starts ? rough : whole
  return learnClasses(patterns, begin, { ...end, pause: effort.pause })
}

function likeliest(posteriors: Float64Array, place: number, k: number): number {
  let best = 0
  for (let one = 1; one < k; one++)
    if ((posteriors[place * k + one] as number) > (posteriors[place * k + best] as number)) best = one
  return best
}

function findFaults({ sizes }: Patterns, { shares }: Learned, k: number): string[] {
  const cells = sizes.reduce((product, size) => product * size, 1)
  const small = shares.filter((share) => share < leastShare).length
  return [
    ...(cells - 1 - countParameters(sizes, k) < 0
      ? ['There are more numbers to learn than different answers: the classes cannot be told apart.']
      : []),
    ...(small === 0
      ? []
      : [`${small === 1 ? 'One class has' : `${small} classes have`} less than 5 % of the people.`]),
  ]
}
