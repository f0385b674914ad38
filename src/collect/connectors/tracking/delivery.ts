import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { concealNetworkAddresses } from '../../../core/index.ts'
import type { Acceptance, Delivery } from '../../connector.ts'
import type { TrackingConfig } from './config.ts'
import { type Call, calls, message, type Waiting } from './message.ts'

/** Paths of the Segment specification and the short ones of its library for browsers. */
const callsByPath: Readonly<Record<string, Call | 'batch'>> = {
  ...Object.fromEntries(calls.map((call) => [`/v1/${call}`, call])),
  '/v1/t': 'track',
  '/v1/p': 'page',
  '/v1/s': 'screen',
  '/v1/i': 'identify',
  '/v1/g': 'group',
  '/v1/a': 'alias',
  '/v1/batch': 'batch',
  '/v1/b': 'batch',
  '/v1/import': 'batch',
}
export const routes: readonly string[] = Object.keys(callsByPath)

const keptOfBadCall = 2_000
const mostCalls = 2_500

const envelope = z.looseObject({ writeKey: z.unknown().optional(), sentAt: z.unknown().optional() })
type Envelope = z.output<typeof envelope>

const parsed = new WeakMap<Delivery, Envelope | undefined>()

/** The body as an object, parsed once; undefined when it is none. */
function parseBody(delivery: Delivery): Envelope | undefined {
  if (parsed.has(delivery)) return parsed.get(delivery)
  const body = toEnvelope(delivery.body)
  parsed.set(delivery, body)
  return body
}

function toEnvelope(body: Buffer): Envelope | undefined {
  try {
    return envelope.safeParse(JSON.parse(body.toString())).data
  } catch {
    return undefined
  }
}

/** Shown as the user of basic authorisation, or in the body as browsers do. */
export function showsKey(delivery: Delivery, { writeKey }: TrackingConfig): boolean {
  const [scheme = '', credentials = ''] = (delivery.headers.get('authorization') ?? '').split(' ')
  if (/^basic$/i.test(scheme)) {
    const [user = ''] = Buffer.from(credentials, 'base64').toString().split(':')
    return isSame(user, writeKey)
  }
  const key = parseBody(delivery)?.writeKey
  return typeof key === 'string' && isSame(key, writeKey)
}

/** In a time that does not tell how much of a guess was right. */
function isSame(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

/** The calls of a delivery, each without anything that is not read, such as the sender's network address. */
export function acceptCalls(delivery: Delivery): Acceptance {
  const body = parseBody(delivery)
  if (body === undefined) return { refused: 'The body is not a JSON object.', status: 400 }
  const kind = callsByPath[delivery.path]
  const list = kind === 'batch' ? body['batch'] : [{ ...body, type: kind }]
  if (!Array.isArray(list))
    return { refused: 'A batch needs a list of calls: {"batch": [...]}.', status: 400 }
  if (list.length > mostCalls)
    return { refused: `A batch can hold ${mostCalls} calls. Send the rest in another.`, status: 413 }
  const unwanted = readWish(delivery.headers)
  return { records: list.map((call: unknown) => keep(call, body.sentAt, delivery.receivedAt, unwanted)) }
}

function readWish(headers: Headers): string | undefined {
  if (headers.get('dnt') === '1') return 'the sender asked not to be tracked (DNT)'
  if (headers.get('sec-gpc') === '1') return 'the sender asked not to be tracked (GPC)'
  return undefined
}

function keep(call: unknown, sentAt: unknown, at: Date, unwanted: string | undefined): Waiting {
  const receivedAt = at.getTime()
  if (unwanted !== undefined) return { receivedAt, unwanted }
  const read = message.safeParse(isPlain(call) && call['sentAt'] === undefined ? { ...call, sentAt } : call)
  if (read.success) return { receivedAt, call: read.data, id: read.data.messageId ?? randomUUID() }
  // A cut may halve an address, which nobody knows then: it is concealed before.
  const text = (JSON.stringify(call) ?? 'null').slice(0, 2 * keptOfBadCall)
  return { receivedAt, bad: concealNetworkAddresses(text).slice(0, keptOfBadCall) }
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
