import { UserError } from '../../../core/index.ts'
import type { Page, ReadIo } from '../../connector.ts'
import type { SalesforceConfig } from './config.ts'
import type { SalesforceCursor, TableMark } from './cursor.ts'
import { readMoment } from './moment.ts'
import { type Api, askTable, isRefusal, openApi, type Refusal } from './query.ts'
import { type SalesforceRecord, type Table, tables } from './record.ts'
import { type QueryPage, rowShape } from './shape.ts'

/** What is written in one transaction comes to light a little after its time. */
const overlap = 10 * 60_000

/** Reads the rows that changed since, table by table. */
export async function* readTables(
  config: SalesforceConfig,
  from: SalesforceCursor,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  const api = await openApi(config, io)
  let cursor = from
  for (const table of tables)
    for await (const { mark, ...page } of readTable(api, table, from.tables[table] ?? {}, config)) {
      cursor = { tables: { ...cursor.tables, [table]: mark } }
      yield { ...page, cursor }
    }
}

type Step = Omit<Page, 'cursor'> & { readonly mark: TableMark }

async function* readTable(
  api: Api,
  table: Table,
  from: TableMark,
  config: SalesforceConfig,
): AsyncGenerator<Step, void, void> {
  let mark = from
  let done = 0
  for (let isFirst = true; isFirst || mark.next !== undefined; isFirst = false) {
    const { answer, notes } = await askOn(api, table, mark, { config, isFirst })
    if (isRefusal(answer)) {
      yield { records: [], mark: from, notes: [explainRefusal(table, answer)] }
      return
    }
    const { records: rows, nextRecordsUrl: next, totalSize } = answer
    const newest =
      rows.flatMap((raw) => rowShape.safeParse(raw).data?.SystemModstamp ?? []).at(-1) ?? mark.newest
    mark = { ...(newest === undefined ? {} : { newest }), ...(next ? { next } : {}) }
    done += rows.length
    yield {
      records: rows.map((raw) => toRecord(table, raw)),
      mark,
      progress: {
        done,
        ...(typeof totalSize === 'number' && isFirst ? { total: totalSize } : {}),
        unit: `rows of ${table}`,
      },
      ...(notes.length === 0 ? {} : { notes }),
    }
  }
}

function toRecord(table: Table, raw: unknown): SalesforceRecord {
  const id = rowShape.pick({ Id: true }).safeParse(raw).data?.Id
  return { table, raw, position: id === undefined ? `${table}, a row without a number` : `${table} ${id}` }
}

/** The next page; where the server has forgotten the list, the list anew from the last change that was read. */
async function askOn(
  api: Api,
  table: Table,
  { newest, next }: TableMark,
  { config: { since }, isFirst }: { readonly config: SalesforceConfig; readonly isFirst: boolean },
): Promise<{ answer: QueryPage | Refusal; notes: string[] }> {
  if (next !== undefined) {
    const answer = await api.ask(next)
    if (!isRefusal(answer)) return { answer, notes: [] }
    // What it gave in this very run it cannot have forgotten; beginning anew might have no end.
    if (answer.code !== 'INVALID_QUERY_LOCATOR' || !isFirst) return { answer, notes: [] }
  }
  const last = readMoment(newest)
  const first = since === undefined ? undefined : Date.parse(since)
  const moments = [first, last === undefined ? undefined : last - overlap].filter((at) => at !== undefined)
  const begin = moments.length === 0 ? undefined : new Date(Math.max(...moments)).toISOString()
  const { answer, hidden } = await askTable(api, table, begin)
  const notes = hidden.map((field) => `Salesforce does not show ${field} of ${table}; it is left out.`)
  if (next !== undefined)
    notes.push(`Salesforce forgot where the list of ${table} had stopped; it goes on at the last change.`)
  return { answer, notes }
}

/** Tables that an organisation has not, or does not show, are left out; anything else is a mistake in the settings. */
function explainRefusal(table: Table, { code, message }: Refusal): string {
  if (code === 'INVALID_TYPE' || code === 'INSUFFICIENT_ACCESS')
    return `Salesforce does not show the table ${table}; it is left out.`
  throw new UserError(
    `Salesforce refuses to list ${table} (${code}): ${message.replace(/\s+/g, ' ').trim().slice(0, 300)}`,
    {
      status: 422,
    },
  )
}
