import type { StreamConnector } from '../../connector.ts'
import { type SalesforceConfig, salesforceConfig } from './config.ts'
import { parseCursor } from './cursor.ts'
import { readTables } from './read-tables.ts'
import type { SalesforceRecord } from './record.ts'
import { toOutcome } from './to-event.ts'

/** Which people and companies Salesforce knows, at which stage, and who signed. Only reads. */
export const connector: StreamConnector<SalesforceConfig> = {
  form: 'stream',
  name: 'salesforce',
  title: 'Salesforce',
  reads: 'accounts, contacts, leads, opportunities and contracts of a Salesforce organisation, by its API',
  config: salesforceConfig,
  emits: ['crm.contact', 'crm.stage_change', 'contract.sign', 'contract.renew', 'contract.end'],
  platform: 'salesforce',
  recognise: async () => undefined,
  nameSource: ({ url }) => new URL(url).host,
  hosts: ({ url }) => [new URL(url).host],
  read: (config, since, io) => readTables(config, parseCursor(since), io),
  toOutcome: (record, config) => toOutcome(record as SalesforceRecord, config),
}
