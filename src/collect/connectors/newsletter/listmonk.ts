import { z } from 'zod'
import type { EventDraft, RecordOutcome } from '../../connector.ts'
import { quarantineRow, readMoments, type TableRow } from '../../table/index.ts'
import { columns } from './column.ts'
import type { NewsletterConfig } from './config.ts'
import { type Subscription, type SubscriptionEnd, toEvents } from './subscription.ts'

type Person = Pick<Subscription, 'actor' | 'organisationHint'>

/** A subscriber as the CSV export has it: without lists, so all is about the one that is configured. */
export function toSubscriberOutcome(row: TableRow, person: Person, config: NewsletterConfig): RecordOutcome {
  const { at, fault } = readMoments(row, columns, ['created', 'updated'], config)
  if (fault !== undefined) return quarantineRow(row, fault)
  if (at.created === undefined) return quarantineRow(row, 'it does not tell when the subscription began')
  const end = findBlock(row, at.updated ?? at.created)
  const proof = config.optIn === 'not known' ? undefined : { how: config.optIn, at: at.created }
  const subscription = { ...person, list: config.list, joined: at.created, proof, ends: end }
  return { kind: 'events', events: toEvents(subscription) }
}

const membership = z.object({
  name: z.string(),
  optin: z.string().default(''),
  subscription_status: z.string(),
  subscription_created_at: z.iso.datetime({ offset: true }).transform(Date.parse),
  subscription_updated_at: z.iso.datetime({ offset: true }).transform(Date.parse),
})
type Membership = z.infer<typeof membership>
const subscriber = z.object({ lists: z.array(membership) })

/** A subscriber as the API tells it, with the lists and how each was joined. */
export function toListsOutcome(row: TableRow, person: Person, config: NewsletterConfig): RecordOutcome {
  const parsed = subscriber.safeParse(row.value)
  if (!parsed.success) return quarantineRow(row, 'its lists cannot be understood')
  const { at, fault } = readMoments(row, columns, ['updated'], config)
  if (fault !== undefined) return quarantineRow(row, fault)
  const events = parsed.data.lists.flatMap((list): EventDraft[] => {
    const joined = list.subscription_created_at
    const ends = [...findEnd(list), ...findBlock(row, at.updated ?? joined)]
    const proof = findProof(list, config)
    return toEvents({ ...person, list: list.name, joined, proof, ends: ends.slice(0, 1) })
  })
  return events.length === 0 ? { kind: 'ignored', reason: 'is on no list' } : { kind: 'events', events }
}

/** On a list with double opt-in only who confirmed has agreed; on others the status shows nothing. */
function findProof(list: Membership, config: NewsletterConfig): Subscription['proof'] {
  const { optin, subscription_status: status } = list
  if (optin === 'double')
    return status === 'confirmed' ? { how: 'double opt-in', at: list.subscription_updated_at } : undefined
  return config.optIn === 'not known' ? undefined : { how: config.optIn, at: list.subscription_created_at }
}

function findEnd(list: Membership): SubscriptionEnd[] {
  if (list.subscription_status !== 'unsubscribed') return []
  return [
    {
      type: 'newsletter.unsubscribe',
      at: list.subscription_updated_at,
      withdrawn: 'unsubscribed',
      isEstimate: false,
      attrs: {},
    },
  ]
}

/** Whoever is disabled or blocked gets no mail; when that was is told only by the last change. */
function findBlock(row: TableRow, changed: number): SubscriptionEnd[] {
  const status = columns.read(row, 'status').toLowerCase()
  if (!['disabled', 'blocklisted', 'blacklisted'].includes(status)) return []
  return [
    {
      type: 'newsletter.unsubscribe',
      at: changed,
      withdrawn: 'blocked',
      isEstimate: true,
      attrs: { reason: status },
    },
  ]
}

/** A mail that came back. */
export function toBounceOutcome(row: TableRow, person: Person, config: NewsletterConfig): RecordOutcome {
  const { at, fault } = readMoments(row, columns, ['created'], config)
  if (fault !== undefined) return quarantineRow(row, fault)
  if (at.created === undefined) return quarantineRow(row, 'it does not tell when the mail came back')
  const kind = columns.read(row, 'bounce').toLowerCase()
  const campaign = columns.read(row, 'campaign').slice(0, 200)
  const withdrawn = kind === 'hard' ? 'bounced' : kind === 'complaint' ? 'complained' : undefined
  const end: SubscriptionEnd = {
    type: 'newsletter.bounce',
    at: at.created,
    withdrawn,
    isEstimate: false,
    attrs: { bounce: kind, ...(campaign === '' ? {} : { campaign }) },
  }
  const events = toEvents({ ...person, list: config.list, joined: undefined, proof: undefined, ends: [end] })
  return { kind: 'events', events }
}
