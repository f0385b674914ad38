/** What `read` yields and `toOutcome` judges. */
export type JiraRecord =
  | {
      readonly kind: 'request'
      readonly raw: unknown
      readonly position: string
      /** The field that holds the organisations of who asks, if there is one. */
      readonly organisationField: string | undefined
    }
  | {
      readonly kind: 'comment'
      readonly raw: unknown
      readonly position: string
      readonly request: string
      /** The account of whoever asked. */
      readonly asker: string | undefined
    }
  | { readonly kind: 'idle'; readonly reason: string }
