/** A code that stands for “nobody knows”. */
export const unknownCode = 255

/** Numbers on a scale on which differences mean the same everywhere; NaN where nobody knows. */
export interface NumericColumn {
  readonly kind: 'numeric'
  readonly values: Float32Array
}

/** One of some values, by its code from 0; `unknownCode` where nobody knows. */
export interface NominalColumn {
  readonly kind: 'nominal'
  readonly codes: Uint8Array
  /** How many values there are. */
  readonly size: number
  /** That two both lack something (code 0) does not make them alike. */
  readonly isAsymmetric?: true
}

export type FeatureColumn = NumericColumn | NominalColumn

/** What is compared of subjects: a column a feature, a place a subject. */
export interface FeatureTable {
  readonly rows: number
  readonly columns: readonly FeatureColumn[]
}

/** Some subjects of a table in the order given; one may come more than once. */
export function takeRows(table: FeatureTable, rows: Uint32Array): FeatureTable {
  return {
    rows: rows.length,
    columns: table.columns.map((column) =>
      column.kind === 'numeric'
        ? { ...column, values: Float32Array.from(rows, (row) => column.values[row] as number) }
        : { ...column, codes: Uint8Array.from(rows, (row) => column.codes[row] as number) },
    ),
  }
}
