const longestText = 200

/** A text of one line, cut. */
export function readText(value: unknown): string {
  if (typeof value !== 'string') return ''
  return value
    .slice(0, 4 * longestText)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, longestText)
    .replace(/[\uD800-\uDBFF]$/, '')
}

/** `2026-11-01T12:00:00Z`. Milliseconds since 1970; undefined when it is none. */
export function readMoment(value: unknown): number | undefined {
  if (
    typeof value !== 'string' ||
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/.test(value)
  )
    return undefined
  const at = Date.parse(value)
  const year = new Date(at).getUTCFullYear()
  return year >= 1970 && year < 2300 ? at : undefined
}

/** A number that names something. */
export function readId(value: unknown): string | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? String(value) : undefined
}

/** Parts that say something. */
export function filled(attrs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attrs).filter(([, value]) => value !== ''))
}
