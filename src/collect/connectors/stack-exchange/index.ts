import { basename, dirname } from 'node:path'
import type { Page, PathFacts, ReadIo, RecordOutcome, StreamConnector } from '../../connector.ts'
import { type StackExchangeConfig, stackExchangeConfig } from './config.ts'
import { parseCursor } from './cursor.ts'
import { findDumpFiles, tellTable } from './dump-file.ts'
import { readDump } from './read-dump.ts'
import type { QuestionsRecord } from './record.ts'
import { toRowOutcome } from './to-event.ts'

/** Reads who asked, answered, commented and joined on a site, from the data dumps Stack Exchange publishes. */
export const connector: StreamConnector<StackExchangeConfig> = {
  form: 'stream',
  name: 'stack-exchange',
  title: 'Stack Exchange',
  reads: 'the unpacked data dump of a Stack Exchange site (a folder with Posts.xml, Users.xml, Comments.xml)',
  config: stackExchangeConfig,
  emits: ['qa.question', 'qa.answer', 'qa.comment', 'forum.join'],
  platform: 'stackexchange',
  recognise,
  nameSource: ({ site }) => site,
  read,
  toOutcome,
}

async function recognise({ path, kind, head }: PathFacts): Promise<StackExchangeConfig | undefined> {
  const isDump =
    kind === 'folder'
      ? (await findDumpFiles(path)).length > 0
      : tellTable(head.toString('latin1')) !== undefined
  if (!isDump) return undefined
  return stackExchangeConfig.parse({ path, site: nameSite(kind === 'folder' ? path : dirname(path)) })
}

/** Archives unpack into folders named `stats.stackexchange.com`, or `stackoverflow.com-Posts`. */
function nameSite(folder: string): string {
  return (
    basename(folder)
      .replace(/-(?:Posts|Users|Comments)$/i, '')
      .toLowerCase() || 'site'
  )
}

async function* read(
  config: StackExchangeConfig,
  since: Parameters<typeof parseCursor>[0],
  io: ReadIo,
): AsyncGenerator<Page, void, void> {
  for await (const page of readDump(config.path, parseCursor(since), io)) yield { ...page }
}

function toOutcome(raw: unknown, config: StackExchangeConfig): RecordOutcome {
  const record = raw as QuestionsRecord
  if (record.kind === 'row') return toRowOutcome(record, config)
  const { reason, position, record: text } = record
  return { kind: 'quarantined', reason, position, record: text }
}
