import { type Columns, defineColumns, nameColumn, type TableShape } from '../../table/index.ts'
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

/** A table that uses our own words needs no mapping. */
export const ownShape = shapeOf(tableConfig.parse({ path: '.' }))
