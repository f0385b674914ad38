import { randomUUID } from 'node:crypto'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text as readText } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { Session } from 'chdb'
import './end-with-parent.ts'

/**
 * ClickHouse's HTTP protocol over the embedded engine, as a process of its own, so that the store's URL mode is tested
 * against a real endpoint. Arguments: data folder, user, password. Prints its port when it listens.
 */
const [folder = '', user = 'default', password = ''] = process.argv.slice(2)

// The first connection holds the engine; each request gets its own, so that settings and parameters end with it.
const engine = new Session(join(folder, 'engine'))
await engine.queryAsync('SELECT 1')

interface Request {
  readonly url: URL
  readonly query: string
  /** Settings and `param_…` values. */
  readonly values: ReadonlyMap<string, string>
  /** What an insert appends, when the query came in the address. */
  readonly body: Readable | undefined
}

const ofProtocol = new Set([
  'query',
  'database',
  'default_format',
  'query_id',
  'wait_end_of_query',
  'enable_http_compression',
  'user',
  'password',
])

const server = createServer((incoming, answer) => {
  respond(incoming, answer).catch((error: unknown) => refuse(answer, String(error)))
})
server.requestTimeout = 0
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address !== null && typeof address === 'object') console.log(address.port)
})

async function respond(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://bridge')
  if (url.pathname === '/ping') {
    answer.end('Ok.\n')
    return
  }
  if (!isKnown(incoming, url)) {
    const name = url.searchParams.get('user') ?? readLogin(incoming).user
    refuse(
      answer,
      `Code: 516. DB::Exception: ${name}: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED) (version 26.7.2.1 (official build))\n`,
    )
    return
  }
  const request = await readRequest(incoming, url)
  const result = await ask(request)
  answer.setHeader('X-ClickHouse-Query-Id', url.searchParams.get('query_id') ?? randomUUID())
  answer.setHeader('X-ClickHouse-Summary', JSON.stringify({ read_rows: '0', written_rows: '0' }))
  answer.setHeader('X-ClickHouse-Format', url.searchParams.get('default_format') ?? 'TabSeparated')
  answer.end(result)
}

async function readRequest(incoming: IncomingMessage, url: URL): Promise<Request> {
  const values = new Map([...url.searchParams].filter(([name]) => !ofProtocol.has(name)))
  const body: Readable =
    incoming.headers['content-encoding'] === 'gzip' ? incoming.pipe(createGunzip()) : incoming
  const inAddress = url.searchParams.get('query')
  if (inAddress !== null) return { url, query: inAddress, values, body }
  const boundary = /multipart\/form-data.*boundary=(.+)/.exec(incoming.headers['content-type'] ?? '')?.[1]
  const text = await readText(body)
  if (boundary === undefined) return { url, query: text, values, body: undefined }
  let query = ''
  for (const part of text.split(`--${boundary}`).slice(1, -1)) {
    const end = part.indexOf('\r\n\r\n')
    const name = /name="([^"]+)"/.exec(part.slice(0, end))?.[1] ?? ''
    const value = part.slice(end + 4, -2)
    if (name === 'query') query = value
    else values.set(name, value)
  }
  return { url, query, values, body: undefined }
}

async function ask(request: Request): Promise<Buffer> {
  const session = new Session(join(folder, 'engine'))
  const spool = join(folder, randomUUID())
  let fd: number | undefined
  try {
    const database = request.url.searchParams.get('database') ?? 'default'
    await session.queryAsync(`USE \`${database}\``)
    // Values stand in a statement here, which a server takes from the request.
    await session.queryAsync('SET max_query_size = 67108864')
    const settings = [...request.values].map(
      ([name, value]) =>
        `${name} = '${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\0/g, '\\0')}'`,
    )
    if (settings.length > 0) await session.queryAsync(`SET ${settings.join(', ')}`)
    let statement = request.query
    if (request.body !== undefined && /^\s*INSERT\b/i.test(statement)) {
      fd = openSync(spool, 'wx+')
      rmSync(spool)
      let size = 0
      for await (const chunk of request.body as AsyncIterable<Buffer>)
        size += writeSync(fd, chunk, 0, chunk.length, size)
      statement = readFromFile(statement, fd)
      await session.queryAsync('SET use_structure_from_insertion_table_in_table_functions = 1')
    }
    const format = request.url.searchParams.get('default_format') ?? 'TabSeparated'
    return Buffer.from((await session.queryAsync(statement, { format })).bytes())
  } finally {
    if (fd !== undefined) closeSync(fd)
    session.close()
  }
}

/** The engine in process takes no data beside the statement: it is pointed to the file where they wait. */
function readFromFile(statement: string, fd: number): string {
  const format = /\bFORMAT\s+(\w+)\s*$/i.exec(statement)
  if (format === null) throw new Error(`Code: 62. DB::Exception: No FORMAT in: ${statement} (SYNTAX_ERROR)`)
  const head = statement.slice(0, format.index)
  const input = /\binput\(('[^']*')\)/.exec(head)
  return input === null
    ? `${head} SELECT * FROM file(${fd}, '${format[1]}')`
    : head.replace(input[0], `file(${fd}, '${format[1]}', ${input[1]})`)
}

function readLogin(incoming: IncomingMessage): { user: string; password: string } {
  const basic = /^Basic (.+)$/.exec(incoming.headers.authorization ?? '')?.[1]
  const [name = 'default', ...rest] = Buffer.from(basic ?? '', 'base64')
    .toString()
    .split(':')
  return { user: name === '' ? 'default' : name, password: rest.join(':') }
}

function isKnown(incoming: IncomingMessage, url: URL): boolean {
  const login = readLogin(incoming)
  const given = {
    user: url.searchParams.get('user') ?? login.user,
    password: url.searchParams.get('password') ?? login.password,
  }
  return given.user === user && given.password === password
}

function refuse(answer: ServerResponse, message: string): void {
  const code = /Code: (\d+)/.exec(message)?.[1] ?? '1002'
  const status = { '516': 403, '60': 404, '81': 404, '62': 400 }[code] ?? 500
  answer.writeHead(status, { 'X-ClickHouse-Exception-Code': code, 'Content-Type': 'text/plain' })
  answer.end(message.slice(Math.max(message.indexOf('Code: '), 0)))
}
