/** A range of subjects' ids, both ends included, as decimal strings. */
export interface Part {
  readonly first: string
  readonly last: string
}

const ids = 1n << 64n

/**
 * Ranges that together cover every id once, so many that about `rowsPerPart` of `rows` fall into each. Ids are hashes, so equal
 * ranges hold about equally many.
 */
export function splitIntoParts(rows: number, rowsPerPart: number): Part[] {
  const count = BigInt(Math.max(1, Math.ceil(rows / rowsPerPart)))
  return Array.from({ length: Number(count) }, (_unused, index) => ({
    first: String((ids * BigInt(index)) / count),
    last: String((ids * BigInt(index + 1)) / count - 1n),
  }))
}
