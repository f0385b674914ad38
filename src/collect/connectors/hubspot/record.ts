/** What `read` yields and `toOutcome` judges: one object, and what others tell of it. */
export interface HubspotRecord {
  readonly kind: ObjectKind
  readonly raw: unknown
  readonly position: string
  /** The name of the company it belongs to; empty when none is told. */
  readonly organisation: string
  readonly stages: Stages
}

export const objectKinds = ['companies', 'contacts', 'deals'] as const
export type ObjectKind = (typeof objectKinds)[number]

/** Stages of deals by what HubSpot calls them inside. */
export type Stages = ReadonlyMap<
  string,
  { readonly label: string; readonly isWon: boolean; readonly isLost?: boolean }
>
