import { type Page, PartialRead, type ReadIo } from '../../connector.ts'
import { readTable, type TableRow } from '../../table/index.ts'
import { columns, recogniseKind, shape } from './column.ts'
import type { CrmConfig } from './config.ts'

/** A record of a table, and the name of the company its row refers to by number, if a table of companies lies beside. */
export interface CrmRecord {
  readonly record: unknown
  readonly company: string
}

/** Rows with the names of their companies: tables of Salesforce refer to them by number. */
export async function* readCrm(
  config: CrmConfig,
  since: Page['cursor'] | undefined,
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  let names: ReadonlyMap<string, string> | undefined
  for await (const page of readTable(config, shape, since, io)) {
    names ??= await readCompanyNames(config, io)
    const known = names
    const records = page.records.map((record): CrmRecord => {
      const row = record as TableRow
      const company = row.kind === 'row' ? known.get(columns.read(row, 'account')) : undefined
      return { record, company: company ?? '' }
    })
    yield { ...page, records }
  }
}

async function readCompanyNames(config: CrmConfig, io: ReadIo): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  try {
    for await (const { records } of readTable(config, shape, undefined, io))
      for (const record of records) {
        const row = record as TableRow
        if (row.kind !== 'row' || recogniseKind(row) !== 'company') continue
        names.set(columns.read(row, 'id'), columns.read(row, 'company') || columns.read(row, 'name'))
      }
  } catch (error) {
    // The reading that follows meets the same damage and tells of it.
    if (!(error instanceof PartialRead)) throw error
  }
  return names
}
