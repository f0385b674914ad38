import type { Person } from './shape.ts'

/** What `read` yields and `toOutcome` judges. */
export type ZendeskRecord =
  | {
      readonly kind: 'ticket'
      readonly raw: unknown
      readonly position: string
      readonly requester: Person | undefined
      readonly organisation: string | undefined
    }
  | {
      readonly kind: 'comment'
      readonly raw: unknown
      readonly position: string
      readonly ticket: number
      readonly requester: number | undefined
      readonly author: Person | undefined
    }
  | { readonly kind: 'idle'; readonly reason: string }
