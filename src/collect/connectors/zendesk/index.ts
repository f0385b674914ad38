import type { StreamConnector } from '../../connector.ts'
import { type ZendeskConfig, zendeskConfig } from './config.ts'
import { parseCursor } from './cursor.ts'
import { readTickets } from './read-tickets.ts'
import type { ZendeskRecord } from './record.ts'
import { toOutcome } from './to-event.ts'

/** Who asked support in Zendesk, and who answered. Only reads. */
export const connector: StreamConnector<ZendeskConfig> = {
  form: 'stream',
  name: 'zendesk',
  title: 'Zendesk',
  reads: 'the support requests of a Zendesk account, by its API',
  config: zendeskConfig,
  emits: ['support.ticket', 'support.answer'],
  platform: 'zendesk',
  recognise: async () => undefined,
  nameSource: ({ url }) => new URL(url).host,
  hosts: ({ url }) => [new URL(url).host],
  read: (config, since, io) => readTickets(config, parseCursor(since), io),
  toOutcome: (record, config) => toOutcome(record as ZendeskRecord, config),
}
