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
import { type Capture, readCapture, shape, toBareRow } from './capture.ts'
import { type PosthogConfig, posthogConfig } from './config.ts'

/** What sites and programs captured with PostHog. */
export const connector: StreamConnector<PosthogConfig> = {
  form: 'stream',
  name: 'posthog',
  title: 'PostHog',
  reads: 'events as PostHog exports them (JSON lines of a batch export, CSV, or answers of its API)',
  config: posthogConfig,
  // Any captured name can be given any meaning.
  emits: ['web.visit', 'docs.visit', 'pricing.visit', 'product.use'],
  platform: 'posthog',
  tellsAddresses: true,
  recognise: async (facts) =>
    (await isTable(facts, shape)) ? posthogConfig.parse({ path: facts.path }) : undefined,
  nameSource: nameTable,
  read: (config, since, io) => readTable(config, shape, since, io),
  toOutcome: (record, config) => toTableOutcome(record, (row) => toOutcome(row, config)),
}

/** Captured names that bring a name or a link rather than an act of their own; kept as the product's use, like those of the tracking API. */
const linking = new Set([
  '$identify',
  '$create_alias',
  '$merge_dangerously',
  '$set',
  '$groupidentify',
  '$screen',
])

function toOutcome(row: TableRow, config: PosthogConfig): RecordOutcome {
  const capture = readCapture(row)
  if (capture === undefined) return quarantineRow(toBareRow(row), 'its properties cannot be parsed as JSON')
  const { event, distinct } = capture
  if (event === '' || distinct === '')
    return quarantineRow(toBareRow(row), 'it does not tell what happened or to whom')
  const moment = parseMoment(capture.at, { order: 'unclear', timeZone: config.timeZone })
  if ('fault' in moment) return quarantineRow(toBareRow(row), `timestamp ${moment.fault}`)
  const path = readPath(capture)
  const type = toType(event, path, config)
  if (type === undefined)
    return { kind: 'ignored', reason: 'captured by the library itself: no act of its own' }
  return { kind: 'events', events: [toEvent(capture, { type, path, at: moment.at }, config)] }
}

function toType(event: string, path: string, config: PosthogConfig): EventType | undefined {
  const declared = config.events.find((known) => known.event === event)?.type
  if (declared !== undefined) return declared
  if (event === '$pageview') return toPageType(path, config)
  return event.startsWith('$') && !linking.has(event) ? undefined : 'product.use'
}

function toPageType(path: string, config: PosthogConfig): EventType {
  const begins = (start: string): boolean => path.startsWith(start)
  if (config.pricing.some(begins)) return 'pricing.visit'
  return config.docs.some(begins) ? 'docs.visit' : 'web.visit'
}

const longestPath = 512

/** The path of a page, without what was asked of it. */
function readPath(capture: Capture): string {
  const url = capture.readProperty('$current_url')
  const path = capture.readProperty('$pathname') || (URL.canParse(url) ? new URL(url).pathname : '')
  return path.replace(/[?#].*$/s, '').slice(0, longestPath)
}

/** What PostHog and its libraries make up for whoever is not known. */
const madeUp = /^[0-9a-f]{8,}(-[0-9a-f]{4,}){3,}$/i

/** The id by which the product knows who it was; undefined before they signed in. */
function readPersonId(capture: Capture): string | undefined {
  const stated = capture.readProperty('$user_id')
  if (stated !== '') return stated
  const { distinct, event } = capture
  const isKnown =
    event === '$identify' ||
    event === '$create_alias' ||
    (capture.isIdentified ??
      (capture.readProperty('$device_id') !== distinct &&
        capture.readProperty('$process_person_profile') !== 'false'))
  return isKnown && !madeUp.test(distinct) ? distinct : undefined
}

/** What tells one visitor from another before and after they sign in. */
function readVisitor(capture: Capture, person: string | undefined): string {
  const linked = capture.readProperty('$anon_distinct_id') || capture.readProperty('$device_id')
  const alias = capture.event === '$create_alias' ? capture.readProperty('alias') : ''
  return linked || alias || (person === undefined ? capture.distinct : '')
}

function toActor(
  capture: Capture,
  person: string | undefined,
  config: PosthogConfig,
): AliasDraft | undefined {
  if (person === undefined) return undefined
  const email = parseAddress(capture.readTrait('email')) ?? parseAddress(person)
  const own = [capture.readTrait('first_name'), capture.readTrait('last_name')].filter(Boolean).join(' ')
  const name = capture.readTrait('name') || own
  return {
    accountId: `${config.instance}/${person}`,
    ...(name === '' ? {} : { name }),
    ...(email === undefined ? {} : { email }),
  }
}

const longestTitle = 200

function toEvent(
  capture: Capture,
  { type, path, at }: { type: EventType; path: string; at: number },
  config: PosthogConfig,
): EventDraft {
  const { event, distinct } = capture
  const person = readPersonId(capture)
  const actor = toActor(capture, person, config)
  const visitor = readVisitor(capture, person)
  const address = capture.readProperty('$ip')
  const referrer = capture.readProperty('$referrer')
  const attrs = Object.entries({
    call: event.slice(0, longestTitle),
    title: capture.readProperty('title').slice(0, longestTitle),
    referrer: URL.canParse(referrer) ? new URL(referrer).hostname : '',
    library: capture.readProperty('$lib').slice(0, longestTitle),
  })
  return {
    sourceEventId:
      capture.id === '' ? nameAct('event', distinct, event, path) : nameAct('uuid', capture.id.toLowerCase()),
    type,
    occurredAt: at,
    ...(actor === undefined ? {} : { actor }),
    ...(visitor === '' ? {} : { visitor }),
    ...(address === '' ? {} : { address }),
    ...(capture.organisation === '' ? {} : { organisationHint: capture.organisation }),
    object:
      event === '$pageview'
        ? { kind: 'path', id: path }
        : { kind: 'action', id: event.slice(0, longestPath) },
    visibility: actor === undefined ? 'anonymous' : 'private',
    lawfulBasis: config.consented ? 'consent' : 'legitimate interest',
    attrs: Object.fromEntries(attrs.filter(([, value]) => value !== '')),
    quantities: readQuantities(capture),
  }
}

function readQuantities(capture: Capture): Record<string, number> {
  return Object.fromEntries(
    ['revenue', 'value', 'quantity'].flatMap((name) => {
      const text = capture.readProperty(name)
      return text !== '' && Number.isFinite(Number(text)) ? [[name, Number(text)]] : []
    }),
  )
}
