/** What `read` yields and `toOutcome` judges. */
export type QuestionsRecord = RowRecord | ApiRecord | UnreadableRecord

export type Table = 'users' | 'posts' | 'comments'

/** A row of a dump as it stands there, with what other rows tell of it. */
export interface RowRecord {
  readonly kind: 'row'
  readonly table: Table
  /** `<row Id="1" … />`. */
  readonly text: string
  /** Where it is: `Posts.xml, byte 12345`. */
  readonly position: string
  /** The network-wide account of who wrote it; undefined when Users.xml does not tell. */
  readonly account: number | undefined
  /** The question it belongs to, where that is another post. */
  readonly question: number | undefined
  /** The asker marked this answer as the one that helped. */
  readonly isAccepted: boolean
  /** When it was read, in milliseconds since 1970: later dates are doubted. */
  readonly now: number
}

/** An object of the API. */
export interface ApiRecord {
  readonly kind: 'api'
  readonly table: 'questions' | 'answers' | 'comments'
  readonly raw: unknown
  /** The question it belongs to. */
  readonly question: number
  /** Where it is: `question 12, answer 1`. */
  readonly position: string
}

export interface UnreadableRecord {
  readonly kind: 'unreadable'
  readonly reason: string
  readonly position: string
  readonly record: string
}
