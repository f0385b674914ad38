import { nameTable, parseMoment, parseQuantity, readMoments, type TableRow } from '../../table/index.ts'
import { columns } from './column.ts'
import type { CountsConfig } from './config.ts'

/** What one row counts. */
export interface Tally {
  readonly kind: 'package' | 'image'
  /** Milliseconds since 1970 UTC: the start of the day, or when the total was taken. */
  readonly at: number
  readonly id: string
  readonly version: string
  readonly category: string
  /** Sorts breakdowns of the same downloads: the first holds, the others count them again. */
  readonly breakdown: string
  readonly number: number
  readonly isTotal: boolean
}

/** What a row counts, or what is wrong with it. Pure. */
export function parseTally(row: TableRow, config: CountsConfig): Tally | { readonly fault: string } {
  const isTotal = readIsTotal(row, config)
  const cell = columns.read(row, isTotal && columns.read(row, 'total') !== '' ? 'total' : 'downloads')
  const number = parseQuantity(cell)
  if (number === undefined) return { fault: cell === '' ? 'it has no number' : 'its number is none' }
  if (!Number.isInteger(number) || number < 0) return { fault: 'its number counts nothing' }
  const { at, fault } = readMoments(row, columns, ['day'], config)
  const moment = at.day ?? (isTotal ? readTaken(row, config) : undefined)
  if (fault !== undefined || moment === undefined)
    return { fault: fault ?? 'it does not tell when; set takenAt, or put the date into the name of the file' }
  const type = columns.read(row, 'breakdown')
  const category = columns.readAll(row, 'category').join(', ')
  return {
    kind: readKind(row, config),
    at: moment,
    id: readName(row, config),
    version: columns.read(row, 'version'),
    category,
    breakdown: `${/^overall|^$/.test(type) ? 0 : 1}${type} ${category === 'with_mirrors' ? 1 : 0}`,
    number,
    isTotal,
  }
}

function readIsTotal(row: TableRow, config: CountsConfig): boolean {
  if (config.counts !== 'recognised') return config.counts === 'total so far'
  return columns.read(row, 'downloads') === '' && columns.has(row, 'total')
}

function readKind(row: TableRow, config: CountsConfig): Tally['kind'] {
  if (config.pulls !== 'recognised') return config.pulls === 'images' ? 'image' : 'package'
  return columns.has(row, 'pulls') || columns.has(row, 'image') ? 'image' : 'package'
}

function readName(row: TableRow, config: CountsConfig): string {
  const own = columns.read(row, 'package') || columns.read(row, 'image') || columns.read(row, 'name')
  const namespace = columns.read(row, 'namespace')
  if (own !== '') return namespace === '' || own.includes('/') ? own : `${namespace}/${own}`
  return config.name || nameTable({ path: row.context.file })
}

/** The date in a file's name, e.g. `pulls-2024-06-01.json`, else the one that is declared. */
function readTaken(row: TableRow, config: CountsConfig): number | undefined {
  const named = row.context.file.match(/(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)/)?.[1]
  const moment = parseMoment(named ?? config.takenAt, { order: 'unclear', timeZone: config.timeZone })
  return 'at' in moment ? moment.at : undefined
}
