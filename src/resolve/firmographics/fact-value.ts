/** A value as it is kept: of industries with the scheme the code is of, elsewhere mostly without. */
export interface FactValue {
  readonly value: string
  readonly scheme: string
}

/** Why what is written says nothing. */
export interface Fault {
  readonly fault: string
}
