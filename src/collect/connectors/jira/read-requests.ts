import type { Page, ReadIo } from '../../connector.ts'
import { type Api, openApi } from './api.ts'
import type { JiraConfig } from './config.ts'
import type { JiraCursor, List } from './cursor.ts'
import type { JiraRecord } from './record.ts'
import { commentsPage, issueFrame, issuesPage, nameAccount, personShape, readMoment } from './shape.ts'

const pageSize = 100
/** Each takes a request for its comments, which an interrupted run makes again. */
const requestsAtOnce = 10
/** Jira finds by the minute what changed, and what changed just now only a little later. */
const minute = 60_000
const overlap = 10 * minute
/** More than two pages: what is read last stands before the overlap. */
const mostSeen = 300
/** What is answered to a token of a list that is no longer known. */
const expired = [400, 404, 410]

/** Reads the requests that changed since, in the order of their changes, each with its comments. */
export async function* readRequests(
  config: JiraConfig,
  from: JiraCursor,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  const api = await openApi(config, io)
  const start = config.since === undefined ? 0 : Date.parse(config.since)
  const begin = ({ newest }: JiraCursor): List => ({
    from: Math.max(start, floorToMinute(newest - overlap)),
    at: 0,
  })
  let cursor = from
  for (let list: List | undefined = cursor.list ?? begin(cursor); list !== undefined; ) {
    const { status, json, headers } = await askList(api, config, list)
    if (status >= 400) {
      list = begin(cursor)
      cursor = { ...cursor, list }
      yield { records: [], cursor, notes: [forgotten] }
      continue
    }
    const page = issuesPage.safeParse(json)
    if (!page.success) throw api.refuseStrange('/rest/api/2/search')
    const { issues } = page.data
    const total = page.data.total ?? undefined
    for await (const step of readPage(api, issues, { ...cursor, list }, readClock(headers))) {
      cursor = step.cursor
      const progress = {
        done: list.at + step.done,
        ...(total === undefined ? {} : { total }),
        unit: 'requests',
      }
      yield { records: step.records, cursor, progress }
    }
    list = findNext(api, list, { issues, token: page.data.nextPageToken ?? undefined, total })
    cursor = { newest: cursor.newest, seen: cursor.seen, ...(list === undefined ? {} : { list }) }
    yield { records: [], cursor }
  }
}

const forgotten = 'Jira no longer knows where the last run stopped; what changed since was read again.'

const askList = (api: Api, config: JiraConfig, { from, token, at }: List) => {
  const projects = config.projects.map((key) => `"${key}"`).join(', ')
  const which = projects === '' ? '' : ` AND project in (${projects})`
  const fields = ['created', 'updated', 'reporter', ...(config.subjects ? ['summary'] : [])]
  const query = {
    // In milliseconds, because dates in words are those of the time zone that the token's owner chose.
    jql: `projectType = service_desk${which} AND updated >= ${from} ORDER BY updated ASC`,
    fields: [...fields, ...(api.organisationField === undefined ? [] : [api.organisationField])].join(','),
    maxResults: String(pageSize),
  }
  if (!api.isCloud) return api.ask('/rest/api/2/search', { ...query, startAt: String(at) })
  return token === undefined
    ? api.ask('/rest/api/2/search/jql', query)
    : api.ask('/rest/api/2/search/jql', { ...query, nextPageToken: token }, expired)
}

interface Told {
  readonly issues: readonly unknown[]
  readonly token: string | undefined
  readonly total: number | undefined
}

/**
 * Where a list goes on. The cloud says so. On a server a request that changes meanwhile leaves its place in the list, and those
 * behind it move up; so a new list is begun at the change read last wherever that is later.
 */
function findNext(api: Api, list: List, { issues, token, total }: Told): List | undefined {
  if (api.isCloud)
    return token === undefined || token === list.token
      ? undefined
      : { from: list.from, token, at: list.at + issues.length }
  const at = list.at + issues.length
  if (issues.length === 0 || at >= (total ?? 0)) return undefined
  const last = floorToMinute(Math.max(...issues.map((raw) => readFrame(raw)?.updated ?? 0)))
  return last > list.from ? { from: last, at: 0 } : { from: list.from, at }
}

const floorToMinute = (at: number): number => Math.max(0, Math.floor(at / minute) * minute)

/** What the server takes for now; its clock may have been wrong when something changed. */
function readClock(headers: Headers): number {
  const now = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(now) ? Number.POSITIVE_INFINITY : now
}

interface Step {
  readonly records: JiraRecord[]
  readonly cursor: JiraCursor
  readonly done: number
}

async function* readPage(
  api: Api,
  issues: readonly unknown[],
  from: JiraCursor,
  now: number,
): AsyncGenerator<Step, void, void> {
  const known = new Set(from.seen)
  const open = issues.filter((raw) => !known.has(readFrame(raw)?.state ?? ''))
  let { newest, seen } = from
  for (let start = 0; start < open.length; start += requestsAtOnce) {
    const records: JiraRecord[] = []
    const some = open.slice(start, start + requestsAtOnce)
    for (const raw of some) {
      const frame = readFrame(raw)
      const position = frame === undefined ? 'a request without a number or a date' : `request ${frame.id}`
      records.push({ kind: 'request', raw, position, organisationField: api.organisationField })
      if (frame === undefined) continue
      records.push(...(await readComments(api, frame.id, frame.asker)))
      seen = [...seen, frame.state].slice(-mostSeen)
      newest = Math.max(newest, Math.min(frame.updated, now))
    }
    yield {
      records,
      cursor: { ...from, seen, newest },
      done: issues.length - open.length + start + some.length,
    }
  }
}

interface Frame {
  readonly id: string
  readonly updated: number
  /** Another after any change. */
  readonly state: string
  readonly asker: string | undefined
}

function readFrame(raw: unknown): Frame | undefined {
  const { data } = issueFrame.safeParse(raw)
  const updated = readMoment(data?.fields.updated ?? '')
  if (data === undefined || updated === undefined) return undefined
  const asker = personShape.safeParse(data.fields.reporter).data
  return {
    id: data.id,
    updated,
    state: `${data.id}@${updated}`,
    asker: asker === undefined ? undefined : nameAccount(asker),
  }
}

async function readComments(api: Api, id: string, asker: string | undefined): Promise<JiraRecord[]> {
  const path = `/rest/servicedeskapi/request/${encodeURIComponent(id)}/comment`
  const records: JiraRecord[] = []
  for (let isLast = false; !isLast; ) {
    const query = { start: String(records.length), limit: String(pageSize) }
    const { status, json } = await api.ask(path, query, [404])
    if (status >= 400)
      return [
        ...records,
        { kind: 'idle', reason: 'it was deleted meanwhile, or is no request of a customer' },
      ]
    const page = commentsPage.safeParse(json)
    if (!page.success) throw api.refuseStrange(path)
    for (const raw of page.data.values) {
      const position = `request ${id}, comment ${records.length + 1}`
      records.push({ kind: 'comment', raw, position, request: id, asker })
    }
    isLast = page.data.isLastPage !== false || page.data.values.length === 0
  }
  return records
}
