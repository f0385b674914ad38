import { z } from 'zod'
import { question } from '../../store/index.ts'

interface Asked {
  readonly webhook: string
  readonly segment: string | null
  readonly since: Date
  readonly now: Date
  readonly most: number
}

const anExample: Asked = { webhook: 'w', segment: null, since: new Date(0), now: new Date(0), most: 10 }

/**
 * What a webhook was not told yet and may be told now, in the order in which it was recorded, with how often that was tried. The id of a message is a hash of
 * the webhook and the change, so it is the same whenever it is asked for.
 */
export const readWaiting = question({
  text: `SELECT message_id AS messageId, segment, subject_kind AS subjectKind, toString(subject_id) AS subjectId, at, entered, reason,
      changed.version AS version, ifNull(tried.attempts, 0) AS attempts
    FROM (
      SELECT segment, subject_kind, subject_id, at, entered, reason, version, recorded_at,
        concat('msg_', lower(hex(sipHash128({webhook:String}, toString(segment), subject_kind, subject_id, toString(at), entered, toString(recorded_at))))) AS message_id
      FROM membership_changes FINAL
      WHERE recorded_at >= {since:DateTime64(3)} AND if({segment:String} = '', startsWith(segment, 'custom'), segment = {segment:String})
    ) AS changed
    LEFT JOIN (
      SELECT message_id, max(attempt) AS attempts, countIf(outcome != 'failed') AS settled, max(next_at) AS due
      FROM webhook_attempts WHERE webhook = {webhook:String} GROUP BY message_id
    ) AS tried ON tried.message_id = changed.message_id
    WHERE ifNull(settled, 0) = 0 AND ifNull(due <= {now:DateTime64(3)}, true)
    ORDER BY recorded_at, segment, subject_id, at LIMIT {most:UInt32}`,
  params: ({ segment, ...rest }: Asked) => ({ ...rest, segment: segment ?? '' }),
  row: z.object({
    messageId: z.string(),
    segment: z.string(),
    subjectKind: z.string(),
    subjectId: z.string(),
    at: z.coerce.date(),
    entered: z.coerce.boolean(),
    reason: z.string(),
    version: z.number(),
    attempts: z.coerce.number(),
  }),
  examples: [anExample],
})

/** How many messages of a webhook were tried, not heard, and not given up. */
export const countUnheard = question({
  text: `SELECT count() AS unheard FROM (
      SELECT message_id FROM webhook_attempts WHERE webhook = {webhook:String} GROUP BY message_id HAVING countIf(outcome != 'failed') = 0
    )`,
  params: ({ webhook }: { webhook: string }) => ({ webhook }),
  row: z.object({ unheard: z.coerce.number() }),
  examples: [{ webhook: '' }],
})

export const listAttempts = question({
  text: `SELECT webhook, message_id AS messageId, attempt, event, segment, subject_kind AS subjectKind,
      toString(subject_id) AS subjectId, attempted_at AS attemptedAt, outcome, status, note, next_at AS nextAt
    FROM webhook_attempts FINAL WHERE {webhook:String} = '' OR webhook = {webhook:String}
    ORDER BY attempted_at DESC, message_id, attempt DESC LIMIT {most:UInt32}`,
  params: ({ webhook, most }: { webhook: string; most: number }) => ({ webhook, most }),
  row: z.object({
    webhook: z.string(),
    messageId: z.string(),
    attempt: z.number(),
    event: z.string(),
    segment: z.string(),
    subjectKind: z.string(),
    subjectId: z.string(),
    attemptedAt: z.string(),
    outcome: z.enum(['delivered', 'failed', 'given up']),
    status: z.number(),
    note: z.string(),
    nextAt: z.string().nullable(),
  }),
  examples: [{ webhook: '', most: 10 }],
})
