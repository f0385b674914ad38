import type { StreamConnector } from '../../connector.ts'
import { type HubspotConfig, hubspotConfig } from './config.ts'
import { parseCursor } from './cursor.ts'
import { readObjects } from './read-objects.ts'
import type { HubspotRecord } from './record.ts'
import { toOutcome } from './to-event.ts'

/** Which people and companies HubSpot knows, at which stage, and who signed. Only reads. */
export const connector: StreamConnector<HubspotConfig> = {
  form: 'stream',
  name: 'hubspot',
  title: 'HubSpot',
  reads: 'contacts, companies and deals of a HubSpot account, by its API',
  config: hubspotConfig,
  emits: ['crm.contact', 'crm.stage_change', 'contract.sign', 'contract.renew'],
  platform: 'hubspot',
  recognise: async () => undefined,
  nameSource: ({ account }) => account,
  hosts: ({ url }) => [new URL(url).host],
  read: (config, since, io) => readObjects(config, parseCursor(since), io),
  toOutcome: (record, config) => toOutcome(record as HubspotRecord, config),
}
