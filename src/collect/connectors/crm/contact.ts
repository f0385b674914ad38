import type { RecordOutcome } from '../../connector.ts'
import { nameAct, parseAddress, quarantineRow, readMoments, type TableRow } from '../../table/index.ts'
import { columns } from './column.ts'
import type { CrmConfig } from './config.ts'

/** A row of contacts or leads. That the company knows an address is no permission to write to it. */
export function toContactOutcome(row: TableRow, organisation: string, config: CrmConfig): RecordOutcome {
  const cell = columns.read(row, 'email')
  const email = parseAddress(cell)
  if (cell !== '' && email === undefined) return quarantineRow(row, 'it has no address that can be read')
  const own = [columns.read(row, 'firstName'), columns.read(row, 'lastName')].filter(Boolean).join(' ')
  const name = own || columns.read(row, 'name')
  if (email === undefined && name === '') return quarantineRow(row, 'it names nobody')
  const { at, fault } = readMoments(row, columns, ['created'], config)
  if (fault !== undefined || at.created === undefined)
    return quarantineRow(row, fault ?? 'it does not tell when they became a contact')
  const id = columns.read(row, 'id')
  const hasOptedOut = /^(true|yes|1)$/i.test(columns.read(row, 'optedOut'))
  return {
    kind: 'events',
    events: [
      {
        sourceEventId: nameAct('contact', id || email?.toLowerCase() || name),
        type: 'crm.contact',
        occurredAt: at.created,
        actor: {
          ...(name === '' ? {} : { name }),
          ...(email === undefined ? {} : { email }),
          ...(id === '' ? {} : { accountId: id }),
        },
        ...(organisation === '' ? {} : { organisationHint: organisation }),
        visibility: 'private',
        lawfulBasis: 'legitimate interest',
        ...(hasOptedOut ? { attrs: { contact_withdrawn: 'unsubscribed' } } : {}),
      },
    ],
  }
}
