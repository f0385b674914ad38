import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import type { Dispatcher } from 'undici'
import { UserError } from '../../core/index.ts'
import type { Ask } from '../connector.ts'

/** What came back from one request, whole. */
export interface Received {
  readonly status: number
  readonly headers: Headers
  /** Undefined when there is no body, or a refusal is not JSON. */
  readonly json: unknown
  /** The start of the body, for a sentence. */
  readonly text: string
}

const mostBytes = 64 << 20

/** Sends a request once. A broken connection or an answer that breaks off is a fault, in words that follow the host's name. */
export async function sendOnce(
  agent: Dispatcher,
  request: Ask,
  url: URL,
  signal: AbortSignal,
): Promise<Received | { readonly fault: string }> {
  try {
    const answer = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method ?? (request.body === undefined ? 'GET' : 'POST'),
      headers: toHeaders(request),
      body: toBody(request),
      signal,
    })
    const headers = readHeaders(answer.headers)
    const packed = await readBody(answer.body, url)
    const bytes = await unpack(packed, headers.get('content-encoding'), url)
    if (bytes === undefined) return { fault: brokenOff }
    return toReceived(answer.statusCode, headers, bytes)
  } catch (error) {
    if (signal.aborted || error instanceof UserError) throw error
    if (!(error instanceof Error)) throw error
    const refusal = findUserError(error)
    if (refusal !== undefined) throw refusal
    return { fault: explainFault(error) }
  }
}

const toHeaders = (request: Ask): Record<string, string> => ({
  accept: 'application/json',
  'accept-encoding': 'gzip',
  'user-agent': 'groundswell',
  ...(request.body === undefined
    ? {}
    : {
        'content-type':
          request.body instanceof URLSearchParams ? 'application/x-www-form-urlencoded' : 'application/json',
      }),
  ...request.headers,
})

function toBody({ body }: Ask): string | null {
  if (body === undefined) return null
  return body instanceof URLSearchParams ? body.toString() : JSON.stringify(body)
}

function readHeaders(raw: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(raw))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one)
  return headers
}

async function readBody(body: AsyncIterable<Buffer>, url: URL): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > mostBytes) throw refuseLarge(url)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const unpackers: Readonly<
  Record<string, (bytes: Buffer, limit: { maxOutputLength: number }) => Promise<Buffer>>
> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

/** What was sent packed, which some servers do unasked; undefined when it breaks off. */
async function unpack(bytes: Buffer, encoding: string | null, url: URL): Promise<Buffer | undefined> {
  const unpackOnce = unpackers[encoding?.trim().toLowerCase() ?? '']
  if (unpackOnce === undefined || bytes.length === 0) return bytes
  try {
    return await unpackOnce(bytes, { maxOutputLength: mostBytes })
  } catch (error) {
    if (error instanceof RangeError) throw refuseLarge(url)
    return undefined
  }
}

const brokenOff = 'sent an answer that breaks off'

const refuseLarge = (url: URL): UserError =>
  new UserError(`${url.host} answered ${url.pathname} with more than 64 MiB, which no page of a list has.`, {
    status: 422,
  })

function toReceived(status: number, headers: Headers, bytes: Buffer): Received | { fault: string } {
  const text = bytes.subarray(0, 2000).toString()
  if (bytes.length === 0 || status === 304) return { status, headers, json: undefined, text }
  try {
    return { status, headers, json: JSON.parse(bytes.toString()), text }
  } catch {
    if (status >= 300) return { status, headers, json: undefined, text }
    const isPage = /^\s*</.test(text)
    return { fault: isPage ? 'answered with a web page instead of JSON' : brokenOff }
  }
}

export function explainFault(error: Error): string {
  const code: unknown =
    Reflect.get(error, 'code') ?? (error.cause instanceof Error ? Reflect.get(error.cause, 'code') : '')
  const known = faults.find(([codes]) => codes.includes(String(code)))
  return known?.[1] ?? `could not be asked (${error.message})`
}

const faults: readonly (readonly [readonly string[], string])[] = [
  [['ENOTFOUND', 'EAI_AGAIN'], 'is a name nobody answers to'],
  [['ECONNREFUSED'], 'refuses connections'],
  [['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE'], 'broke the connection'],
  [
    ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'],
    'does not answer',
  ],
  [['CERT_HAS_EXPIRED'], 'shows a certificate that has expired'],
  [
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    'shows a certificate nobody known vouches for',
  ],
  [['ERR_TLS_CERT_ALTNAME_INVALID'], 'shows a certificate of another name'],
]

export function findUserError(error: Error): UserError | undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof UserError) return cause
  return undefined
}
