import type { Asker, SecretBox } from '../../collect/index.ts'
import { type Clock, Lane, UserError } from '../../core/index.ts'
import type { Store } from '../../store/index.ts'
import { signMessage } from './signature.ts'
import { countUnheard, listAttempts, readWaiting } from './waiting-question.ts'
import { findWebhook, placeOf, readWebhooks, type Webhook } from './webhook.ts'

export interface CourierOptions {
  readonly store: Store
  readonly clock: Clock
  readonly asker: Asker
  readonly secrets: SecretBox
}

/** Tells webhooks who came into and left segments. */
export interface Courier {
  /** Tells what waits and is due, and how much of it was heard. */
  deliver(signal: AbortSignal): Promise<{ delivered: number; failed: number }>
  /** Sends a message that says it is a test, once. Kept in the log like any other. */
  test(id: string, signal: AbortSignal): Promise<Outcome>
}

export interface Outcome {
  readonly outcome: 'delivered' | 'failed' | 'given up'
  readonly status: number
  readonly note: string
}

interface Message {
  readonly messageId: string
  readonly event: 'segment.entered' | 'segment.left' | 'webhook.test'
  readonly segment: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly attempts: number
  readonly body: string
}

const atOnce = 100
const minute = 60_000
/** After each failure, so long until the next attempt; after the last the message is given up. About a day and a half together. */
const pauses = [
  10_000,
  minute,
  5 * minute,
  30 * minute,
  120 * minute,
  300 * minute,
  600 * minute,
  1200 * minute,
]

/** One delivery at a time of one workspace, whoever asks for it. */
const lanes = new WeakMap<Store, Lane>()

/** Of each webhook a moment: of what was recorded before, nothing waits any more. So it is looked through once, and not every few seconds. */
const settled = new WeakMap<Store, Map<string, Date>>()
/** A change is stamped when its statement begins, and seen when it ends. */
const slack = 10 * minute

export function openCourier(options: CourierOptions): Courier {
  const lane = lanes.get(options.store) ?? new Lane()
  lanes.set(options.store, lane)
  return {
    deliver: (signal) => lane.run(() => deliverAll(options, signal)),
    test: (id, signal) => lane.run(() => sendTest(options, id, signal)),
  }
}

async function deliverAll(options: CourierOptions, signal: AbortSignal) {
  const counts = { delivered: 0, failed: 0 }
  for (const webhook of await readWebhooks(options.store)) {
    const { id, segment } = webhook
    const now = options.clock.now()
    if (await isLeftAlone(options.store, id, now)) continue
    const since = settledOf(options.store).get(id) ?? webhook.addedAt
    const waiting = await options.store.read(readWaiting({ webhook: id, segment, since, now, most: atOnce }))
    if (waiting.length === 0 && !(await isAnythingUnheard(options.store, id)))
      settledOf(options.store).set(id, new Date(Math.max(webhook.addedAt.getTime(), now.getTime() - slack)))
    for (const { messageId, attempts, entered, at, ...change } of waiting) {
      signal.throwIfAborted()
      const event = entered ? 'segment.entered' : 'segment.left'
      const body = JSON.stringify({
        type: event,
        timestamp: at.toISOString(),
        data: { ...change, at: at.toISOString() },
      })
      const told = await send(options, webhook, { messageId, attempts, event, body, ...change }, signal)
      counts[told.outcome === 'delivered' ? 'delivered' : 'failed']++
      // Who does not answer, or asks for patience, would not hear the next one either.
      if (told.outcome !== 'delivered' && !isRefusal(told.status)) break
    }
  }
  return counts
}

function settledOf(store: Store): Map<string, Date> {
  const known = settled.get(store) ?? new Map<string, Date>()
  settled.set(store, known)
  return known
}

/** Whether something is to be told again later. */
async function isAnythingUnheard(store: Store, webhook: string): Promise<boolean> {
  return (await store.readOne(countUnheard({ webhook }))).unheard > 0
}

/** Whether a receiver did not answer, or asked for patience, and its pause is not over. */
async function isLeftAlone(store: Store, webhook: string, now: Date): Promise<boolean> {
  const [latest] = await store.read(listAttempts({ webhook, most: 1 }))
  if (latest === undefined || latest.nextAt === null || isRefusal(latest.status)) return false
  return new Date(latest.nextAt) > now
}

/** A refusal of this one message; the receiver is well. */
const isRefusal = (status: number): boolean =>
  status >= 400 && status < 500 && status !== 408 && status !== 429

async function sendTest(options: CourierOptions, id: string, signal: AbortSignal): Promise<Outcome> {
  const webhook = await findWebhook(options.store, id)
  const at = options.clock.now().toISOString()
  const messageId = `msg_test_${options.clock.now().getTime()}`
  const body = JSON.stringify({ type: 'webhook.test', timestamp: at, data: {} })
  const about = { segment: webhook.segment ?? '', subjectKind: '', subjectId: '0' }
  // Nobody waits for a test to be tried again.
  const attempts = pauses.length
  return send(options, webhook, { messageId, attempts, event: 'webhook.test', body, ...about }, signal)
}

/** Sends one message and writes what came of it, before anything else is sent. */
async function send(
  options: CourierOptions,
  webhook: Webhook,
  message: Message,
  signal: AbortSignal,
): Promise<Outcome> {
  const { store, clock } = options
  const said = await post(options, webhook, message, signal)
  const isHeard = said.status >= 200 && said.status < 300
  const pause = isHeard ? undefined : pauses[message.attempts]
  const outcome = isHeard ? 'delivered' : pause === undefined ? 'given up' : 'failed'
  const attemptedAt = clock.now()
  const row = {
    webhook: webhook.id,
    message_id: message.messageId,
    attempt: message.event === 'webhook.test' ? 1 : message.attempts + 1,
    event: message.event,
    segment: message.segment,
    subject_kind: message.subjectKind,
    subject_id: message.subjectId,
    attempted_at: attemptedAt.toISOString(),
    outcome,
    status: said.status,
    note: said.note.slice(0, 500),
    next_at: pause === undefined ? null : new Date(attemptedAt.getTime() + pause).toISOString(),
  }
  await store.append('webhook_attempts', [Buffer.from(JSON.stringify(row))], 'JSONEachRow')
  return { outcome, status: said.status, note: said.note }
}

/** What a receiver answered; status 0 when nobody did, or when its address may not be asked any more. */
async function post(
  { asker, secrets, clock }: CourierOptions,
  { id, url, secret }: Webhook,
  { messageId, body }: Message,
  signal: AbortSignal,
): Promise<{ status: number; note: string }> {
  try {
    const opened = await secrets.open(secret, placeOf(id))
    const headers = signMessage(opened, { id: messageId, at: clock.now(), body })
    const said = await asker.post({ url, headers, body, signal })
    if ('fault' in said) return { status: 0, note: `${new URL(url).host} ${said.fault}` }
    return {
      status: said.status,
      note: said.status >= 300 && said.status < 400 ? 'redirects are not followed' : '',
    }
  } catch (error) {
    if (error instanceof UserError) return { status: 0, note: error.message }
    throw error
  }
}
