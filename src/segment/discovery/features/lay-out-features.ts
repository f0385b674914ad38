import { type FeatureColumn, type FeatureTable, type NominalColumn, unknownCode } from '../feature-table.ts'
import type { Trait } from '../lifts.ts'
import { type Amount, type Feature, features } from './feature.ts'
import type { KnownPeople } from './read-features.ts'

export interface Layout {
  readonly table: FeatureTable
  /** By what people are compared, and what says nothing because all are alike in it. */
  readonly used: readonly Feature[]
  readonly leftOut: readonly Feature[]
}

/** People as a method compares them; features in which all are alike are left out. */
export function layOutFeatures(known: KnownPeople, compares: 'numbers' | 'bands'): Layout {
  const used: Feature[] = []
  const leftOut: Feature[] = []
  const columns: FeatureColumn[] = []
  for (const feature of features) {
    const column = toColumn(feature, known, compares)
    const isTold = column !== undefined && differs(column)
    ;(isTold ? used : leftOut).push(feature)
    if (isTold) columns.push(column)
  }
  return { table: { rows: known.people.length, columns }, used, leftOut }
}

function toColumn(
  feature: Feature,
  known: KnownPeople,
  compares: 'numbers' | 'bands',
): FeatureColumn | undefined {
  if (feature.kind === 'choice') {
    const codes = known.codes.get(feature.name)
    return codes === undefined ? undefined : { kind: 'nominal', codes, size: feature.values.length }
  }
  const amounts = known.amounts.get(feature.name)
  if (amounts === undefined) return undefined
  const bands: NominalColumn = {
    kind: 'nominal',
    codes: bandsOf(feature, amounts),
    size: feature.bands.length,
  }
  // Where all are in one band, small differences would be taken for large ones.
  if (compares === 'bands' || !differs(bands)) return bands
  return { kind: 'numeric', values: cutTails(straighten(feature, amounts)) }
}

const straighten = ({ isLogarithmic }: Amount, amounts: Float32Array): Float32Array =>
  isLogarithmic ? amounts.map(Math.log1p) : amounts.slice()

/** Beyond the first and the last hundredth nobody counts as farther out. */
function cutTails(values: Float32Array): Float32Array {
  const sorted = values.slice().sort()
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0
  const [lowest, highest] = [at(0.01), at(0.99)]
  return values.map((value) => Math.min(highest, Math.max(lowest, value)))
}

function bandsOf({ bands }: Amount, amounts: Float32Array): Uint8Array {
  return Uint8Array.from(amounts, (amount) => {
    let band = 0
    while (band + 1 < bands.length && amount >= (bands[band + 1]?.[0] ?? 0)) band += 1
    return band
  })
}

function differs(column: FeatureColumn): boolean {
  if (column.kind === 'numeric') return column.values.some((value) => value !== column.values[0])
  const seen = new Set<number>()
  for (const code of column.codes) if (code !== unknownCode) seen.add(code)
  return seen.size > 1
}

/** Everything that is so of some and not of others: bands of amounts, values of choices. */
export function* listTraits(known: KnownPeople): Generator<Trait> {
  for (const feature of features) {
    const told =
      feature.kind === 'choice'
        ? feature.values.map(({ says }) => says)
        : feature.bands.map(([, says]) => says)
    const codes =
      feature.kind === 'choice'
        ? known.codes.get(feature.name)
        : bandsOf(feature, known.amounts.get(feature.name) ?? new Float32Array(known.people.length))
    for (const [value, title] of told.entries()) {
      const holds = (codes ?? new Uint8Array()).map((code) => (code === value ? 1 : 0))
      if (holds.includes(1) && holds.includes(0)) yield { feature: feature.name, title, holds }
    }
  }
}
