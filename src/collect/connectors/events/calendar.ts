import type { AliasDraft, EventDraft, RecordOutcome } from '../../connector.ts'
import { parseAddress, parseMoment } from '../../table/index.ts'
import type { CalendarEntry, Property } from './calendar-file.ts'
import type { EventsConfig } from './config.ts'
import { toOutcome } from './participation.ts'

/** Who organised an entry of a calendar and who said they would come. When they said so is not told, so the start stands for it. */
export function toEntryOutcome(entry: CalendarEntry, config: EventsConfig): RecordOutcome {
  const all = (name: string): Property[] => entry.properties.filter((property) => property.name === name)
  const textOf = (name: string): string => all(name)[0]?.value.trim() ?? ''
  if (textOf('STATUS').toUpperCase() === 'CANCELLED') return { kind: 'ignored', reason: 'cancelled' }
  const people = [...all('ORGANIZER'), ...all('ATTENDEE').filter(isComing)]
  if (people.length === 0) return { kind: 'ignored', reason: 'names nobody who comes' }
  const start = parseStart(all('DTSTART')[0], config)
  const title = unescapeText(textOf('SUMMARY'))
  if ('fault' in start || textOf('UID') === '')
    return {
      kind: 'quarantined',
      reason: 'fault' in start ? `its start ${start.fault}` : 'it has no UID',
      position: entry.position,
      record: `${title}: ${textOf('DTSTART')}`.slice(0, 200),
    }
  const event = { id: textOf('UID'), title }
  const events = people.flatMap((property): readonly EventDraft[] => {
    const isOrganiser = property.name === 'ORGANIZER'
    const outcome = toOutcome({
      actor: readActor(property),
      organisationHint: '',
      event,
      role: isOrganiser ? 'organiser' : 'guest',
      registeredAt: isOrganiser ? undefined : start.at,
      attendedAt: isOrganiser ? start.at : undefined,
      estimated: 'registration',
    })
    return outcome.kind === 'events' ? outcome.events : []
  })
  return { kind: 'events', events }
}

function isComing({ parameters }: Property): boolean {
  const kind = parameters['CUTYPE']?.toUpperCase() ?? 'INDIVIDUAL'
  return kind === 'INDIVIDUAL' && parameters['PARTSTAT']?.toUpperCase() === 'ACCEPTED'
}

function readActor({ parameters, value }: Property): AliasDraft {
  const email = parseAddress(value)
  const name = parameters['CN']?.trim() ?? ''
  return {
    ...(name === '' || parseAddress(name) !== undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(email === undefined && name === '' ? { accountId: value.slice(0, 200) } : {}),
  }
}

function parseStart(start: Property | undefined, config: EventsConfig): ReturnType<typeof parseMoment> {
  if (start === undefined) return { fault: 'is missing' }
  const zone = start.parameters['TZID'] ?? config.timeZone
  try {
    return parseMoment(start.value, { order: 'unclear', timeZone: zone })
  } catch (error) {
    if (error instanceof RangeError) return { fault: 'has a time zone that is not understood' }
    throw error
  }
}

const unescapeText = (text: string): string => text.replace(/\\n/gi, ' ').replace(/\\(.)/g, '$1')
