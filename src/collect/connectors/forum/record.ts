/** What `read` yields and `toOutcome` judges: one object of the API, and what is known of it from elsewhere. */
export type ForumRecord =
  | { readonly kind: 'post'; readonly raw: unknown; readonly position: string; readonly place: Place }
  | { readonly kind: 'accepted'; readonly raw: unknown; readonly position: string; readonly place: Place }
  | {
      readonly kind: 'topic'
      readonly raw: unknown
      readonly position: string
      /** How often it had been read when that was looked up last, and when that was; absent the first time. */
      readonly before?: { readonly views: number; readonly at: number }
    }
  | {
      readonly kind: 'member'
      readonly raw: unknown
      readonly position: string
      /** How much she had read when that was looked up, where it is told. */
      readonly readings?: Readonly<Record<string, number>>
    }
  | {
      readonly kind: 'action'
      readonly raw: unknown
      readonly position: string
      readonly categories: Categories
    }
  | { readonly kind: 'idle'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly position: string; readonly text: string }

/** What the topic of a post tells of it. */
export interface Place {
  readonly title?: string
  readonly categories: Categories
  /** Where the post itself does not tell. */
  readonly category?: number
  readonly isLetter?: boolean
}

/** Categories by number. */
export type Categories = ReadonlyMap<number, { readonly name: string; readonly isPrivate: boolean }>
