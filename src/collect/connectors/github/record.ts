import type { EventDraft } from '../../connector.ts'

/** What `read` yields and `toOutcome` judges: one thing as GitHub tells it. */
export interface GithubRecord {
  readonly list: ListName
  readonly repository: Repository
  /** When GitHub answered, by its own clock, in milliseconds since 1970: later dates are doubted. */
  readonly answeredAt: number
  readonly raw: unknown
  /** Of reviews and of comments in a discussion: the number of what they are in. */
  readonly number?: number
  /** Of a review: whose proposal it is about. */
  readonly author?: string
  /** Of stars by day: after which day, and through which, as `2026-11-01`. */
  readonly days?: { readonly after: string; readonly through: string }
  /** Of a file: what was told of it before, and when. */
  readonly before?: { readonly count: number; readonly at: number }
}

export type ListName =
  | 'issues'
  | 'issue comments'
  | 'review comments'
  | 'reviews'
  | 'stars'
  | 'star history'
  | 'forks'
  | 'fork pushes'
  | 'releases'
  | 'downloads'
  | 'discussions'
  | 'discussion comments'
  | 'sponsors'

export interface Repository {
  /** As it is configured, e.g. `example/tool`. */
  readonly name: string
  /** Its number, which stays when it is renamed. */
  readonly id: string
  readonly isPrivate: boolean
}

/** What one thing of a list tells; a string is why it is nothing, undefined that it cannot be read. */
export type Told = readonly EventDraft[] | string | undefined
