import type { EventDraft } from '../../connector.ts'
import { nameAct } from '../../table/index.ts'

/** Something that happened between the project's company and another. */
export interface CrmAct {
  readonly type: EventDraft['type']
  readonly at: number
  readonly organisation: string
  readonly object: { readonly kind: 'company' | 'deal' | 'contract'; readonly id: string }
  readonly attrs?: Readonly<Record<string, string>>
  readonly amount?: number | undefined
  readonly isEstimate?: boolean
}

export function toEvent(act: CrmAct): EventDraft {
  const { type, object, attrs = {}, amount } = act
  return {
    sourceEventId: nameAct(type, object.kind, object.id, attrs['stage'] ?? ''),
    type,
    occurredAt: act.at,
    organisationHint: act.organisation,
    object,
    visibility: 'private',
    lawfulBasis: 'legitimate interest',
    attrs,
    ...(amount === undefined ? {} : { quantities: { amount } }),
    ...(act.isEstimate === true ? { flags: ['time-estimated'] } : {}),
  }
}

/** A company as a hint: without the number HubSpot writes behind it. */
export const cleanCompany = (name: string): string => name.replace(/\s*\(\d+\)$/, '').trim()
