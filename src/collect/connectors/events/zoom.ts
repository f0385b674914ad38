import type { RecordOutcome } from '../../connector.ts'
import { quarantineRow, readMoment, readMoments, type TableRow } from '../../table/index.ts'
import { columns } from './column.ts'
import type { EventsConfig } from './config.ts'
import { readActor } from './guest.ts'
import { toOutcome } from './participation.ts'

/** Whether a row stands in a report of Zoom, which tells of the webinar or meeting above its tables. */
export const isReportRow = (row: TableRow): boolean => row.context.whole['topic'] !== undefined

/**
 * A row of a report. Whoever came and went again has a row for each time: being there is dated by the start of the
 * webinar, so that it is one act.
 */
export function toReportOutcome(row: TableRow, config: EventsConfig): RecordOutcome {
  const { section, whole } = row.context
  if (/^other attended$/i.test(section))
    return { kind: 'ignored', reason: 'joined by telephone: nobody is named' }
  if (/^(denied|cancelled)/i.test(columns.read(row, 'status')))
    return { kind: 'ignored', reason: 'not registered, or no longer' }
  const actor = readActor(row, () => false)
  if (actor === undefined) return quarantineRow(row, 'it names nobody')
  if (actor.email === undefined && columns.read(row, 'email') !== '')
    return quarantineRow(row, 'it has no address that can be read')
  const { at, fault } = readMoments(row, columns, ['registered', 'joined'], config)
  if (fault !== undefined) return quarantineRow(row, fault)
  const told = whole['actualstarttime'] || whole['starttime'] || whole['scheduledtime'] || ''
  const start = readMoment(row, told, config)
  const wasThere = columns.has(row, 'attended')
    ? /^yes$/i.test(columns.read(row, 'attended'))
    : !columns.has(row, 'registered')
  if ('fault' in start) return quarantineRow(row, `the start of the webinar ${start.fault}`)
  const number = (whole['webinarid'] || whole['meetingid'] || '').replace(/\D/g, '')
  return toOutcome({
    actor,
    organisationHint: columns.read(row, 'company'),
    event: {
      id: `zoom:${number}@${new Date(start.at).toISOString().slice(0, 16)}Z`,
      title: whole['topic'] ?? '',
    },
    role: /^host/i.test(section) ? 'organiser' : /^panelist/i.test(section) ? 'speaker' : 'guest',
    registeredAt: at.registered,
    attendedAt: wasThere ? start.at : undefined,
  })
}
