import { readModel, type Store } from '../../../store/index.ts'
import { countActs } from '../../activity/extent-question.ts'
import { fillBeside, swapIn } from '../../derived-table.ts'
import { splitIntoParts } from '../../part.ts'
import { unknownCode } from '../feature-table.ts'
import { actCounts, type Choice, choices, familyTypes, measures } from './feature.ts'
import { countPeople, readPart } from './features-question.ts'

/** People by their ids, with the numbers and the codes of values of each feature, by its name. */
export interface KnownPeople {
  readonly people: BigUint64Array
  readonly amounts: ReadonlyMap<string, Float32Array>
  readonly codes: ReadonlyMap<string, Uint8Array>
}

const actsPerPart = 1_000_000
const peoplePerPart = 25_000
/** Commitment halves in so many days (methods 1.3). */
export const halfLife = 90

const model = readModel(import.meta.url, './models/person-features.sql')

/** Rebuilds `person_features` from what happened before `asOf`. */
export async function gatherFeatures(
  store: Store,
  asOf: Date,
  signal: AbortSignal,
  halfLifeDays = halfLife,
): Promise<void> {
  const { acts } = await store.readOne(countActs(undefined))
  const params = splitIntoParts(acts, actsPerPart).map((part) => ({
    ...part,
    ...familyTypes,
    as_of: asOf,
    half_life: halfLifeDays,
  }))
  await fillBeside(store, 'person_features', [{ select: model, params }], signal)
  await swapIn(store, ['person_features'])
}

/** Reads `person_features` part by part into compact columns: a million people take about 100 MB. */
export async function readFeatures(store: Store, signal: AbortSignal): Promise<KnownPeople> {
  const { people: count } = await store.readOne(countPeople(undefined))
  const people = new BigUint64Array(count)
  const amounts = new Map(
    [...actCounts, ...Object.values(measures)].map(({ name }) => [name, new Float32Array(count)]),
  )
  const codes = new Map(
    Object.values(choices).map(({ name }) => [name, new Uint8Array(count).fill(unknownCode)]),
  )
  const coders = Object.values(choices).map((choice) => [choice, toCode(choice)] as const)
  let from = 0
  for (const part of splitIntoParts(count, peoplePerPart)) {
    signal.throwIfAborted()
    const rows = await store.readOne(readPart(part))
    for (const [at, person] of rows.people.entries()) {
      if (from + at >= count) break
      people[from + at] = BigInt(person)
      for (const [place, { name }] of actCounts.entries())
        write(amounts, name, from + at, rows.acts[at]?.[place] ?? 0)
      for (const column of keysOf(measures))
        write(amounts, measures[column].name, from + at, rows[column][at] ?? 0)
      for (const [choice, code] of coders)
        write(codes, choice.name, from + at, code(rows[choice.name as keyof typeof choices][at] ?? ''))
    }
    from += rows.people.length
  }
  return { people, amounts, codes }
}

const keysOf = <K extends string>(record: Record<K, unknown>): K[] => Object.keys(record) as K[]

function write(
  columns: Map<string, Float32Array | Uint8Array>,
  name: string,
  at: number,
  value: number,
): void {
  const column = columns.get(name)
  if (column !== undefined) column[at] = value
}

function toCode({ values }: Choice): (name: string) => number {
  const places = new Map(values.map(({ name }, at) => [name, at]))
  return (name) => places.get(name) ?? unknownCode
}
