import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { Page, PathFacts, ReadIo, RecordOutcome, StreamConnector } from '../../connector.ts'
import { type MailingListConfig, mailingListConfig } from './config.ts'
import { emptyFilesCursor, type ListCursor, parseCursor } from './cursor.ts'
import { readFiles } from './files.ts'
import { findEpochs, readInbox, readSampleMail } from './inbox.ts'
import { nameListOf } from './list-name.ts'
import { toMailOutcome } from './mail-event.ts'
import { beginsLikeMbox } from './mail-shape.ts'
import type { MailingListRecord, SubscriberRecord } from './record.ts'
import { sampleFolder } from './sample.ts'
import { readSubscribers } from './subscribers.ts'

/** Reads who wrote to a mailing list, who answered whom, and who subscribed, from the list's archive. */
export const connector: StreamConnector<MailingListConfig> = {
  form: 'stream',
  name: 'mailing-list',
  title: 'Mailing list',
  reads: 'an mbox or Pipermail file (plain or .gz), a folder of such, a maildir, or a public-inbox archive',
  config: mailingListConfig,
  emits: ['list.thread_start', 'list.reply', 'list.subscribe'],
  platform: 'mail',
  recognise,
  nameSource,
  read,
  toOutcome,
}

async function recognise(facts: PathFacts): Promise<MailingListConfig | undefined> {
  const list = facts.kind === 'folder' ? await recogniseFolder(facts.path) : recogniseFile(facts.head)
  if (list === undefined) return undefined
  return mailingListConfig.parse({ path: facts.path, ...(list === '' ? {} : { list }) })
}

/** The name of the list whose archive it is, empty when that is not told; undefined when it is none. */
function recogniseFile(head: Buffer): string | undefined {
  if (!beginsLikeMbox(head.toString('latin1', 0, 32 << 10))) return undefined
  return nameListOf(head)
}

async function recogniseFolder(path: string): Promise<string | undefined> {
  const epochs = await findEpochs(path)
  const [newest] = epochs.slice(-1)
  if (newest === undefined) return sampleFolder(path)
  const sample = await readSampleMail(newest)
  return sample === undefined ? '' : nameListOf(sample)
}

/** What the list calls itself, else the file's or folder's own name without the endings that only say what it is. */
function nameSource({ path, list }: MailingListConfig): string {
  if (list !== undefined) return list
  const isEpoch = /^\d+\.git$/.test(basename(path)) && basename(dirname(path)) === 'git'
  const own = isEpoch ? basename(dirname(dirname(path))) : basename(path)
  return own.replace(/(\.(gz|mbox|mbx|mail|txt|git))+$/i, '') || 'list'
}

async function* read(
  config: MailingListConfig,
  since: Parameters<typeof parseCursor>[0],
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  let cursor: ListCursor = parseCursor(since)
  if (config.subscribers !== undefined)
    for await (const page of readSubscribers(config.subscribers, cursor.subscribers, io)) {
      cursor = { ...cursor, subscribers: page.cursor }
      yield { records: page.records, cursor }
    }
  const status = await stat(config.path)
  const epochs = status.isDirectory() ? await findEpochs(config.path) : []
  if (epochs.length > 0) {
    for await (const page of readInbox(epochs, cursor.inbox ?? { epochs: {} }, io)) {
      cursor = { ...cursor, inbox: page.cursor }
      yield { ...page, cursor }
    }
    return
  }
  for await (const page of readFiles(config.path, cursor.files ?? emptyFilesCursor, io)) {
    cursor = { ...cursor, files: page.cursor }
    yield { ...page, cursor }
  }
}

function toOutcome(raw: unknown, config: MailingListConfig): RecordOutcome {
  const record = raw as MailingListRecord
  switch (record.kind) {
    case 'mail':
      return toMailOutcome(record, config)
    case 'subscriber':
      return toSubscription(record, config)
    case 'passed-over':
      return { kind: 'ignored', reason: record.reason }
    case 'unreadable': {
      const { reason, position } = record
      return { kind: 'quarantined', reason, position, record: record.record }
    }
  }
}

/** Who subscribed is known to the list's owner only; it is the one trace of those who read and never write. */
function toSubscription(
  { name, email, at, flags }: SubscriberRecord,
  config: MailingListConfig,
): RecordOutcome {
  return {
    kind: 'events',
    events: [
      {
        sourceEventId: `subscriber:${email.toLowerCase()}`,
        type: 'list.subscribe',
        occurredAt: at,
        actor: { email, ...(name === '' ? {} : { name }) },
        ...(config.list === undefined
          ? {}
          : { object: { kind: 'list', id: config.list }, attrs: { list: config.list } }),
        visibility: 'private',
        lawfulBasis: 'legitimate interest',
        ...(flags.length === 0 ? {} : { flags }),
      },
    ],
  }
}
