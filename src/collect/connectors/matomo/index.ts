import type { EventType } from '../../../core/index.ts'
import type { AliasDraft, EventDraft, RecordOutcome, StreamConnector } from '../../connector.ts'
import {
  isTable,
  nameAct,
  nameTable,
  parseAddress,
  parseMoment,
  quarantineRow,
  readTable,
  type TableRow,
  toTableOutcome,
} from '../../table/index.ts'
import { type MatomoConfig, matomoConfig } from './config.ts'
import { type Action, columns, readActions, shape, toBareVisit } from './visit.ts'

/** Visits of sites, as Matomo kept them. */
export const connector: StreamConnector<MatomoConfig> = {
  form: 'stream',
  name: 'matomo',
  title: 'Matomo',
  reads: 'visits as Matomo exports them (Live.getLastVisitsDetails or the visits log, as JSON, CSV or TSV)',
  config: matomoConfig,
  // Any event and goal can be given any meaning.
  emits: ['web.visit', 'docs.visit', 'pricing.visit', 'software.download', 'product.use'],
  platform: 'matomo',
  tellsAddresses: true,
  recognise: async (facts) =>
    (await isTable(facts, shape)) ? matomoConfig.parse({ path: facts.path }) : undefined,
  nameSource: nameTable,
  read: (config, since, io) => readTable(config, shape, since, io),
  toOutcome: (record, config) => toTableOutcome(record, (row) => toOutcome(row, config)),
}

/** What all actions of a visit have in common. */
interface Visit {
  readonly site: string
  readonly id: string
  readonly visitor: string
  readonly actor: AliasDraft | undefined
  readonly startedAt: number | undefined
  readonly referrer: string
  readonly address: string
}

function toOutcome(row: TableRow, config: MatomoConfig): RecordOutcome {
  const visit = readVisit(row, config)
  if (visit.id === '' || visit.visitor === '')
    return quarantineRow(toBareVisit(row), 'the visit has no number or no visitor')
  const actions = readActions(row) ?? [{ type: 'visit' }]
  const events: EventDraft[] = []
  const seen = new Map<string, number>()
  for (const action of actions) {
    const meaning = readMeaning(action, config)
    if (meaning === undefined) continue
    const at = readMoment(action['timestamp']) ?? visit.startedAt
    if (at === undefined)
      return quarantineRow(toBareVisit(row), 'neither the visit nor an action in it tells when it was')
    const parts = [String(at), action['type'] ?? '', action['url'] ?? '', meaning.id]
    const times = seen.get(parts.join('\n')) ?? 0
    seen.set(parts.join('\n'), times + 1)
    const sourceEventId = nameAct('action', visit.site, visit.id, ...parts, String(times))
    events.push(toEvent({ sourceEventId, at, action, meaning }, visit, config))
  }
  if (events.length > 0) return { kind: 'events', events }
  return { kind: 'ignored', reason: 'the visitor opened no page of the site' }
}

function readVisit(row: TableRow, config: MatomoConfig): Visit {
  const person = columns.read(row, 'person')
  const email = parseAddress(person)
  return {
    site: columns.read(row, 'site'),
    id: columns.read(row, 'visit'),
    visitor: columns.read(row, 'visitor'),
    actor:
      person === ''
        ? undefined
        : { accountId: `${config.instance}/${person}`, ...(email === undefined ? {} : { email }) },
    startedAt: readMoment(columns.read(row, 'started')),
    referrer: columns.read(row, 'referrer'),
    address: columns.read(row, 'address'),
  }
}

/** Matomo tells moments in seconds since 1970. */
function readMoment(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{9,13}$/.test(text)) return undefined
  const moment = parseMoment(text, { order: 'unclear', timeZone: 'UTC' })
  return 'at' in moment ? moment.at : undefined
}

interface Meaning {
  readonly type: EventType
  readonly kind: string
  readonly id: string
}

/** What an action means; undefined for what is no act here, such as leaving by a link. */
function readMeaning(action: Action, config: MatomoConfig): Meaning | undefined {
  const { type = '', url = '' } = action
  const path = readPath(url)
  const declared = (name: string): EventType | undefined =>
    config.events.find(({ event }) => event === name)?.type
  if (type === 'action' || type === 'visit') return { type: toPageType(path, config), kind: 'path', id: path }
  if (type === 'search') return { type: 'web.visit', kind: 'path', id: path }
  if (type === 'download') return { type: 'software.download', kind: 'path', id: path }
  if (type === 'event') {
    const name = action['eventAction'] ?? ''
    return { type: declared(name) ?? 'product.use', kind: 'action', id: name.slice(0, longestPath) }
  }
  const goal = type === 'goal' ? (action['goalName'] ?? '') : ''
  const meant = declared(goal)
  return meant === undefined ? undefined : { type: meant, kind: 'goal', id: goal.slice(0, longestPath) }
}

function toPageType(path: string, config: MatomoConfig): EventType {
  const begins = (start: string): boolean => path.startsWith(start)
  if (config.pricing.some(begins)) return 'pricing.visit'
  return config.docs.some(begins) ? 'docs.visit' : 'web.visit'
}

const longestPath = 512

/** The path of a page, without what was asked of it; Matomo may leave out the protocol. */
function readPath(url: string): string {
  const whole = /^[a-z]+:\/\//i.test(url) ? url : `https://${url}`
  return url === '' || !URL.canParse(whole) ? '' : new URL(whole).pathname.slice(0, longestPath)
}

const longestTitle = 200

function toEvent(
  done: { sourceEventId: string; at: number; action: Action; meaning: Meaning },
  visit: Visit,
  config: MatomoConfig,
): EventDraft {
  const { sourceEventId, at, action, meaning } = done
  const title = (action['pageTitle'] ?? '').slice(0, longestTitle)
  const referrer = URL.canParse(visit.referrer) ? new URL(visit.referrer).hostname : ''
  const attrs = Object.entries({ title, referrer, site: visit.site, category: action['eventCategory'] ?? '' })
  const seconds = Number(action['timeSpent'])
  return {
    sourceEventId,
    type: meaning.type,
    occurredAt: at,
    ...(visit.actor === undefined ? {} : { actor: visit.actor }),
    visitor: visit.visitor,
    ...(visit.address === '' ? {} : { address: visit.address }),
    object: { kind: meaning.kind, id: meaning.id },
    visibility: visit.actor === undefined ? 'anonymous' : 'private',
    lawfulBasis: config.consented ? 'consent' : 'legitimate interest',
    attrs: Object.fromEntries(attrs.filter(([, value]) => value !== '')),
    ...(action['timeSpent'] !== undefined && Number.isFinite(seconds) ? { quantities: { seconds } } : {}),
    ...(readMoment(action['timestamp']) === undefined ? { flags: ['time-estimated'] } : {}),
  }
}
