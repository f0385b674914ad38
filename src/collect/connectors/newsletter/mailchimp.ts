import type { RecordOutcome } from '../../connector.ts'
import { quarantineRow, readMoments, type TableRow } from '../../table/index.ts'
import { columns } from './column.ts'
import type { NewsletterConfig } from './config.ts'
import { type Subscription, type SubscriptionEnd, toEvents } from './subscription.ts'

type Person = Pick<Subscription, 'actor' | 'organisationHint'>

/** A row of subscribed, unsubscribed or cleaned members. */
export function toMemberOutcome(row: TableRow, person: Person, config: NewsletterConfig): RecordOutcome {
  if (/^(nonsubscribed|transactional)/i.test(row.context.file))
    return { kind: 'ignored', reason: 'never subscribed' }
  const { at, fault } = readMoments(
    row,
    columns,
    ['optedIn', 'confirmed', 'unsubscribed', 'cleaned', 'changed'],
    config,
  )
  if (fault !== undefined) return quarantineRow(row, fault)
  const end = findEnd(row, at)
  if (end === 'unknown') return quarantineRow(row, 'it does not tell when the subscription ended')
  const joined = at.confirmed ?? at.optedIn
  if (joined === undefined && end === undefined)
    return quarantineRow(row, 'it does not tell when the subscription began')
  const proof = findProof(at, config)
  const ends = end === undefined ? [] : [end]
  return { kind: 'events', events: toEvents({ ...person, list: config.list, joined, proof, ends }) }
}

interface Times {
  readonly optedIn?: number
  readonly confirmed?: number
  readonly unsubscribed?: number
  readonly cleaned?: number
  readonly changed?: number
}

/** Whoever signed up has a time of that; whoever was added by somebody else has only a time of confirmation. */
function findProof({ optedIn, confirmed }: Times, config: NewsletterConfig): Subscription['proof'] {
  const at = confirmed ?? optedIn
  if (at === undefined) return undefined
  if (optedIn === undefined) return config.optIn === 'not known' ? undefined : { how: config.optIn, at }
  return { how: confirmed !== undefined && confirmed > optedIn ? 'double opt-in' : 'single opt-in', at }
}

function findEnd(row: TableRow, times: Times): SubscriptionEnd | 'unknown' | undefined {
  const isUnsubscribed = columns.has(row, 'unsubscribed')
  if (!isUnsubscribed && !columns.has(row, 'cleaned')) return undefined
  const told = isUnsubscribed ? times.unsubscribed : times.cleaned
  const at = told ?? times.changed
  if (at === undefined) return 'unknown'
  const why = columns.read(row, 'why').slice(0, 200)
  const campaign = columns.read(row, isUnsubscribed ? 'unsubscribedFrom' : 'cleanedBy').slice(0, 200)
  const hasComplained = /\b(spam|abuse)\b/i.test(why)
  return {
    type: isUnsubscribed ? 'newsletter.unsubscribe' : 'newsletter.bounce',
    at,
    withdrawn: !isUnsubscribed ? 'bounced' : hasComplained ? 'complained' : 'unsubscribed',
    isEstimate: told === undefined,
    attrs: { ...(why === '' ? {} : { reason: why }), ...(campaign === '' ? {} : { campaign }) },
  }
}
