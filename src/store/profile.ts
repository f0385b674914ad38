import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type ClickHouseClient, createClient } from '@clickhouse/client'
import { createChdbConnection } from 'chdb/connection'

/**
 * Where the engine runs is data, not branches: this is the one file that knows how to reach it, in this process
 * (data in the workspace folder) or at a URL. A connection of the embedded engine runs one statement at a time, so
 * reading has its own: a page answers while a collection writes.
 */
export interface Profile {
  readonly kind: 'embedded' | 'server'
  readonly writer: ClickHouseClient
  readonly readers: readonly ClickHouseClient[]
}

type Connection = NonNullable<Parameters<typeof createClient>[0]>['connection']

/** Settings that make both engines answer alike and keep one process within a small machine's memory. */
const settings = {
  date_time_output_format: 'iso',
  date_time_input_format: 'best_effort',
  output_format_json_quote_64bit_integers: 1,
  join_use_nulls: 1,
  max_memory_usage: '900000000',
  max_bytes_before_external_group_by: '300000000',
  max_bytes_before_external_sort: '300000000',
  mutations_sync: '1',
  lightweight_deletes_sync: '1',
} as const

const readerCount = 2

export async function openProfile(options: { workspace: string; url: string | undefined }): Promise<Profile> {
  return options.url === undefined ? openEmbedded(options.workspace) : openServer(options.url)
}

async function openEmbedded(workspace: string): Promise<Profile> {
  const path = join(workspace, 'engine')
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const connect = (): ClickHouseClient => {
    // The two packages carry their own copies of one interface; at run time they fit.
    const connection = createChdbConnection({ path }) as unknown as NonNullable<Connection>
    return createClient({ connection, clickhouse_settings: settings })
  }
  const [writer, ...readers] = [connect(), ...Array.from({ length: readerCount }, connect)] as const
  await writer.command({ query: 'CREATE DATABASE IF NOT EXISTS groundswell' })
  // The embedded engine ignores the client's `database` option; USE holds for the life of a connection.
  for (const client of [writer, ...readers]) await client.command({ query: 'USE groundswell' })
  return { kind: 'embedded', writer, readers }
}

async function openServer(url: string): Promise<Profile> {
  const parsed = new URL(url)
  const database = decodeURIComponent(parsed.pathname.replace(/^\//, '')) || 'groundswell'
  parsed.pathname = ''
  const connect = (name: string | undefined): ClickHouseClient =>
    createClient({
      url: parsed.toString(),
      ...(name === undefined ? {} : { database: name }),
      clickhouse_settings: settings,
      request_timeout: 3_600_000,
    })
  const bootstrap = connect(undefined)
  await bootstrap.command({
    query: 'CREATE DATABASE IF NOT EXISTS {database:Identifier}',
    query_params: { database },
  })
  await bootstrap.close()
  const client = connect(database)
  return { kind: 'server', writer: client, readers: [client] }
}
