import { type EventType, eventTypes } from '../../../core/index.ts'
import type { AliasDraft, EventDraft, RecordOutcome, StreamConnector } from '../../connector.ts'
import {
  isTable,
  nameAct,
  nameTable,
  parseAddress,
  parseMoment,
  parseQuantity,
  quarantineRow,
  readMoments,
  readTable,
  type TableRow,
  toTableOutcome,
} from '../../table/index.ts'
import { columnsOf, type KeptColumn, keptOf, ownShape, shapeOf } from './column.ts'
import { knownTypes, type MappedConfig, tableConfig } from './config.ts'

/** The way out: any table whose columns somebody names. */
export const connector: StreamConnector<MappedConfig> = {
  form: 'stream',
  name: 'table',
  title: 'Any table',
  reads:
    'a CSV, JSON lines or Parquet with columns occurred_at, type and who, or with other columns once they are mapped',
  config: tableConfig,
  emits: knownTypes,
  platform: 'table',
  recognise: async (facts) =>
    (await isTable(facts, ownShape)) ? tableConfig.parse({ path: facts.path }) : undefined,
  nameSource: nameTable,
  read: (config, since, io) => readTable(config, shapeOf(config), since, io),
  toOutcome: (record, config) => toTableOutcome(record, (row) => toOutcome(row, config)),
}

function toOutcome(row: TableRow, config: MappedConfig): RecordOutcome {
  const columns = columnsOf(config)
  const type = readType(row, config)
  if (type === undefined) return quarantineRow(row, 'its type is not known; say in “types” what it means')
  const { at, fault } = readMoments(row, columns, ['time'], config)
  const occurredAt = at.time ?? readDeclared(config)
  if (fault !== undefined || occurredAt === undefined)
    return quarantineRow(row, fault ?? 'it does not tell when it happened')
  const actor = readActor(row, config)
  if (actor === 'unreadable') return quarantineRow(row, 'it has no address that can be read')
  if (actor === undefined && eventTypes[type].identity === 'identified')
    return quarantineRow(row, 'it names nobody')
  const quantities = readQuantities(row, config)
  if (quantities === undefined) return quarantineRow(row, 'a quantity is no number')
  const organisation = columns.read(row, 'organisation')
  const object = columns.read(row, 'object')
  const attrs = pick(row, keptOf(row.names, config).words)
  const event: Omit<EventDraft, 'sourceEventId'> = {
    type,
    occurredAt,
    ...(actor === undefined ? {} : { actor }),
    ...(organisation === '' ? {} : { organisationHint: organisation }),
    ...(object === '' ? {} : { object: { kind: config.objectKind, id: object } }),
    visibility: actor === undefined && organisation === '' ? 'anonymous' : config.visibility,
    lawfulBasis: config.lawfulBasis,
    attrs: Object.fromEntries(attrs.map(([name, cell]) => [name, cell.slice(0, 200)])),
    quantities,
  }
  const id = columns.read(row, 'id')
  const sourceEventId = id === '' ? nameAct('row', JSON.stringify(event)) : nameAct('id', type, id)
  return { kind: 'events', events: [{ sourceEventId, ...event }] }
}

function readType(row: TableRow, config: MappedConfig): EventType | undefined {
  const said = columnsOf(config).read(row, 'type')
  if (said === '') return config.type
  const mapped = config.types.find(({ says }) => says.toLowerCase() === said.toLowerCase())?.type
  return mapped ?? knownTypes.find((type) => type === said.toLowerCase()) ?? config.type
}

function readDeclared(config: MappedConfig): number | undefined {
  const moment = parseMoment(config.occurredAt, { order: 'unclear', timeZone: config.timeZone })
  return 'at' in moment ? moment.at : undefined
}

function readActor(row: TableRow, config: MappedConfig): AliasDraft | 'unreadable' | undefined {
  const columns = columnsOf(config)
  const cell = columns.read(row, 'email')
  const email = parseAddress(cell)
  if (cell !== '' && email === undefined) return 'unreadable'
  const told = {
    name: columns.read(row, 'name'),
    email: email ?? '',
    username: columns.read(row, 'username'),
    accountId: columns.read(row, 'account'),
  }
  const parts = Object.entries(told).filter(([, part]) => part !== '')
  return parts.length === 0 ? undefined : Object.fromEntries(parts)
}

/** Undefined if one of them is no number: a count that is left out would be a wrong one. */
function readQuantities(row: TableRow, config: MappedConfig): Record<string, number> | undefined {
  const cells = pick(row, keptOf(row.names, config).numbers)
  const numbers = cells.map(([name, cell]) => [name, parseQuantity(cell)] as const)
  if (numbers.some(([, number]) => number === undefined)) return undefined
  return Object.fromEntries(numbers.map(([name, number]) => [name, number ?? 0]))
}

const pick = (row: TableRow, columns: readonly KeptColumn[]): [name: string, cell: string][] =>
  columns
    .map(({ name, place }): [string, string] => [name, row.cells[place] ?? ''])
    .filter(([, cell]) => cell !== '')
