import type { AliasDraft, RecordOutcome } from '../../connector.ts'
import {
  nameTable,
  parseAddress,
  parseMoment,
  quarantineRow,
  readMoment,
  readMoments,
  type TableRow,
} from '../../table/index.ts'
import { columns } from './column.ts'
import type { EventsConfig } from './config.ts'
import { type Participation, recogniseRole, toOutcome } from './participation.ts'

/** Whether an order is for several people: then its address is that of one of them, and nobody knows of whom. */
export type IsShared = (order: string) => boolean

/** A row of a list of guests: Luma, Meetup, pretix. */
export function toGuestOutcome(row: TableRow, config: EventsConfig, isShared: IsShared): RecordOutcome {
  const status = columns.read(row, 'status').toLowerCase()
  if (/^(no|declined|denied|invited|pending|waitlist|cancell?ed|expired|rejected)/.test(status))
    return { kind: 'ignored', reason: 'not registered, or no longer' }
  const actor = readActor(row, isShared)
  if (actor === undefined) return quarantineRow(row, 'it names nobody')
  const registered = readRegistration(row, config)
  const { at, fault } = readMoments(row, columns, ['checkedIn'], config)
  if (registered.fault !== undefined || fault !== undefined)
    return quarantineRow(row, registered.fault ?? fault ?? '')
  if (registered.at === undefined) return quarantineRow(row, 'it does not tell when they registered')
  const start = config.startsAt === '' ? undefined : readStart(config)
  const isHost = /^(yes|true|1)$/i.test(columns.read(row, 'host'))
  const wasThere = /^(yes|true|1)$/i.test(columns.read(row, 'attended'))
  const role = isHost ? 'organiser' : recogniseRole(columns.read(row, 'ticket'))
  const isWorking = role !== 'guest'
  const there = at.checkedIn ?? (wasThere || isWorking ? start : undefined)
  // A host organised whether or not the file tells when the event was.
  const isUndated = there === undefined && isHost
  return toOutcome({
    actor,
    organisationHint: columns.read(row, 'company'),
    event: readEvent(row, config),
    role,
    registeredAt: registered.at,
    attendedAt: isUndated ? registered.at : there,
    estimated: isUndated ? 'presence' : undefined,
  })
}

function readEvent(row: TableRow, config: EventsConfig): Participation['event'] {
  const id = columns.read(row, 'event') || config.event || nameTable({ path: row.context.file })
  return { id, title: config.event }
}

function readStart(config: EventsConfig): number | undefined {
  const moment = parseMoment(config.startsAt, { order: 'unclear', timeZone: config.timeZone })
  return 'at' in moment ? moment.at : undefined
}

function readRegistration(row: TableRow, config: EventsConfig): { at?: number; fault?: string } {
  const day = columns.read(row, 'registered')
  if (day === '') return {}
  const moment = readMoment(row, `${day} ${columns.read(row, 'registeredTime')}`, config)
  return 'at' in moment ? moment : { fault: `time of registration ${moment.fault}` }
}

/** Who a row names; undefined if nobody. */
export function readActor(row: TableRow, isShared: IsShared): AliasDraft | undefined {
  const own = [columns.read(row, 'firstName'), columns.read(row, 'lastName')].filter(Boolean).join(' ')
  const name = own || columns.read(row, 'name')
  const address = parseAddress(columns.read(row, 'email'))
  const order = columns.read(row, 'order')
  const email = name !== '' && order !== '' && isShared(order) ? undefined : address
  const member = columns.read(row, 'member').replace(/^user /, '')
  if (email === undefined && member === '' && name === '') return undefined
  return {
    ...(name === '' ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(member === '' ? {} : { accountId: `meetup:${member}` }),
  }
}
