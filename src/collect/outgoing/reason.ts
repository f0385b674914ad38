const sentences = [
  'message',
  'error_message',
  'error_description',
  'errorMessage',
  'errorMessages',
  'error',
  'detail',
  'title',
]
const longestReason = 300

/**
 * The sentence servers usually give with a refusal: `{"message": "…"}` and its like, `{"errors": ["…"]}` (Discourse),
 * `[{"message": "…", "errorCode": "…"}]` (Salesforce). Undefined when there is none.
 */
export function readReason(json: unknown): string | undefined {
  const found = findReasons(json, 0).slice(0, mostReasons)
  return found.length === 0 ? undefined : [...new Set(found)].join(' ').slice(0, longestReason)
}

const mostReasons = 3
/** A refusal holds a list of errors, an error may hold another, and no deeper. */
const deepest = 3

function findReasons(json: unknown, depth: number): string[] {
  if (typeof json === 'string') return json === '' ? [] : [json]
  if (typeof json !== 'object' || json === null || depth > deepest) return []
  if (Array.isArray(json)) return json.slice(0, mostReasons).flatMap((one) => findReasons(one, depth + 1))
  for (const key of [...sentences, 'errors']) {
    const found = findReasons(Reflect.get(json, key), depth + 1)
    if (found.length > 0) return found
  }
  return []
}
