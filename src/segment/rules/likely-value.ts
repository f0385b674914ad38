/**
 * SQL of the verdict whether one of `{values:Array(String)}` is so with at least `{least:Float64}`: 0 when only others are, NULL when
 * none is. `isAbout` chooses the rows. What is likely enough is gathered once for all rules that ask about the same.
 */
export function likelyValue(isAbout: string): string {
  const likely = `groupArrayIf(toString(value), ${isAbout} AND probability >= {least:Float64})`
  return `multiIf(hasAny(${likely}, {values:Array(String)}), 1, arrayExists(other -> other != 'unknown', ${likely}), 0, NULL)`
}
