import { basename, dirname } from 'node:path'
import type { Page, PathFacts, ReadIo, RecordOutcome, StreamConnector } from '../../connector.ts'
import { toApiOutcome } from './api-event.ts'
import { type StackExchangeConfig, stackExchangeConfig } from './config.ts'
import { parseApiCursor, parseCursor } from './cursor.ts'
import { findDumpFiles, tellTable } from './dump-file.ts'
import { readApi } from './read-api.ts'
import { readDump } from './read-dump.ts'
import type { QuestionsRecord } from './record.ts'
import { toRowOutcome } from './to-event.ts'

/** Reads who asked, answered, commented and joined on a site, from its API or from the data dumps Stack Exchange publishes. */
export const connector: StreamConnector<StackExchangeConfig> = {
  form: 'stream',
  name: 'stack-exchange',
  title: 'Stack Exchange',
  reads:
    'a site or a tag of Stack Exchange by its API, or the unpacked data dump of a site (a folder with Posts.xml, Users.xml, Comments.xml)',
  config: stackExchangeConfig,
  emits: ['qa.question', 'qa.answer', 'qa.comment', 'forum.join'],
  platform: 'stackexchange',
  recognise,
  recogniseAddress,
  nameSource: ({ site, tagged }) => (tagged === undefined ? site : `${site}-${tagged}`),
  hosts: ({ path, url }) => (path === undefined ? [new URL(url).host] : []),
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

const siteNames =
  /^(?:[\w-]+\.)*stackexchange\.com$|^(?:(?:[a-z]{2}\.)?stackoverflow|serverfault|superuser|stackapps)\.com$|^askubuntu\.com$|^mathoverflow\.net$/

/** `https://stackoverflow.com/questions/tagged/loom`, or the site itself. */
function recogniseAddress({ hostname, pathname }: URL): StackExchangeConfig | undefined {
  if (!siteNames.test(hostname) || /^(?:www\.|api\.)?stackexchange\.com$/.test(hostname)) return undefined
  const written = pathname.match(/^\/questions\/tagged\/([^/]+)/)?.[1]
  // Unlike decodeURIComponent this takes what is not well written as it stands.
  const tagged = new URLSearchParams(`tags=${written ?? ''}`).get('tags')?.trim().replace(/\s+/g, ';')
  return stackExchangeConfig.parse({
    site: hostname,
    ...(tagged ? { tagged } : {}),
  })
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
  const { path } = config
  const pages =
    path === undefined ? readApi(config, parseApiCursor(since), io) : readDump(path, parseCursor(since), io)
  for await (const page of pages) yield { ...page }
}

function toOutcome(raw: unknown, config: StackExchangeConfig): RecordOutcome {
  const record = raw as QuestionsRecord
  if (record.kind === 'row') return toRowOutcome(record, config)
  if (record.kind === 'api') return toApiOutcome(record, config)
  const { reason, position, record: text } = record
  return { kind: 'quarantined', reason, position, record: text }
}
