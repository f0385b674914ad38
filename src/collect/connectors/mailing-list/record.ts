/** What `read` yields and `toOutcome` judges. */
export type MailingListRecord = MailRecord | UnreadableRecord | PassedOverRecord | SubscriberRecord

/** A mail as it lies in the archive; it is taken apart only when it is judged. */
export interface MailRecord {
  readonly kind: 'mail'
  readonly bytes: Buffer
  /** The line `From …` before it in an mbox; empty elsewhere. */
  readonly envelope: string
  /** Where it is, for a person who wants to look: `2007-03.mbox, byte 12345`. */
  readonly position: string
  /** When it was read, in milliseconds since 1970: later dates are doubted. */
  readonly now: number
}

export interface UnreadableRecord {
  readonly kind: 'unreadable'
  readonly reason: string
  readonly position: string
  readonly record: string
}

export interface PassedOverRecord {
  readonly kind: 'passed-over'
  readonly reason: string
}

export interface SubscriberRecord {
  readonly kind: 'subscriber'
  readonly name: string
  readonly email: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly flags: readonly string[]
}
