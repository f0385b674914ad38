import type { Page, ReadIo } from '../../connector.ts'
import { type Api, openApi, readCompanyNames, readDealCompanies, readResults, readStages } from './api.ts'
import type { HubspotConfig } from './config.ts'
import type { HubspotCursor, ListMark } from './cursor.ts'
import { type HubspotRecord, type ObjectKind, objectKinds, type Stages } from './record.ts'
import { objectShape } from './shape.ts'
import { lifecycleDates } from './stage.ts'

const pageSize = 100
/** With their history HubSpot answers half as many. */
const dealsAtOnce = 50
/** HubSpot finds what changed only after a while. */
const overlap = 10 * 60_000

const changed: Readonly<Record<ObjectKind, string>> = {
  companies: 'hs_lastmodifieddate',
  contacts: 'lastmodifieddate',
  deals: 'hs_lastmodifieddate',
}
const wanted: Readonly<Record<ObjectKind, readonly string[]>> = {
  companies: [
    'name',
    'domain',
    'createdate',
    'lifecyclestage',
    'type',
    'industry',
    'numberofemployees',
    'country',
    ...lifecycleDates,
  ],
  contacts: [
    'firstname',
    'lastname',
    'email',
    'company',
    'createdate',
    'associatedcompanyid',
    'hs_email_optout',
  ],
  deals: ['createdate', 'closedate', 'dealstage', 'dealtype', 'amount', 'hs_is_closed_won'],
}

/** Reads companies, contacts and deals that changed since, each in the order of its last change. */
export async function* readObjects(
  config: HubspotConfig,
  from: HubspotCursor,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  const api = openApi(config, io)
  const stages = await readStages(api)
  let cursor = from
  for (const kind of objectKinds)
    for await (const { mark, ...page } of readList({ api, kind, stages }, begin(config, from[kind]))) {
      cursor = { ...cursor, [kind]: mark }
      yield { ...page, cursor }
    }
}

function begin({ since }: HubspotConfig, mark: ListMark | undefined): ListMark {
  const first = since === undefined ? 0 : Date.parse(since)
  if (mark === undefined) return { min: first }
  // In the middle of one moment there is nothing to go back to.
  return mark.after === undefined ? { min: Math.max(first, mark.min - overlap) } : mark
}

interface List {
  readonly api: Api
  readonly kind: ObjectKind
  readonly stages: Stages
}

type Step = Omit<Page, 'cursor'> & { readonly mark: ListMark }

async function* readList({ api, kind, stages }: List, from: ListMark): AsyncGenerator<Step, void, void> {
  const path = `/crm/v3/objects/${kind}/search`
  let mark = from
  let done = 0
  for (let isLast = false; !isLast; ) {
    const answer = await api.ask(path, toSearch(kind, mark), [403])
    if (answer.status === 403) {
      const notes = [`The token may not read ${kind} (scope crm.objects.${kind}.read), so they are left out.`]
      return yield { records: [], mark, notes }
    }
    const { results, after, total } = readResults(answer, path)
    const records = await complete({ api, kind, stages }, results)
    const last = results.flatMap((raw) => readChange(kind, raw) ?? []).at(-1) ?? mark.min
    isLast = after === undefined || results.length === 0
    // A search ends after 10,000 objects, so it is begun anew at the last change whenever that moves it on.
    mark =
      !isLast && last <= mark.min
        ? { min: mark.min, ...(after === undefined ? {} : { after }) }
        : { min: Math.max(last, mark.min) }
    done += results.length
    yield {
      records,
      mark,
      progress: {
        done,
        unit: kind,
        ...(isLast || total === undefined ? {} : { total: done + total - results.length }),
      },
    }
  }
}

const toSearch = (kind: ObjectKind, { min, after }: ListMark): object => ({
  filterGroups: [{ filters: [{ propertyName: changed[kind], operator: 'GTE', value: String(min) }] }],
  sorts: [{ propertyName: changed[kind], direction: 'ASCENDING' }],
  properties: [...wanted[kind], changed[kind]],
  limit: pageSize,
  ...(after === undefined ? {} : { after }),
})

function readChange(kind: ObjectKind, raw: unknown): number | undefined {
  const at = Date.parse(objectShape.safeParse(raw).data?.properties[changed[kind]] ?? '')
  return Number.isNaN(at) ? undefined : at
}

/** The objects with the names of their companies; deals with the stages they went through. */
async function complete({ api, kind, stages }: List, found: readonly unknown[]): Promise<HubspotRecord[]> {
  const results = kind === 'deals' ? await readHistories(api, found) : found
  const ids = results.map((raw) => objectShape.safeParse(raw).data?.id ?? '')
  const known = ids.filter((id) => id !== '')
  const companies =
    kind === 'deals' && known.length > 0
      ? await readDealCompanies(api, known)
      : new Map(
          results.flatMap((raw) => {
            const read = objectShape.safeParse(raw).data
            const company = read?.properties['associatedcompanyid']
            return read !== undefined && company ? [[read.id, company] as const] : []
          }),
        )
  const names = await readCompanyNames(api, companies.values())
  return results.map((raw, index): HubspotRecord => {
    const id = ids[index] ?? ''
    const organisation = names.get(companies.get(id) ?? '') ?? ''
    return {
      kind,
      raw,
      position: id === '' ? `${kind}, one without a number` : `${kind} ${id}`,
      organisation,
      stages,
    }
  })
}

/** Deals again, with the history of their stage, which a search does not tell; one that cannot be found stays as it is. */
async function readHistories(api: Api, found: readonly unknown[]): Promise<unknown[]> {
  const path = '/crm/v3/objects/deals/batch/read'
  const whole = new Map<string, unknown>()
  const ids = found.flatMap((raw) => objectShape.safeParse(raw).data?.id ?? [])
  for (let start = 0; start < ids.length; start += dealsAtOnce) {
    const inputs = ids.slice(start, start + dealsAtOnce).map((id) => ({ id }))
    const body = { properties: wanted.deals, propertiesWithHistory: ['dealstage'], inputs }
    const answer = await api.ask(path, body, [403, 404])
    if (answer.status >= 400) continue
    for (const raw of readResults(answer, path).results) {
      const id = objectShape.safeParse(raw).data?.id
      if (id !== undefined) whole.set(id, raw)
    }
  }
  return found.map((raw) => whole.get(objectShape.safeParse(raw).data?.id ?? '') ?? raw)
}
