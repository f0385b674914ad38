/** What `read` yields and `toOutcome` judges: one row of a table. */
export interface SalesforceRecord {
  readonly table: Table
  readonly raw: unknown
  readonly position: string
}

export const tables = ['Account', 'Contact', 'Lead', 'Opportunity', 'Contract'] as const
export type Table = (typeof tables)[number]
