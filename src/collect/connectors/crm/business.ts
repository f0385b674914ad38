import type { RecordOutcome } from '../../connector.ts'
import { parseQuantity, quarantineRow, readMoments, type TableRow } from '../../table/index.ts'
import { type CrmAct, toEvent } from './act.ts'
import { columns } from './column.ts'
import type { CrmConfig } from './config.ts'

/** A row of deals: when it was opened, and its stage now; a deal that was won is a contract. */
export function toDealOutcome(row: TableRow, organisation: string, config: CrmConfig): RecordOutcome {
  const id = columns.read(row, 'id') || columns.read(row, 'deal')
  const stage = columns.read(row, 'stage')
  if (id === '' || stage === '') return quarantineRow(row, 'it has no name or no stage')
  const { at, fault } = readMoments(row, columns, ['created', 'stageChanged', 'closes'], config)
  if (fault !== undefined) return quarantineRow(row, fault)
  const plain = stage.toLowerCase()
  const isWon = config.won.some((name) => name.toLowerCase() === plain)
  const isLost = config.lost.some((name) => name.toLowerCase() === plain)
  const told = isWon || isLost ? (at.closes ?? at.stageChanged) : at.stageChanged
  const now = told ?? at.created
  if (now === undefined) return quarantineRow(row, 'it has no date')
  const object = { kind: 'deal', id } as const
  const isRenewal = /renew|existing/i.test(columns.read(row, 'dealType'))
  const latest: CrmAct = {
    type: isWon ? (isRenewal ? 'contract.renew' : 'contract.sign') : 'crm.stage_change',
    at: now,
    organisation,
    object,
    attrs: { stage, ...(isLost ? { outcome: 'lost' } : {}) },
    amount: parseQuantity(columns.read(row, 'amount')),
    isEstimate: told === undefined,
  }
  const opened: CrmAct[] =
    at.created === undefined || told === undefined
      ? []
      : [{ type: 'crm.stage_change', at: at.created, organisation, object, attrs: { stage: 'opened' } }]
  return { kind: 'events', events: [...opened, latest].map(toEvent) }
}

/** A row of contracts; one that is a draft binds nobody. */
export function toContractOutcome(row: TableRow, organisation: string, config: CrmConfig): RecordOutcome {
  const id = columns.read(row, 'contract') || columns.read(row, 'id')
  const status = columns.read(row, 'status')
  const { at, fault } = readMoments(row, columns, ['activated', 'starts', 'ends'], config)
  if (id === '') return quarantineRow(row, 'it has no number')
  if (fault !== undefined) return quarantineRow(row, fault)
  const signed = at.activated ?? at.starts
  const hasEnded = /expired|terminated|cancell?ed/i.test(status)
  if (at.activated === undefined && !hasEnded && !/activated|active|signed/i.test(status))
    return { kind: 'ignored', reason: 'not signed yet' }
  if (signed === undefined || (hasEnded && at.ends === undefined))
    return quarantineRow(row, 'it does not tell when it began or ended')
  const object = { kind: 'contract', id } as const
  const acts: CrmAct[] = [{ type: 'contract.sign', at: signed, organisation, object }]
  if (hasEnded && at.ends !== undefined)
    acts.push({ type: 'contract.end', at: at.ends, organisation, object, attrs: { stage: status } })
  return { kind: 'events', events: acts.map(toEvent) }
}

/** A row of companies, with its stage or kind now: customer, partner, prospect. When it became that is not told. */
export function toCompanyOutcome(row: TableRow, organisation: string, config: CrmConfig): RecordOutcome {
  const stage = columns.read(row, 'lifecycle')
  const { at, fault } = readMoments(row, columns, ['created'], config)
  if (fault !== undefined || at.created === undefined)
    return quarantineRow(row, fault ?? 'it does not tell when it was made')
  const domain = columns.read(row, 'domain').replace(/^https?:\/\/(www\.)?|\/.*$/gi, '')
  const act: CrmAct = {
    type: 'crm.stage_change',
    at: at.created,
    organisation,
    object: { kind: 'company', id: columns.read(row, 'id') || organisation },
    attrs: { stage: stage || 'known', ...(domain === '' ? {} : { domain }), ...readFirm(row) },
    isEstimate: true,
  }
  return { kind: 'events', events: [toEvent(act)] }
}

/** What the CRM says the company is like; `resolve` reads it under these names. */
function readFirm(row: TableRow): Record<string, string> {
  const told = (['industry', 'employees', 'country'] as const).map(
    (key) => [key, columns.read(row, key).slice(0, 200)] as const,
  )
  return Object.fromEntries(told.filter(([, cell]) => cell !== ''))
}
