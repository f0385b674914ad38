import type { RecordOutcome, StreamConnector } from '../../connector.ts'
import { isTable, nameTable, quarantineRow, type TableRow, toTableOutcome } from '../../table/index.ts'
import { cleanCompany } from './act.ts'
import { toCompanyOutcome, toContractOutcome, toDealOutcome } from './business.ts'
import { columns, recogniseKind, shape } from './column.ts'
import { type CrmRecord, readCrm } from './company-name.ts'
import { type CrmConfig, crmConfig } from './config.ts'
import { toContactOutcome } from './contact.ts'

/** Which people and companies a CRM knows, at which stage, and who signed. */
export const connector: StreamConnector<CrmConfig> = {
  form: 'stream',
  name: 'crm',
  title: 'CRM',
  reads: 'contacts, companies, deals or contracts, exported as CSV by HubSpot or Salesforce',
  config: crmConfig,
  emits: ['crm.contact', 'crm.stage_change', 'contract.sign', 'contract.renew', 'contract.end'],
  platform: 'crm',
  recognise: async (facts) =>
    (await isTable(facts, shape)) ? crmConfig.parse({ path: facts.path }) : undefined,
  nameSource: nameTable,
  read: readCrm,
  toOutcome(raw, config) {
    const { record, company } = raw as CrmRecord
    return toTableOutcome(record, (row) => toOutcome(row, company, config))
  },
}

function toOutcome(row: TableRow, company: string, config: CrmConfig): RecordOutcome {
  if (/^(true|1)$/i.test(columns.read(row, 'deleted')))
    return { kind: 'ignored', reason: 'deleted in the CRM' }
  const kind = recogniseKind(row)
  const told = cleanCompany(columns.read(row, 'company')) || company
  if (kind === 'contact') return toContactOutcome(row, told, config)
  const own = kind === 'company' ? columns.read(row, 'name') || columns.read(row, 'domain') : ''
  const organisation = told || own
  if (organisation === '') return quarantineRow(row, 'it names no organisation')
  if (kind === 'deal') return toDealOutcome(row, organisation, config)
  return kind === 'contract'
    ? toContractOutcome(row, organisation, config)
    : toCompanyOutcome(row, organisation, config)
}
