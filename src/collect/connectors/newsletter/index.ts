import type { RecordOutcome, StreamConnector } from '../../connector.ts'
import {
  isTable,
  nameTable,
  parseAddress,
  quarantineRow,
  readTable,
  type TableRow,
  toTableOutcome,
} from '../../table/index.ts'
import { columns, shape } from './column.ts'
import { type NewsletterConfig, newsletterConfig } from './config.ts'
import { toBounceOutcome, toListsOutcome, toSubscriberOutcome } from './listmonk.ts'
import { toMemberOutcome } from './mailchimp.ts'

/** Who asked to be written to, how that is shown, and who took it back. */
export const connector: StreamConnector<NewsletterConfig> = {
  form: 'stream',
  name: 'newsletter',
  title: 'Newsletter',
  reads:
    'subscribers, unsubscribed and cleaned members or bounces, exported by Mailchimp (CSV) or Listmonk (CSV, JSON)',
  config: newsletterConfig,
  emits: ['newsletter.subscribe', 'newsletter.unsubscribe', 'newsletter.bounce'],
  platform: 'newsletter',
  recognise: async (facts) =>
    (await isTable(facts, shape)) ? newsletterConfig.parse({ path: facts.path }) : undefined,
  nameSource: nameTable,
  read: (config, since, io) => readTable(config, shape, since, io),
  toOutcome: (record, config) => toTableOutcome(record, (row) => toOutcome(row, config)),
}

function toOutcome(row: TableRow, config: NewsletterConfig): RecordOutcome {
  // Mailchimp lets the first column be renamed.
  const cell = columns.read(row, 'email') || (row.cells[0] ?? '')
  const email = parseAddress(cell)
  if (email === undefined) return quarantineRow(row, 'it has no address that can be read')
  const own = [columns.read(row, 'firstName'), columns.read(row, 'lastName')].filter(Boolean).join(' ')
  const name = columns.read(row, 'name') || own
  const accountId = columns.read(row, 'contact') || columns.read(row, 'uuid')
  const actor = { email, ...(name === '' ? {} : { name }), ...(accountId === '' ? {} : { accountId }) }
  const person = { actor, organisationHint: columns.read(row, 'company') }
  if (columns.has(row, 'optedIn')) return toMemberOutcome(row, person, config)
  if (columns.has(row, 'bounce')) return toBounceOutcome(row, person, config)
  return row.value === undefined
    ? toSubscriberOutcome(row, person, config)
    : toListsOutcome(row, person, config)
}
