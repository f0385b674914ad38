import type { EventDraft, RecordOutcome } from '../../connector.ts'
import type { SalesforceConfig } from './config.ts'
import { readMoment } from './moment.ts'
import type { SalesforceRecord } from './record.ts'
import { type Row, rowShape } from './shape.ts'

/** A row as what happened between somebody and the project's company. */
export function toOutcome(record: SalesforceRecord, config: SalesforceConfig): RecordOutcome {
  const read = rowShape.safeParse(record.raw)
  if (!read.success) return setAside('it has no number, or not the fields of its table', record)
  const row = read.data
  switch (record.table) {
    case 'Contact':
    case 'Lead':
      return toContactOutcome(record, row, config)
    case 'Account':
      return toAccountOutcome(record, row)
    case 'Opportunity':
      return toDealOutcome(record, row)
    case 'Contract':
      return toContractOutcome(record, row)
  }
}

/** That the company knows an address is no permission to write to it. */
function toContactOutcome(record: SalesforceRecord, row: Row, { url }: SalesforceConfig): RecordOutcome {
  const name = tidy(`${row.FirstName ?? ''} ${row.LastName ?? ''}`)
  const written = row.Email?.trim() ?? ''
  const email = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/.test(written) ? written : ''
  if (written !== '' && email === '') return setAside('it has no address that can be read', record)
  if (email === '' && name === '') return setAside('it names nobody', record)
  const occurredAt = readMoment(row.CreatedDate)
  if (occurredAt === undefined) return setAside('it does not tell when they became a contact', record)
  const organisation = tidy(row.Account?.Name ?? row.Company ?? '')
  const event: EventDraft = {
    sourceEventId: `contact:${row.Id}`,
    type: 'crm.contact',
    occurredAt,
    actor: {
      platform: new URL(url).host,
      accountId: row.Id,
      ...(name === '' ? {} : { name }),
      ...(email === '' ? {} : { email }),
    },
    ...(organisation === '' ? {} : { organisationHint: organisation }),
    ...basis,
    ...(row.HasOptedOutOfEmail === true ? { attrs: { contact_withdrawn: 'unsubscribed' } } : {}),
  }
  return { kind: 'events', events: [event] }
}

const basis = { visibility: 'private', lawfulBasis: 'legitimate interest' } as const

interface Act {
  readonly type: EventDraft['type']
  readonly at: number
  readonly organisation: string
  readonly object: { readonly kind: 'company' | 'deal' | 'contract'; readonly id: string }
  readonly attrs: Readonly<Record<string, string>>
  readonly isEstimate?: boolean
}

const toEvent = ({ type, at, organisation, object, attrs, isEstimate }: Act): EventDraft => ({
  sourceEventId: `${object.kind}:${object.id}:${attrs['stage'] ?? type}`,
  type,
  occurredAt: at,
  organisationHint: organisation,
  object,
  ...basis,
  attrs,
  ...(isEstimate === true ? { flags: ['time-estimated'] } : {}),
})

/** A company with its kind now, dated when it was made: when it became that is not told. */
function toAccountOutcome(record: SalesforceRecord, row: Row): RecordOutcome {
  const domain = (row.Website ?? '')
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/|^www\.|[/?#:].*$/g, '')
    .replace(/^www\./, '')
  const organisation = tidy(row.Name ?? '') || domain
  if (organisation === '') return setAside('it has neither name nor domain', record)
  const at = readMoment(row.CreatedDate)
  if (at === undefined) return setAside('it does not tell when it was made', record)
  const attrs = { stage: tidy(row.Type || 'known'), ...(domain === '' ? {} : { domain }), ...readFirm(row) }
  const object = { kind: 'company', id: row.Id } as const
  return {
    kind: 'events',
    events: [toEvent({ type: 'crm.stage_change', at, organisation, object, attrs, isEstimate: true })],
  }
}

/** What Salesforce says the company is like; `resolve` reads it under these names. */
function readFirm({ Industry, NumberOfEmployees, BillingCountry }: Row): Record<string, string> {
  const told = [
    ['industry', tidy(Industry ?? '')],
    ['employees', NumberOfEmployees == null ? '' : String(NumberOfEmployees)],
    ['country', tidy(BillingCountry ?? '')],
  ]
  return Object.fromEntries(told.filter(([, said]) => said !== ''))
}

/** When a deal was opened, and its stage now; one that was won is a contract. */
function toDealOutcome(record: SalesforceRecord, row: Row): RecordOutcome {
  const organisation = tidy(row.Account?.Name ?? '')
  const stage = tidy(row.StageName ?? '')
  if (organisation === '') return setAside('it names no organisation', record)
  if (stage === '') return setAside('it tells no stage', record)
  const openedAt = readMoment(row.CreatedDate)
  if (openedAt === undefined) return setAside('it does not tell when it was opened', record)
  const isWon = row.IsWon === true
  const changedAt = readMoment(row.LastStageChangeDate)
  const closedAt = row.IsClosed === true ? readMoment(row.CloseDate) : undefined
  const told = changedAt ?? closedAt
  const object = { kind: 'deal', id: row.Id } as const
  const latest = toEvent({
    type: !isWon
      ? 'crm.stage_change'
      : /renew|existing/i.test(row.Type ?? '')
        ? 'contract.renew'
        : 'contract.sign',
    at: told ?? openedAt,
    organisation,
    object,
    attrs: { stage, ...(row.IsClosed === true && !isWon ? { outcome: 'lost' } : {}) },
    isEstimate: told === undefined,
  })
  const opened = toEvent({
    type: 'crm.stage_change',
    at: openedAt,
    organisation,
    object,
    attrs: { stage: 'opened' },
  })
  const amount = isWon && typeof row.Amount === 'number' ? { quantities: { amount: row.Amount } } : {}
  return { kind: 'events', events: [opened, { ...latest, ...amount }] }
}

/** A contract that binds; one that is a draft binds nobody. */
function toContractOutcome(record: SalesforceRecord, row: Row): RecordOutcome {
  const organisation = tidy(row.Account?.Name ?? '')
  if (organisation === '') return setAside('it names no organisation', record)
  const status = tidy(row.Status ?? '')
  const hasEnded = /expired|terminated|cancell?ed/i.test(status)
  const activatedAt = readMoment(row.ActivatedDate)
  if (activatedAt === undefined && !hasEnded && !/activated|active|signed/i.test(status))
    return { kind: 'ignored', reason: 'not signed yet' }
  const signedAt = activatedAt ?? readMoment(row.StartDate)
  const endedAt = hasEnded ? readMoment(row.EndDate) : undefined
  if (signedAt === undefined || (hasEnded && endedAt === undefined))
    return setAside('it does not tell when it began or ended', record)
  const object = { kind: 'contract', id: row.ContractNumber || row.Id } as const
  const acts: Act[] = [{ type: 'contract.sign', at: signedAt, organisation, object, attrs: {} }]
  if (endedAt !== undefined)
    acts.push({ type: 'contract.end', at: endedAt, organisation, object, attrs: { stage: status } })
  return { kind: 'events', events: acts.map(toEvent) }
}

function tidy(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 200)
    .replace(/[\uD800-\uDBFF]$/, '')
}

const shown = ['Id', 'CreatedDate', 'StageName', 'CloseDate', 'Status', 'StartDate', 'EndDate']

/** Sets a row aside with its number, dates and stages: what the CRM says of people is not kept. */
function setAside(reason: string, { raw, position }: SalesforceRecord): RecordOutcome {
  const told = typeof raw === 'object' && raw !== null ? Object.entries(raw) : []
  const parts = told.filter(([key]) => shown.includes(key))
  return {
    kind: 'quarantined',
    reason,
    position,
    record: JSON.stringify(Object.fromEntries(parts)).slice(0, 500),
  }
}
