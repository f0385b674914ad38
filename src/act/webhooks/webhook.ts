import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Asker, SecretBox } from '../../collect/index.ts'
import { Lane, UserError } from '../../core/index.ts'
import { decide, readDecisions, type Store } from '../../store/index.ts'
import { makeSecret } from './signature.ts'

const kind = 'act-webhook'
const body = z.object({
  webhook: z
    .object({
      url: z.string(),
      /** Null is all segments made of rules. */
      segment: z.string().nullable(),
      secret: z.string(),
      addedAt: z.coerce.date(),
    })
    .nullable(),
})

/** Somebody who is told who comes into and leaves segments. The secret is sealed. */
export interface Webhook extends NonNullable<z.infer<typeof body>['webhook']> {
  readonly id: string
}

export interface Told {
  readonly by: string
  readonly at: Date
  readonly reason: string
}

const most = 50
const lanes = new WeakMap<Store, Lane>()

function inLane<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const lane = lanes.get(store) ?? new Lane()
  lanes.set(store, lane)
  return lane.run(work)
}

/** All that hold, the oldest first. */
export async function readWebhooks(store: Store): Promise<Webhook[]> {
  return (await readDecisions(store, kind))
    .flatMap(({ subject: id, body: told }) => {
      const { webhook } = body.parse(told)
      return webhook === null ? [] : [{ ...webhook, id }]
    })
    .sort((one, other) => one.addedAt.getTime() - other.addedAt.getTime() || (one.id < other.id ? -1 : 1))
}

export async function findWebhook(store: Store, id: string): Promise<Webhook> {
  const found = (await readWebhooks(store)).find((webhook) => webhook.id === id)
  if (found === undefined) throw new UserError(`There is no webhook “${id}”.`, { status: 404 })
  return found
}

/**
 * Adds one, which is told of what changes from now on. Returns it with its secret, in the clear for this once. A UserError (422, 409) when the address may
 * not be asked, is there already for the same segment, or there are too many.
 */
export function addWebhook(
  { store, asker, secrets }: { readonly store: Store; readonly asker: Asker; readonly secrets: SecretBox },
  { url, segment }: { readonly url: string; readonly segment: string | null },
  told: Told,
): Promise<{ webhook: Webhook; secret: string }> {
  return inLane(store, async () => {
    if (url.length > 2000)
      throw new UserError('A web address can have 2000 characters here.', { status: 422 })
    asker.check(url)
    const known = await readWebhooks(store)
    const twin = known.find((one) => one.url === url && one.segment === segment)
    if (twin !== undefined) throw new UserError(`That is webhook ${twin.id} already.`, { status: 409 })
    if (known.length >= most)
      throw new UserError(`There can be ${most} webhooks. Remove one first.`, { status: 409 })
    const id = randomUUID().slice(0, 8)
    const secret = makeSecret()
    const webhook = { url, segment, secret: await secrets.seal(secret, placeOf(id)), addedAt: told.at }
    await decide(store, { kind, subject: id, body: { webhook }, ...told })
    return { webhook: { ...webhook, id }, secret }
  })
}

/** Removes one; what it was told stays in the log, and what waits is not told any more. */
export function removeWebhook(store: Store, id: string, told: Told): Promise<void> {
  return inLane(store, async () => {
    await findWebhook(store, id)
    await decide(store, { kind, subject: id, body: { webhook: null }, ...told })
  })
}

/** Where a secret stands; it opens nowhere else. */
export const placeOf = (id: string): string => `webhook ${id}`
