import type { AliasDraft, EventDraft } from '../../connector.ts'
import { nameAct } from '../../table/index.ts'

/** What one record tells of one person and one list. */
export interface Subscription {
  readonly actor: AliasDraft & { readonly email: string }
  readonly organisationHint: string
  readonly list: string
  /** When the person joined; undefined if only the end is known. */
  readonly joined: number | undefined
  /** How and when the person agreed to be written to; undefined if nothing shows it. */
  readonly proof: { readonly how: 'single opt-in' | 'double opt-in'; readonly at: number } | undefined
  readonly ends: readonly SubscriptionEnd[]
}

/** What takes the permission back. */
export interface SubscriptionEnd {
  readonly type: 'newsletter.unsubscribe' | 'newsletter.bounce'
  readonly at: number
  /** Undefined where the permission stays, as after a full mailbox. */
  readonly withdrawn: 'unsubscribed' | 'bounced' | 'complained' | 'blocked' | undefined
  readonly isEstimate: boolean
  readonly attrs: Readonly<Record<string, string>>
}

export function toEvents(subscription: Subscription): EventDraft[] {
  const { joined, ends } = subscription
  const start = joined === undefined ? [] : [toStart(subscription, joined)]
  return [...start, ...ends.map((end) => toEnd(subscription, end))]
}

function toStart(subscription: Subscription, joined: number): EventDraft {
  const { proof } = subscription
  const contact =
    proof === undefined
      ? { flags: ['opt-in-not-shown'] }
      : {
          contactBasis: 'newsletter opt-in',
          attrs: { contact_proof: proof.how, contact_date: new Date(proof.at).toISOString() },
        }
  return {
    ...toAct(subscription, 'newsletter.subscribe'),
    occurredAt: joined,
    lawfulBasis: 'consent',
    ...contact,
  }
}

function toEnd(subscription: Subscription, end: SubscriptionEnd): EventDraft {
  const withdrawn = end.withdrawn === undefined ? {} : { contact_withdrawn: end.withdrawn }
  return {
    ...toAct(subscription, end.type),
    occurredAt: end.at,
    // Kept so that nobody is written to who asked not to be.
    lawfulBasis: 'legitimate interest',
    attrs: { ...end.attrs, ...withdrawn },
    ...(end.isEstimate ? { flags: ['time-estimated'] } : {}),
  }
}

function toAct<T extends EventDraft['type']>(
  { actor, organisationHint, list }: Subscription,
  type: T,
): Pick<EventDraft, 'sourceEventId' | 'actor' | 'object' | 'visibility' | 'organisationHint'> & { type: T } {
  return {
    sourceEventId: nameAct(type.replace(/^newsletter\./, ''), actor.email.toLowerCase(), list),
    type,
    actor,
    ...(organisationHint === '' ? {} : { organisationHint }),
    object: { kind: 'newsletter', id: list },
    visibility: 'private',
  }
}
