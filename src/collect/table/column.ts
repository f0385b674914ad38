import type { TableRow } from './row.ts'

/** A column's name without what varies between exports: case, spaces, punctuation, a mark of byte order. */
export function nameColumn(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

export const nameColumns = (names: readonly string[]): Set<string> => new Set(names.map(nameColumn))

/** Cells by the names of their columns as `nameColumn` writes them. */
export const nameCells = (names: readonly string[], cells: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name, place): [string, string][] =>
      name === '' ? [] : [[nameColumn(name), cells[place] ?? '']],
    ),
  )

/** Columns by what they mean, found under any of the names exports give them. */
export interface Columns<Key extends string> {
  /** The cell of the first of its names that is filled; empty if none is. */
  read(row: TableRow, key: Key): string
  /** All filled cells, for columns that stand several times. */
  readAll(row: TableRow, key: Key): string[]
  has(row: TableRow, key: Key): boolean
  /** Filled cells of columns that mean nothing known, with their names. */
  rest(row: TableRow): [name: string, cell: string][]
  /** All names of some keys, as `nameColumn` writes them. */
  namesOf(...keys: readonly Key[]): string[]
  /** The first of a key's names as declared, for sentences. */
  labelOf(key: Key): string
}

/** What exports write where there is nothing. */
const nothing = /^(--?|—|\\N|n\/a)$/i

export function defineColumns<Key extends string>(
  synonyms: Readonly<Record<Key, readonly string[]>>,
): Columns<Key> {
  const named = new Map<string, string[]>(
    Object.entries<readonly string[]>(synonyms).map(([key, names]) => [key, names.map(nameColumn)]),
  )
  const placesOf = (names: readonly string[]): Places => {
    const found = known.get(names) ?? findPlaces(names, named)
    known.set(names, found)
    return found
  }
  const known = new WeakMap<readonly string[], Places>()
  const filled = (row: TableRow, place: number): string => {
    const cell = row.cells[place] ?? ''
    return nothing.test(cell) ? '' : cell
  }
  const read = (row: TableRow, key: Key): string => {
    for (const place of placesOf(row.names).byKey.get(key) ?? []) {
      const cell = filled(row, place)
      if (cell !== '') return cell
    }
    return ''
  }
  return {
    read,
    readAll: (row, key) =>
      (placesOf(row.names).byKey.get(key) ?? []).map((place) => filled(row, place)).filter(Boolean),
    has: (row, key) => (placesOf(row.names).byKey.get(key) ?? []).length > 0,
    rest: (row) =>
      placesOf(row.names)
        .rest.map((place): [string, string] => [row.names[place] ?? '', filled(row, place)])
        .filter(([, cell]) => cell !== ''),
    namesOf: (...keys) => keys.flatMap((key) => named.get(key) ?? []),
    labelOf: (key) => synonyms[key][0] ?? key,
  }
}

interface Places {
  readonly byKey: ReadonlyMap<string, readonly number[]>
  readonly rest: readonly number[]
}

function findPlaces(names: readonly string[], named: ReadonlyMap<string, readonly string[]>): Places {
  const plain = names.map(nameColumn)
  const placesNamed = (wanted: string): number[] =>
    plain.flatMap((name, place) => (name === wanted ? [place] : []))
  const byKey = new Map([...named].map(([key, wanted]) => [key, wanted.flatMap(placesNamed)]))
  const taken = new Set([...byKey.values()].flat())
  return { byKey, rest: names.flatMap((_name, place) => (taken.has(place) ? [] : [place])) }
}
