import type { PathFacts, RecordOutcome, StreamConnector } from '../../connector.ts'
import { isTable, nameTable, toTableOutcome } from '../../table/index.ts'
import { toEntryOutcome } from './calendar.ts'
import { type CalendarEntry, isCalendar, readCalendar } from './calendar-file.ts'
import { shape } from './column.ts'
import { type EventsConfig, eventsConfig } from './config.ts'
import { toGuestOutcome } from './guest.ts'
import { type GuestRecord, readGuests } from './shared-order.ts'
import { isReportRow, toReportOutcome } from './zoom.ts'

/** Who registered for events, who came, who spoke and who organised them. */
export const connector: StreamConnector<EventsConfig> = {
  form: 'stream',
  name: 'events',
  title: 'Events',
  reads: 'guests as Luma, Meetup, pretix and Zoom export them, or a calendar (.ics)',
  config: eventsConfig,
  emits: ['event.register', 'event.attend', 'event.speak', 'event.organise'],
  platform: 'events',
  recognise,
  nameSource: nameTable,
  async *read(config, since, io) {
    if (isCalendarName(config.path)) yield* readCalendar(config.path, since, io)
    else yield* readGuests(config, since, io)
  },
  toOutcome(raw, config): RecordOutcome {
    const known = raw as CalendarEntry | GuestRecord
    if (known.kind === 'calendar entry') return toEntryOutcome(known, config)
    return toTableOutcome(known.record, (row) =>
      isReportRow(row) ? toReportOutcome(row, config) : toGuestOutcome(row, config, () => known.isShared),
    )
  },
}

const isCalendarName = (path: string): boolean => /\.ics$/i.test(path)

async function recognise(facts: PathFacts): Promise<EventsConfig | undefined> {
  const isKnown =
    facts.kind === 'file' && isCalendarName(facts.path) ? isCalendar(facts.head) : await isTable(facts, shape)
  return isKnown ? eventsConfig.parse({ path: facts.path }) : undefined
}
