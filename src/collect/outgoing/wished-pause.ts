import type { Ask } from '../connector.ts'
import type { Received } from './send.ts'

/**
 * How long a server asks to be left alone by this answer, in milliseconds; 0 when it does not say. Moments it names are read by
 * its own clock, the Date header, because ours may differ.
 */
export function readWishedPause({ status, headers, json }: Received, now: number, request: Ask): number {
  return Math.max(readHeaders(status, headers, now), request.readPause?.(json) ?? 0)
}

function readHeaders(status: number, headers: Headers, now: number): number {
  const serverNow = readDate(headers.get('date')) ?? now
  const after = readRetryAfter(headers.get('retry-after'), serverNow)
  if (after !== undefined) return after
  const isSpent = headers.get('x-ratelimit-remaining') === '0' || headers.get('ratelimit-remaining') === '0'
  if (!isSpent && status !== 429) return 0
  const reset = Number(headers.get('x-ratelimit-reset') ?? headers.get('ratelimit-reset') ?? Number.NaN)
  if (!Number.isFinite(reset)) return 0
  // Some count seconds from now, some name the second since 1970.
  return Math.max(0, reset < secondsNoMomentIsBefore ? reset * 1000 : reset * 1000 - serverNow)
}

/** Whether the answer says that the limit is spent, in a way of its own: GitHub answers 403 for it. */
export function isRateLimited(status: number, headers: Headers): boolean {
  if (status === 429) return true
  return status === 403 && (headers.get('x-ratelimit-remaining') === '0' || headers.has('retry-after'))
}

const secondsNoMomentIsBefore = 1_000_000_000

function readRetryAfter(text: string | null, serverNow: number): number | undefined {
  if (text === null) return undefined
  if (/^\d+$/.test(text.trim())) return Number(text) * 1000
  const moment = readDate(text)
  return moment === undefined ? undefined : Math.max(0, moment - serverNow)
}

function readDate(text: string | null): number | undefined {
  const moment = text === null ? Number.NaN : Date.parse(text)
  return Number.isNaN(moment) ? undefined : moment
}
