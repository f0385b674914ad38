import type { EventDraft, RecordOutcome } from '../../connector.ts'
import type { HubspotConfig } from './config.ts'
import type { HubspotRecord } from './record.ts'
import { type CrmObject, dealShape, objectShape } from './shape.ts'
import { readEntries } from './stage.ts'

/** A company, contact or deal as what happened between it and the project's company. */
export function toOutcome(record: HubspotRecord, config: HubspotConfig): RecordOutcome {
  const read = objectShape.safeParse(record.raw)
  if (!read.success) return setAside('it has no number, or no properties', record)
  if (record.kind === 'contacts') return toContactOutcome(record, read.data, config)
  return record.kind === 'deals' ? toDealOutcome(record, config) : toCompanyOutcome(record, read.data)
}

/** That the company knows an address is no permission to write to it. */
function toContactOutcome(
  record: HubspotRecord,
  { id, properties }: CrmObject,
  config: HubspotConfig,
): RecordOutcome {
  const name = tidy(`${properties['firstname'] ?? ''} ${properties['lastname'] ?? ''}`)
  const written = properties['email']?.trim() ?? ''
  const email = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/.test(written) ? written : ''
  if (written !== '' && email === '') return setAside('it has no address that can be read', record)
  if (email === '' && name === '') return setAside('it names nobody', record)
  const occurredAt = readMoment(properties['createdate'])
  if (occurredAt === undefined) return setAside('it does not tell when they became a contact', record)
  const organisation = tidy(record.organisation || properties['company'] || '')
  const event: EventDraft = {
    sourceEventId: `contact:${id}`,
    type: 'crm.contact',
    occurredAt,
    actor: {
      platform: `hubspot:${config.account}`,
      accountId: id,
      ...(name === '' ? {} : { name }),
      ...(email === '' ? {} : { email }),
    },
    ...(organisation === '' ? {} : { organisationHint: organisation }),
    ...basis,
    ...(properties['hs_email_optout'] === 'true' ? { attrs: { contact_withdrawn: 'unsubscribed' } } : {}),
  }
  return { kind: 'events', events: [event] }
}

const basis = { visibility: 'private', lawfulBasis: 'legitimate interest' } as const

/** Each stage a company entered; where no date is told, its stage now, dated when the company was made. */
function toCompanyOutcome(record: HubspotRecord, { id, properties }: CrmObject): RecordOutcome {
  const domain = (properties['domain'] ?? '').trim().toLowerCase()
  const organisation = tidy(properties['name'] ?? '') || domain
  if (organisation === '') return setAside('it has neither name nor domain', record)
  const createdAt = readMoment(properties['createdate'])
  if (createdAt === undefined) return setAside('it does not tell when it was made', record)
  const toEvent = (stage: string, occurredAt: number): EventDraft => ({
    sourceEventId: `company:${id}:${stage}`,
    type: 'crm.stage_change',
    occurredAt,
    organisationHint: organisation,
    object: { kind: 'company', id },
    ...basis,
    attrs: { stage, ...(domain === '' ? {} : { domain }), ...readFirm(properties) },
  })
  const entered = readEntries(properties).flatMap(({ stage, written }) => {
    const at = readMoment(written)
    return at === undefined ? [] : [toEvent(stage, at)]
  })
  const now = tidy(properties['lifecyclestage'] || 'known')
  const isTold = entered.some(({ attrs }) => attrs?.['stage'] === now)
  const events = isTold ? entered : [...entered, { ...toEvent(now, createdAt), flags: ['time-estimated'] }]
  return { kind: 'events', events }
}

/** What HubSpot says the company is like; `resolve` reads it under these names. */
function readFirm(properties: CrmObject['properties']): Record<string, string> {
  const told = [
    ['industry', properties['industry']],
    ['employees', properties['numberofemployees']],
    ['country', properties['country']],
  ] as const
  return Object.fromEntries(
    told.map(([name, said]) => [name, tidy(said ?? '')]).filter(([, said]) => said !== ''),
  )
}

/** When a deal was opened, and each stage it entered; entering one that is won is a contract. */
function toDealOutcome(record: HubspotRecord, config: HubspotConfig): RecordOutcome {
  const deal = dealShape.safeParse(record.raw)
  if (!deal.success) return setAside('its stages cannot be read', record)
  const { id, properties, propertiesWithHistory } = deal.data
  const organisation = tidy(record.organisation)
  if (organisation === '') return setAside('it names no organisation', record)
  const createdAt = readMoment(properties['createdate'])
  if (createdAt === undefined) return setAside('it does not tell when it was opened', record)
  const toEvent = (stage: string, occurredAt: number): EventDraft => ({
    sourceEventId: `deal:${id}:${stage}`,
    type: 'crm.stage_change',
    occurredAt,
    organisationHint: organisation,
    object: { kind: 'deal', id },
    ...basis,
    attrs: { stage },
  })
  const enter = (inner: string, occurredAt: number): EventDraft => {
    const stage = record.stages.get(inner)
    const label = tidy(stage?.label ?? inner)
    const event = { ...toEvent(inner, occurredAt), attrs: { stage: label } }
    const isWon = stage?.isWon === true || inner === 'closedwon' || isNamed(config.won, inner, label)
    if (!isWon) return stage?.isLost === true ? { ...event, attrs: { stage: label, outcome: 'lost' } } : event
    const amount = Number(properties['amount'] || Number.NaN)
    return {
      ...event,
      type: /existing|renew/i.test(properties['dealtype'] ?? '') ? 'contract.renew' : 'contract.sign',
      ...(Number.isFinite(amount) ? { quantities: { amount } } : {}),
    }
  }
  const opened = toEvent('opened', createdAt)
  const history = propertiesWithHistory?.dealstage ?? []
  const entered = history.flatMap(({ value, timestamp }) => {
    const at = readMoment(timestamp)
    return value === '' || at === undefined ? [] : [enter(value, at)]
  })
  const now = properties['dealstage']
  if (entered.length > 0 || !now) return { kind: 'events', events: [opened, ...entered] }
  const estimate: EventDraft = { ...enter(now, createdAt), flags: ['time-estimated'] }
  return { kind: 'events', events: [opened, estimate] }
}

const isNamed = (names: readonly string[], ...stage: readonly string[]): boolean =>
  names.some((name) => stage.some((one) => one.toLowerCase() === name.toLowerCase()))

/** A date as HubSpot writes it: `2024-03-01T10:00:00Z`, in older accounts milliseconds since 1970. */
function readMoment(written: string | number | null | undefined): number | undefined {
  const text = String(written ?? '')
  const at = /^\d{12,14}$/.test(text)
    ? Number(text)
    : /^\d{4}-\d\d-\d\d/.test(text)
      ? Date.parse(text)
      : Number.NaN
  return at > 0 && at < Date.UTC(2200, 0) ? at : undefined
}

function tidy(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 200)
    .replace(/[\uD800-\uDBFF]$/, '')
}

/** Sets an object aside with its number and dates: what the CRM says of people is not kept. */
function setAside(reason: string, { raw, position }: HubspotRecord): RecordOutcome {
  const read = objectShape.safeParse(raw).data
  const dates = {
    id: read?.id,
    createdate: read?.properties['createdate'],
    dealstage: read?.properties['dealstage'],
  }
  return { kind: 'quarantined', reason, position, record: JSON.stringify(dates).slice(0, 500) }
}
