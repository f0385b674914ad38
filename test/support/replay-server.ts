import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

/** A request as the replayed server saw it. */
export interface Seen {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  /** The body as text; empty for a GET. */
  readonly body: string
}

/** What the replayed server says; `json` is sent as it is when it is a string. */
export interface Said {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  /** Whether it is sent packed. */
  readonly isPacked?: boolean
}

/** How a server misbehaves once. `skewed`: its clock is three days ahead, and it names the moment it wants to be asked again by it. */
export type Weather = 'busy' | 'skewed' | 'bad-gateway' | 'cut' | 'broken' | 'page'

/** A local server that replays what a real one would say, and misbehaves when told to. */
export interface ReplayServer {
  /** E.g. `http://127.0.0.1:40123`. */
  readonly origin: string
  /** Every request it was sent, also those it misbehaved to. */
  readonly seen: readonly Seen[]
  /** Asked for each request by its number from 0; undefined is a fine day. */
  weather: ((request: number) => Weather | undefined) | undefined
  close(): Promise<void>
}

export async function openReplayServer(answer: (seen: Seen) => Said | Promise<Said>): Promise<ReplayServer> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    void reply(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  const replay: { -readonly [K in keyof ReplayServer]: ReplayServer[K] } = {
    origin: '',
    seen,
    weather: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  const reply = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = await readRequest(request, replay.origin)
    const weather = replay.weather?.(seen.length)
    seen.push(asked)
    const said = await answer(asked)
    const worse = weather === undefined ? said : worsen(said, weather)
    if (worse === undefined) response.destroy()
    else say(response, worse)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  replay.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return replay
}

async function readRequest(request: IncomingMessage, origin: string): Promise<Seen> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value))
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', origin),
    headers,
    body: Buffer.concat(chunks).toString(),
  }
}

function say(response: ServerResponse, { status = 200, headers = {}, json, isPacked }: Said): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...(isPacked === true ? { 'content-encoding': 'gzip' } : {}),
    ...headers,
  })
  if (isPacked === true) return void response.end(gzipSync(toText(json)))
  response.end(json === undefined ? undefined : toText(json))
}

const toText = (json: unknown): string => (typeof json === 'string' ? json : JSON.stringify(json))

/** What is said instead; undefined when the connection breaks. */
function worsen({ json }: Said, weather: Weather): Said | undefined {
  const text = toText(json ?? { cut: true })
  const theirs = Date.now() + 3 * 86_400_000
  const worse: Record<Weather, Said | undefined> = {
    busy: { status: 429, headers: { 'retry-after': '7' }, json: {} },
    skewed: {
      status: 403,
      headers: {
        date: new Date(theirs).toUTCString(),
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Math.floor(theirs / 1000) + 60),
      },
      json: { message: 'API rate limit exceeded' },
    },
    'bad-gateway': { status: 502, json: '<html>Bad gateway</html>' },
    cut: { json: text.slice(0, Math.max(1, text.length / 2)) },
    broken: undefined,
    page: { json: '<!doctype html><title>Maintenance</title>' },
  }
  return worse[weather]
}
