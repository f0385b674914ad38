import { defineColumns, nameColumn, type TableRow, type TableShape } from '../../table/index.ts'

const columns = defineColumns({
  id: ['uuid', 'id'],
  event: ['event'],
  at: ['timestamp'],
  distinct: ['distinct_id'],
})

export const shape: TableShape = {
  what: 'events as PostHog exports them (batch export, CSV, or answers of its API)',
  dates: [],
  isHeader: (names) =>
    ['event', 'distinctid', 'timestamp'].every((name) => names.has(name)) &&
    (names.has('uuid') || [...names].some((name) => /^(properties|person|elements)/.test(name))),
}

/** One captured event, as far as it is read. */
export interface Capture {
  readonly id: string
  readonly event: string
  readonly at: string
  readonly distinct: string
  /** A property of the event as text; empty if it has none. */
  readProperty(name: string): string
  /** What is said of the person, with the event or beside it. */
  readTrait(name: string): string
  /** The name of the organisation it was done for. */
  readonly organisation: string
  /** Whether the export says that the person is known; undefined if it says nothing. */
  readonly isIdentified: boolean | undefined
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Exports write properties as objects, as JSON in text, or as a column each. Undefined if such JSON is damaged. */
export function readCapture(row: TableRow): Capture | undefined {
  const properties = readFields(row, 'properties')
  const person = readFields(row, 'person')
  const traits = [
    readFields(row, 'person_properties'),
    isFields(person) ? person['properties'] : undefined,
    isFields(properties) ? properties['$set'] : undefined,
    isFields(properties) ? properties['$set_once'] : undefined,
    readFields(row, 'set'),
  ]
  if (properties === 'damaged') return undefined
  const own = isFields(properties) ? properties : {}
  const cellOf = (name: string): string => readCell(row, name)
  const groups = isFields(own['$groups']) ? own['$groups'] : {}
  const groupSet = isFields(own['$group_set']) ? own['$group_set'] : {}
  const known = isFields(person) ? person['is_identified'] : undefined
  return {
    id: columns.read(row, 'id'),
    event: columns.read(row, 'event'),
    at: columns.read(row, 'at'),
    distinct: columns.read(row, 'distinct'),
    readProperty: (name) => toText(own[name]) || cellOf(`properties.${name}`),
    readTrait: (name) =>
      traits.map((fields) => (isFields(fields) ? toText(fields[name]) : '')).find((text) => text !== '') ??
      (cellOf(`person.properties.${name}`) || cellOf(`properties.$set.${name}`)),
    organisation:
      [groupSet['name'], groups['company'], groups['organization'], groups['organisation']]
        .map(toText)
        .find((text) => text !== '') ?? '',
    isIdentified: typeof known === 'boolean' ? known : toTruth(toText(own['$is_identified'])),
  }
}

function readFields(row: TableRow, name: string): Fields | 'damaged' | undefined {
  const value = isFields(row.value) ? row.value[name] : readCell(row, name)
  if (isFields(value)) return value
  if (typeof value !== 'string' || !value.startsWith('{')) return undefined
  try {
    const parsed: unknown = JSON.parse(value)
    return isFields(parsed) ? parsed : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return 'damaged'
    throw error
  }
}

const places = new WeakMap<readonly string[], ReadonlyMap<string, number>>()

function readCell(row: TableRow, name: string): string {
  const known =
    places.get(row.names) ?? new Map(row.names.map((own, place) => [nameColumn(own), place] as const))
  places.set(row.names, known)
  const place = known.get(nameColumn(name))
  return place === undefined ? '' : (row.cells[place] ?? '')
}

const longestText = 2000

const toText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).slice(0, longestText)
    : ''

const toTruth = (text: string): boolean | undefined => (text === '' ? undefined : text === 'true')

/** What names an event, for the quarantine: properties are no business of it. */
export function toBareRow(row: TableRow): TableRow {
  const names = ['uuid', 'event', 'timestamp']
  return { ...row, names, cells: names.map((name) => readCell(row, name)) }
}
