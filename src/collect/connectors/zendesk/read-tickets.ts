import type { Page, ReadIo } from '../../connector.ts'
import { type Api, lookUpOrganisations, lookUpPeople, openApi, readPeople } from './api.ts'
import type { ZendeskConfig } from './config.ts'
import type { ZendeskCursor } from './cursor.ts'
import type { ZendeskRecord } from './record.ts'
import { commentsPage, type Person, type TicketFrame, ticketFrame, ticketsPage } from './shape.ts'

const path = '/api/v2/incremental/tickets/cursor.json'
const pageSize = '100'
/** Each takes a request, which an interrupted run makes again. */
const ticketsAtOnce = 10
/** Before the first ticket of Zendesk. */
const earliest = Date.UTC(2007, 0) / 1000
const oneDay = 86_400
/** What is answered to a cursor that is no longer known. */
const expired = [400, 410, 422]

/** Reads the tickets that changed since, in the order of their changes, each with its comments. */
export async function* readTickets(
  config: ZendeskConfig,
  from: ZendeskCursor,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  const api = openApi(config, io)
  const start = config.since === undefined ? earliest : Date.parse(config.since) / 1000
  let cursor = from
  for (;;) {
    const { after } = cursor
    const begin = { start_time: String(Math.max(start, cursor.newest - oneDay)) }
    const query = { ...(after === undefined ? begin : { cursor: after }), per_page: pageSize }
    const { status, json } = await api.ask(path, query, after === undefined ? [] : expired)
    if (status >= 400) {
      cursor = { seen: [], newest: cursor.newest }
      yield {
        records: [],
        cursor,
        notes: ['Zendesk no longer knows where the last run stopped; the last day was read again.'],
      }
      continue
    }
    const page = ticketsPage.safeParse(json)
    if (!page.success) throw api.refuseStrange(path)
    for await (const step of readPage(api, page.data.tickets, cursor)) {
      cursor = step.cursor
      yield step
    }
    const next = page.data.after_cursor ?? undefined
    cursor = { newest: cursor.newest, seen: [], ...(next === undefined ? {} : { after: next }) }
    yield { records: [], cursor }
    if (page.data.end_of_stream || next === undefined) return
  }
}

async function* readPage(
  api: Api,
  tickets: readonly unknown[],
  from: ZendeskCursor,
): AsyncGenerator<Page & { readonly cursor: ZendeskCursor }, void, void> {
  const seen = new Set(from.seen)
  const open = tickets.filter((raw) => !seen.has(ticketFrame.safeParse(raw).data?.id ?? Number.NaN))
  const frames = open.flatMap((raw) => ticketFrame.safeParse(raw).data ?? [])
  const people = await lookUpPeople(
    api,
    frames.flatMap(({ requester_id: one }) => one ?? []),
  )
  const organisations = await lookUpOrganisations(
    api,
    frames.flatMap(({ organization_id: one }) => one ?? []),
  )
  let { newest } = from
  for (let start = 0; start < open.length; start += ticketsAtOnce) {
    const records: ZendeskRecord[] = []
    for (const raw of open.slice(start, start + ticketsAtOnce)) {
      const frame = ticketFrame.safeParse(raw).data
      records.push({
        kind: 'ticket',
        raw,
        position: frame === undefined ? 'a ticket without a number' : `ticket ${frame.id}`,
        requester: people.get(frame?.requester_id ?? 0),
        organisation: organisations.get(frame?.organization_id ?? 0),
      })
      if (frame === undefined) continue
      if (frame.status !== 'deleted') records.push(...(await readComments(api, frame, people)))
      seen.add(frame.id)
      newest = Math.max(newest, frame.generated_timestamp ?? 0)
    }
    yield {
      records,
      cursor: { ...from, seen: [...seen], newest },
      progress: { done: seen.size, unit: 'tickets' },
    }
  }
}

async function readComments(
  api: Api,
  { id, requester_id: requester }: TicketFrame,
  known: ReadonlyMap<number, Person>,
): Promise<ZendeskRecord[]> {
  const own = `/api/v2/tickets/${id}/comments.json`
  const records: ZendeskRecord[] = []
  for (let after: string | undefined = ''; after !== undefined; ) {
    const query = {
      include: 'users',
      'page[size]': pageSize,
      ...(after === '' ? {} : { 'page[after]': after }),
    }
    const { status, json } = await api.ask(own, query, [404, 410])
    if (status >= 400) return [...records, { kind: 'idle', reason: 'its ticket was deleted meanwhile' }]
    const page = commentsPage.safeParse(json)
    if (!page.success) throw api.refuseStrange(own)
    const people = new Map(readPeople(page.data.users).map((person) => [person.id, person]))
    for (const [index, raw] of page.data.comments.entries()) {
      const author = typeof raw === 'object' && raw !== null ? Number(Reflect.get(raw, 'author_id')) : 0
      records.push({
        kind: 'comment',
        raw,
        position: `ticket ${id}, comment ${index + 1}${after === '' ? '' : ` after ${after}`}`,
        ticket: id,
        requester: requester ?? undefined,
        author: people.get(author) ?? known.get(author),
      })
    }
    after = page.data.meta?.has_more === true ? (page.data.meta.after_cursor ?? undefined) : undefined
  }
  return records
}
