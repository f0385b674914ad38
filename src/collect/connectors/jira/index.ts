import type { StreamConnector } from '../../connector.ts'
import { type JiraConfig, jiraConfig } from './config.ts'
import { parseCursor } from './cursor.ts'
import { readRequests } from './read-requests.ts'
import type { JiraRecord } from './record.ts'
import { toOutcome } from './to-event.ts'

/** Who asked support in Jira Service Management, and who answered. Only reads. */
export const connector: StreamConnector<JiraConfig> = {
  form: 'stream',
  name: 'jira',
  title: 'Jira Service Management',
  reads: 'the support requests of Jira Service Management, in the cloud or on a server, by its API',
  config: jiraConfig,
  emits: ['support.ticket', 'support.answer'],
  platform: 'jira',
  recognise: async () => undefined,
  nameSource: ({ url }) => new URL(url).host,
  hosts: ({ url }) => [new URL(url).host],
  read: (config, since, io) => readRequests(config, parseCursor(since), io),
  toOutcome: (record, config) => toOutcome(record as JiraRecord, config),
}
