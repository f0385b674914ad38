import type { RecordOutcome } from '../connector.ts'
import type { Columns } from './column.ts'
import { type Moment, parseMoment } from './moment.ts'
import type { TableRecord, TableRow } from './row.ts'

const longestCell = 80
const longestText = 200

/** The outcome of a record of `readTable`: what the connector makes of a row, or why the file gave none. */
export function toTableOutcome(record: unknown, toOutcome: (row: TableRow) => RecordOutcome): RecordOutcome {
  const read = record as TableRecord
  if (read.kind === 'row') return toOutcome(read)
  const { reason, position } = read
  return { kind: 'quarantined', reason, position, record: read.record.slice(0, longestText) }
}

/** Sets a row aside with its start of each cell, enough to mend it: whole messages are not kept. */
export function quarantineRow(row: TableRow, reason: string): RecordOutcome {
  const cells = row.names.flatMap((name, place) => {
    const cell = row.cells[place] ?? ''
    return cell === ''
      ? []
      : [`${name}: ${cell.length > longestCell ? `${cell.slice(0, longestCell)}…` : cell}`]
  })
  return { kind: 'quarantined', reason, position: row.position, record: cells.join('; ') }
}

/**
 * The moments in the columns of a row, by the order its file shows and the zone that is declared. Empty cells are absent; of
 * several that cannot be read the first is the fault.
 */
export function readMoments<Key extends string, Wanted extends Key>(
  row: TableRow,
  columns: Columns<Key>,
  wanted: readonly Wanted[],
  config: { readonly timeZone: string },
): { readonly at: Readonly<Partial<Record<Wanted, number>>>; readonly fault: string | undefined } {
  const at: Partial<Record<Wanted, number>> = {}
  let fault: string | undefined
  for (const key of wanted) {
    const cell = columns.read(row, key)
    if (cell === '') continue
    const moment = readMoment(row, cell, config)
    if ('at' in moment) at[key] = moment.at
    else fault ??= `${columns.labelOf(key)} ${moment.fault}`
  }
  return { at, fault }
}

/** The moment one cell tells. */
export function readMoment(row: TableRow, cell: string, config: { readonly timeZone: string }): Moment {
  return parseMoment(cell, { order: row.context.dateOrder, timeZone: config.timeZone })
}
