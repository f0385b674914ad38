import type { Store } from '../store/index.ts'

/**
 * One way of segmenting. A folder in schemes/ whose index.ts exports one `scheme`; it reads the tables of the stages before and
 * the steps of this one (store/migrations/0005), and knows no other scheme. Its selects are models, given these parameters:
 * `{as_of:DateTime64(3)}` (only what happened before counts) and `{first:UInt64}`, `{last:UInt64}` (a part of the ids of subjects,
 * both ends included, because a community may be larger than memory).
 */
export interface Scheme {
  /** kebab-case, equals the folder's name; a segment's id is `<scheme>/<segment>`. */
  readonly name: string
  readonly title: string
  /** What the scheme answers, in plain English. */
  readonly question: string
  readonly subjectKind: 'person' | 'organisation'
  /** In the order in which people should read them. */
  readonly segments: readonly SegmentDefinition[]
  /**
   * What must be known of everybody before one subject can be placed, as rows `(month, measure, value, people)` for a part of the
   * subjects; all parts are in `distributions` under the scheme's name when `memberships` runs.
   */
  readonly population?: string
  /** Works out what no select can, into a table of the scheme's own, before anybody is placed; from what happened before `asOf`. */
  readonly prepare?: (store: Store, asOf: Date, signal: AbortSignal) => Promise<void>
  /**
   * Stays as rows `(segment, subject_id, entered_at, left_at, entered_reason, left_reason)`: the segment by its short name, `left_at`
   * null while a stay lasts. A scheme places a subject in at most one segment at a time; no stay means nothing is known.
   */
  readonly memberships: string
  /** Cohorts nobody can be named in, as rows `(segment, anonymous)`; reads only `as_of`. */
  readonly anonymous?: string
}

export interface SegmentDefinition {
  /** Short name, unique in its scheme. */
  readonly name: string
  readonly title: string
  /** Who is in it, in one plain sentence that people will read. */
  readonly sentence: string
  /** Members are those about whom the evidence disagrees; coverage counts them apart. */
  readonly conflicting?: true
}
