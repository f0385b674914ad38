/** What is known of how large an organisation is, for its whole group; money in euros a year. */
export interface SizeFigures {
  readonly staff: number
  readonly turnover?: number | undefined
  readonly balanceSheet?: number | undefined
}

export interface SizeClass {
  readonly size: 'micro' | 'small' | 'medium' | 'large'
  /** Without money the class is by the number of staff alone, which the Recommendation does not count as enough. */
  readonly basis: 'size_by_headcount' | 'size_by_headcount_and_money'
}

/** Below so many staff, and at most so much turnover or balance sheet. */
const classes = [
  { size: 'micro', staff: 10, turnover: 2e6, balanceSheet: 2e6 },
  { size: 'small', staff: 50, turnover: 10e6, balanceSheet: 10e6 },
  { size: 'medium', staff: 250, turnover: 50e6, balanceSheet: 43e6 },
] as const

/** The size class of the European Union (Recommendation 2003/361/EC, Annex, Article 2): staff must fit, and one of the two sums. */
export function classifySize({ staff, turnover, balanceSheet }: SizeFigures): SizeClass {
  const isKnown = turnover !== undefined || balanceSheet !== undefined
  const found = classes.find(
    (one) =>
      staff < one.staff &&
      (!isKnown ||
        (turnover ?? Number.POSITIVE_INFINITY) <= one.turnover ||
        (balanceSheet ?? Number.POSITIVE_INFINITY) <= one.balanceSheet),
  )
  return {
    size: found?.size ?? 'large',
    basis: isKnown ? 'size_by_headcount_and_money' : 'size_by_headcount',
  }
}
