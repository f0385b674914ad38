import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createGunzip, createGzip } from 'node:zlib'
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { Lane, UserError } from '../core/index.ts'
import type { Engine } from './engine.ts'
import { settings } from './engine-settings.ts'
import { isGzip, numberLines } from './numbered-lines.ts'
import { bindParameters } from './parameter.ts'

/** ClickHouse at a URL, `http(s)://user:password@host:port/database`; the database is made when it is missing. */
export async function openServerEngine(address: string): Promise<Engine> {
  const { url, database } = parseAddress(address)
  const lane = new Lane()
  await makeDatabase(url, database)
  const client = connect(url, database)
  const insert = (query: string, params: Record<string, unknown>, values: Readable): Promise<void> =>
    lane.run(async () => {
      const answer = await client.exec({ query, query_params: params, values })
      await drain(answer.stream)
    })
  return {
    kind: 'server',
    async select(text, params) {
      const query_params = bindParameters(text, params)
      const answer = await client.query({ query: text, query_params, format: 'JSONEachRow' })
      return answer.text()
    },
    async run(text, params) {
      const query_params = bindParameters(text, params)
      await lane.run(() => client.command({ query: text, query_params }))
    },
    async append(table, bytes, format) {
      const values = await readableUnlessEmpty(bytes)
      if (values !== undefined) await insert(`INSERT INTO ${table} FORMAT ${format}`, {}, values)
    },
    async appendFromFile(table, path, select, params) {
      const file = await open(path)
      try {
        const { rows, damage } = numberLines(file, await isGzip(file))
        const text = `INSERT INTO ${table} ${select(`input('line_number UInt64, line String')`)} FORMAT RowBinary`
        const values = await readableUnlessEmpty(rows)
        if (values !== undefined) await insert(text, bindParameters(text, params), values)
        return { damage: damage() }
      } finally {
        await file.close()
      }
    },
    async exportTo(file, text, params, format) {
      const query_params = bindParameters(text, params)
      const answer = await client.exec({ query: `${text} FORMAT ${format}`, query_params })
      const target = createWriteStream('', { fd: file.fd, autoClose: false })
      if (file.gzip) await pipeline(answer.stream, createGzip({ level: constants.Z_BEST_SPEED }), target)
      else await pipeline(answer.stream, target)
    },
    async importFrom(table, path) {
      const unzipped = createReadStream(path).pipe(createGunzip())
      const values = await readableUnlessEmpty(unzipped)
      if (values !== undefined) await insert(`INSERT INTO ${table} FORMAT Native`, {}, values)
    },
    async close() {
      await lane.run(() => client.close())
    },
  }
}

async function makeDatabase(url: string, database: string): Promise<void> {
  const bootstrap = connect(url, undefined)
  try {
    await bootstrap.command({
      query: 'CREATE DATABASE IF NOT EXISTS {database:Identifier}',
      query_params: { database },
    })
  } catch (error) {
    if (error instanceof Error && !('code' in error)) throw notClickHouse(url, error)
    throw error
  } finally {
    await bootstrap.close()
  }
}

function notClickHouse(url: string, cause: Error): UserError {
  return new UserError(
    `What answers at ${new URL(url).host} is not a ClickHouse server. Check that GROUNDSWELL_CLICKHOUSE_URL is its HTTP address.`,
    { status: 409, cause },
  )
}

function parseAddress(address: string): { url: string; database: string } {
  const refused = (): UserError =>
    // Not with what was given: it may hold a password.
    new UserError(
      'The address of the ClickHouse server cannot be read. Write it as http://user:password@host:8123/database.',
    )
  if (!URL.canParse(address)) throw refused()
  const parsed = new URL(address)
  if (!['http:', 'https:'].includes(parsed.protocol)) throw refused()
  const database = decodeURIComponent(parsed.pathname.replaceAll('/', '')) || 'groundswell'
  parsed.pathname = ''
  return { url: parsed.toString(), database }
}

function connect(url: string, database: string | undefined): ClickHouseClient {
  return createClient({
    url,
    ...(database === undefined ? {} : { database }),
    // An answer is held back until it is whole, so that a failure half-way is an error and not a short answer.
    clickhouse_settings: { ...settings, wait_end_of_query: 1 },
    request_timeout: 3_600_000,
    use_multipart_params_auto: true,
    // What goes wrong is thrown, once, as a sentence.
    log: { level: ClickHouseLogLevel.OFF },
  })
}

/** The engine refuses an insert without rows. */
async function readableUnlessEmpty(
  bytes: Iterable<Buffer> | AsyncIterable<Buffer>,
): Promise<Readable | undefined> {
  const iterator = Symbol.asyncIterator in bytes ? bytes[Symbol.asyncIterator]() : bytes[Symbol.iterator]()
  let first = await iterator.next()
  while (first.done !== true && first.value.length === 0) first = await iterator.next()
  if (first.done === true) return undefined
  const head = first.value
  async function* all(): AsyncIterable<Buffer> {
    yield head
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
  }
  return Readable.from(all(), { objectMode: false })
}

async function drain(stream: Readable): Promise<void> {
  stream.resume()
  if (!stream.readableEnded) await once(stream, 'end')
}
