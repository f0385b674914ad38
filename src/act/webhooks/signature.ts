import { createHmac, randomBytes } from 'node:crypto'

const mark = 'whsec_'

/** A secret as Standard Webhooks writes it: 32 random bytes. */
export const makeSecret = (): string => `${mark}${randomBytes(32).toString('base64')}`

/** The headers by which a receiver knows that a message came from here, now, and unchanged (Standard Webhooks, HMAC-SHA256). */
export function signMessage(
  secret: string,
  { id, at, body }: { readonly id: string; readonly at: Date; readonly body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const key = Buffer.from(secret.slice(mark.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
