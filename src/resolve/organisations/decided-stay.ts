import { z } from 'zod'
import { UserError } from '../../core/index.ts'

/** A stretch of time for which somebody here named an organisation, '' for none. Half-open, ISO 8601; null is open. */
const stay = z.object({
  organisation: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  sentence: z.string(),
})
export type DecidedStay = z.infer<typeof stay>

/** Who decided something when and why. */
export interface Author {
  readonly by: string
  readonly at: Date
  readonly reason: string
}

/** What is decided, for what time. */
export interface StayDraft extends Author {
  readonly organisation: string
  readonly from?: Date | undefined
  readonly to?: Date | undefined
}

/** The body of such a decision: all stays of its subject, or that they were taken back. */
export const decidedStays = z
  .union([z.object({ removed: z.literal(true) }), z.object({ stays: z.array(stay) })])
  .transform((body): readonly DecidedStay[] => ('removed' in body ? [] : body.stays))

/** The stays decided on before and the new one, which takes its time from them. An end before its beginning is a mistake (422). */
export function addStay(stays: readonly DecidedStay[], draft: StayDraft): DecidedStay[] {
  const { from, to } = draft
  if (from !== undefined && to !== undefined && from >= to)
    throw new UserError('The end must lie after the beginning.', { status: 422 })
  const added: DecidedStay = {
    organisation: draft.organisation.trim(),
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
    sentence: toSentence(draft),
  }
  return [...stays.flatMap((old) => cutOut(old, added)), added].sort(byBeginning)
}

/** What is left of an older stay when a newer one takes its time. */
function cutOut(old: DecidedStay, { from, to }: DecidedStay): DecidedStay[] {
  const before = from !== null && (old.from === null || old.from < from)
  const after = to !== null && (old.to === null || old.to > to)
  return [
    ...(before ? [{ ...old, to: old.to !== null && old.to < from ? old.to : from }] : []),
    ...(after ? [{ ...old, from: old.from !== null && old.from > to ? old.from : to }] : []),
  ]
}

const byBeginning = (a: DecidedStay, b: DecidedStay): number => (a.from ?? '').localeCompare(b.from ?? '')

function toSentence({ by, at, reason }: Author): string {
  const base = `decided by ${by} on ${at.toISOString().slice(0, 10)}`
  return reason.trim() === '' ? base : `${base}: ${reason.trim()}`
}
