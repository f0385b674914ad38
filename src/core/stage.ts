/** What every stage after collect is given and answers. */
export interface StageOptions {
  /** Only what happened before this moment counts; a later event never changes the answer for an earlier date. */
  readonly asOf: Date
  readonly signal: AbortSignal
  /** Called before each named step, e.g. ('join aliases', 2, 6). */
  onStep?(step: string, done: number, total: number): void
}

export interface StageReport {
  readonly stage: 'resolve' | 'segment'
  readonly asOf: Date
  /** Rows of the stage's main tables, for the report. */
  readonly rows: number
  /** Sentences worth showing, e.g. "12 aliases were kept apart because they share a role address." */
  readonly notes: readonly string[]
}
