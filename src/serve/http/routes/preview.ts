import { createRoute } from '@hono/zod-openapi'
import {
  detectAs,
  findConnector,
  type Preview as Previewed,
  type PreviewedEvent,
  previewSource,
} from '../../../collect/index.ts'
import { eventTypes } from '../../../core/index.ts'
import type { App, AppContext } from '../context.ts'
import { type Preview, previewRequest } from '../contract.ts'
import { answers, shapes, takes } from '../route.ts'

const preview = createRoute({
  method: 'post',
  path: '/api/v1/preview',
  summary: 'What the first records of a source would become; nothing is added or kept',
  tags: ['sources'],
  request: takes(previewRequest),
  responses: answers('The first records, each with what it would become.', shapes.Preview),
})

export function addPreviewRoutes(app: App, { pipeline: { store, clock, asker } }: AppContext): void {
  app.openapi(preview, async (c) => {
    const wanted = c.req.valid('json')
    const { connector, config } =
      'path' in wanted
        ? await detectAs(wanted.path, undefined)
        : { connector: findConnector(wanted.connector), config: wanted.config }
    const io = { clock, signal: c.req.raw.signal }
    const found = await previewSource(store, connector, config, {
      io,
      asker,
      mostRecords: wanted.records,
    })
    return c.json({ connector: connector.name, title: connector.title, ...toAnswer(found) }, 200)
  })
}

function toAnswer({ records, isWhole, notes }: Previewed): Omit<Preview, 'connector' | 'title'> {
  const reasonsOf = (becomes: 'quarantined' | 'ignored'): Record<string, number> => {
    const reasons: Record<string, number> = {}
    for (const record of records)
      if (record.becomes === becomes) reasons[record.reason] = (reasons[record.reason] ?? 0) + 1
    return reasons
  }
  return {
    records: records.length,
    events: records.reduce((sum, { events }) => sum + events.length, 0),
    quarantined: records.filter(({ becomes }) => becomes === 'quarantined').length,
    ignored: records.filter(({ becomes }) => becomes === 'ignored').length,
    quarantinedBy: reasonsOf('quarantined'),
    ignoredBy: reasonsOf('ignored'),
    isWhole,
    notes: [...notes],
    items: records.map((record) => ({ ...record, events: record.events.map(toAnsweredEvent) })),
  }
}

function toAnsweredEvent(event: PreviewedEvent): Preview['items'][number]['events'][number] {
  const { type, occurredAt, organisation, object, attrs, quantities, flags } = event
  return {
    type,
    phrase: eventTypes[type].phrase,
    occurredAt: occurredAt.toISOString(),
    who: nameActor(event),
    organisation,
    object: object === undefined ? null : { version: '', ...object },
    attrs,
    quantities,
    flags: [...flags],
  }
}

/** `Ann Ott <ann@example.org>`, or whichever name there is; a visitor without one is a visitor. */
function nameActor({ actor, hasVisitor }: PreviewedEvent): string {
  const { name = '', email = '', username = '', accountId = '' } = actor
  const own = name || username || (email === '' ? accountId : '')
  if (email !== '') return own === '' ? email : `${own} <${email}>`
  if (own !== '') return own
  return hasVisitor ? 'a visitor' : ''
}
