import {
  type Columns,
  defineColumns,
  nameColumn,
  parseMoment,
  readDateOrder,
  type TableShape,
} from '../../table/index.ts'
import { type MappedConfig, tableConfig } from './config.ts'

type Key =
  | 'time'
  | 'type'
  | 'id'
  | 'name'
  | 'email'
  | 'username'
  | 'account'
  | 'organisation'
  | 'object'
  | 'count'

const known = new WeakMap<MappedConfig, Columns<Key>>()

/** The columns as they are mapped. */
export function columnsOf(config: MappedConfig): Columns<Key> {
  const found = known.get(config)
  if (found !== undefined) return found
  const made = defineColumns({
    time: [config.timeColumn],
    type: [config.typeColumn],
    id: [config.idColumn],
    name: [config.nameColumn],
    email: [config.emailColumn],
    username: [config.usernameColumn],
    account: [config.accountColumn],
    organisation: [config.organisationColumn],
    object: [config.objectColumn],
    count: ['count'],
  })
  known.set(config, made)
  return made
}

export interface KeptColumn {
  /** A name that can be queried: `lines_added` for `Lines added`. */
  readonly name: string
  readonly place: number
}

interface Kept {
  readonly numbers: readonly KeptColumn[]
  readonly words: readonly KeptColumn[]
}

const kept = new WeakMap<readonly string[], { config: MappedConfig; found: Kept }>()

/** The columns under a header whose numbers or words are kept. */
export function keptOf(names: readonly string[], config: MappedConfig): Kept {
  const before = kept.get(names)
  if (before?.config === config) return before.found
  const find = (wanted: readonly string[]): KeptColumn[] => {
    const plain = new Set(wanted.map(nameColumn))
    return names.flatMap((name, place) =>
      plain.has(nameColumn(name))
        ? [
            {
              name: name
                .trim()
                .toLowerCase()
                .replace(/[^\p{L}\p{N}]+/gu, '_'),
              place,
            },
          ]
        : [],
    )
  }
  const found = { numbers: find([...config.quantities, 'count']), words: find(config.attributes) }
  kept.set(names, { config, found })
  return found
}

/** A header has the columns without which no row can be read: those of time and type, where neither is declared. */
export function shapeOf(config: MappedConfig): TableShape {
  const needed = [
    ...(config.occurredAt === '' ? [config.timeColumn] : []),
    ...(config.type === undefined ? [config.typeColumn] : []),
    ...config.quantities,
    ...config.attributes,
  ].map(nameColumn)
  const told = [
    config.nameColumn,
    config.emailColumn,
    config.usernameColumn,
    config.accountColumn,
    config.organisationColumn,
    config.objectColumn,
    'count',
  ].map(nameColumn)
  return {
    what: 'a table as it is mapped: with the columns of time, type, quantities and attributes, and one that names somebody or something',
    dates: [nameColumn(config.timeColumn)],
    isHeader: (names) =>
      needed.every((name) => names.has(name)) && told.some((name) => name !== '' && names.has(name)),
  }
}

const ownColumns = tableConfig.parse({ path: '.' })
const own = shapeOf(ownColumns)
const ownWords = new Set(
  Object.entries(ownColumns).flatMap(([key, name]) =>
    key.endsWith('Column') ? [nameColumn(String(name))] : [],
  ),
)
/** As names of columns are written. In a program they stand too, but between quotes, brackets and other words. */
const plainName = /^[\p{L}\p{N} _.-]+$/u
const mostWords = 60

/**
 * A table that uses our own words needs no mapping. They are everybody's words, so here the header has nothing but names where they stand,
 * and below it are moments.
 */
export const ownShape: TableShape = {
  ...own,
  isHeader: (names, cells) =>
    own.isHeader(names, cells) &&
    cells.every((cell) => plainName.test(cell) || !ownWords.has(nameColumn(cell))),
  isRow: (cells) => {
    const type = cells[nameColumn(ownColumns.typeColumn)] ?? ''
    const time = cells[nameColumn(ownColumns.timeColumn)] ?? ''
    const isMoment =
      readDateOrder(time) !== undefined || 'at' in parseMoment(time, { order: 'unclear', timeZone: 'UTC' })
    return type !== '' && type.length <= mostWords && isMoment
  },
}
