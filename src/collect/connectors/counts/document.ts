import { flatten, nameColumns } from '../../table/index.ts'
import { isCounted } from './column.ts'

/** What stands in a JSON document about one count, with what stands around it. */
export interface Found {
  readonly names: readonly string[]
  readonly cells: readonly string[]
  /** Where in the document, e.g. `data[3]`. */
  readonly place: string
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** What lists hold for many and is said beside them once. */
const around = new Set(['package', 'package_name', 'project', 'crate', 'name', 'image', 'namespace', 'type'])
const deepest = 6

/**
 * Finds all counts in a document, wherever its lists lie: {"data": [...]}, {"downloads": [...], "package": …}, several packages
 * by their names, days that are names of fields. A generator, because a document can hold a great many.
 */
export function* findCounts(document: unknown): Generator<Found, void, void> {
  yield* walk(document, {}, '', 0)
}

function* walk(value: unknown, outer: Fields, place: string, depth: number): Generator<Found, void, void> {
  if (depth > deepest) return
  if (Array.isArray(value)) {
    for (const [index, inner] of value.entries()) yield* walk(inner, outer, `${place}[${index}]`, depth + 1)
    return
  }
  if (!isFields(value)) return
  const plain = Object.fromEntries(
    Object.entries(value).filter(([, cell]) => typeof cell !== 'object' || cell === null),
  )
  const own = nest(value, plain)
  const { names, cells } = flatten({ ...outer, ...own })
  if (hasCount(own) && isCounted(nameColumns(names))) {
    yield { names, cells, place }
    return
  }
  const inner = { ...outer, ...Object.fromEntries(Object.entries(plain).filter(([key]) => around.has(key))) }
  for (const [key, part] of Object.entries(value)) {
    const at = place === '' ? key : `${place}.${key}`
    if (isDay(key)) yield* walkDay(key, part, nameById(value, inner), at)
    else if (isFields(part) && Object.keys(part).some(isDay))
      yield* walk(part, nameById(value, inner), at, depth + 1)
    else yield* walk(part, inner, at, depth + 1)
  }
}

/** Objects in objects, as in {"file": {"project": …}}. */
const nest = (value: Fields, plain: Fields): Fields => ({
  ...plain,
  ...Object.fromEntries(Object.entries(value).filter(([key]) => key === 'file')),
})

const hasCount = (own: Fields): boolean => {
  const names = nameColumns(Object.keys(own))
  return ['downloads', 'downloadcount', 'numdownloads', 'dailydownloads', 'pulls', 'pullcount']
    .concat('totaldownloads', 'downloadstotal', 'totalpulls', 'pullstotal', 'dailypulls', 'downloadscount')
    .some((name) => names.has(name))
}

/** Some services call a package's name its id. */
const nameById = (value: Fields, inner: Fields): Fields =>
  inner['package'] === undefined && inner['name'] === undefined && typeof value['id'] === 'string'
    ? { ...inner, package: value['id'] }
    : inner

/** A day as the name of a field: its number, or one for each version. */
function* walkDay(date: string, part: unknown, outer: Fields, place: string): Generator<Found, void, void> {
  const tell = (fields: Fields, at: string): Found => ({
    ...flatten({ ...outer, date, ...fields }),
    place: at,
  })
  if (typeof part === 'number') yield tell({ downloads: part }, place)
  else if (isFields(part))
    for (const [version, downloads] of Object.entries(part))
      if (typeof downloads === 'number') yield tell({ version, downloads }, `${place}.${version}`)
}
