import type { NewSegmentSearch } from '../../../search-params.ts'

/** A rule as text: one key, `all`, `any`, `not` or the name of a kind. The builder edits the text itself, so nothing is lost on the way. */
export type RuleText = Readonly<Record<string, unknown>>
export type About = 'person' | 'organisation' | 'thread' | 'visitor'
/** What a segment holds, by what its rule is about. */
export const aboutOf = { people: 'person', organisations: 'organisation', visitors: 'visitor' } as const
export type Holds = keyof typeof aboutOf

/** What stands at one place of a rule. */
export type Place =
  | { readonly op: 'all' | 'any'; readonly parts: readonly RuleText[] }
  | { readonly op: 'not'; readonly part: RuleText }
  | { readonly op: 'kind'; readonly kind: string; readonly body: Readonly<Record<string, unknown>> }

/** Undefined where a text is no rule at all. */
export function readPlace(rule: unknown): Place | undefined {
  if (!isRecord(rule)) return undefined
  const [entry, ...more] = Object.entries(rule)
  if (entry === undefined || more.length > 0) return undefined
  const [key, body] = entry
  if (key === 'all' || key === 'any')
    return Array.isArray(body) && body.every(isRecord) ? { op: key, parts: body } : undefined
  if (key === 'not') return isRecord(body) ? { op: 'not', part: body } : undefined
  return isRecord(body) ? { op: 'kind', kind: key, body } : undefined
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at a dotted key of a rule's body. */
export function readField(body: Readonly<Record<string, unknown>>, key: string): unknown {
  const [first = '', ...rest] = key.split('.')
  const value = body[first]
  if (rest.length === 0) return value
  return isRecord(value) ? readField(value, rest.join('.')) : undefined
}

/** The body with another value there; without a value the key goes, so that the kind's default holds. */
export function writeField(
  body: Readonly<Record<string, unknown>>,
  key: string,
  value: unknown,
): Record<string, unknown> {
  const [first = '', ...rest] = key.split('.')
  const { [first]: held, ...others } = body
  if (rest.length === 0) return value === undefined ? others : { ...body, [first]: value }
  return { ...body, [first]: writeField(isRecord(held) ? held : {}, rest.join('.'), value) }
}

/** What the builder begins with when a link brings it. */
export interface Beginning {
  readonly title?: string | undefined
  readonly of: Holds
  readonly rule?: RuleText | undefined
}

/** Reads what the address brings; a rule that is none is left out. */
export function readBeginning({ title, of, rule }: NewSegmentSearch): Beginning {
  return { title, of: of === 'organisations' || of === 'visitors' ? of : 'people', rule: parseRule(rule) }
}

function parseRule(text: string | undefined): RuleText | undefined {
  if (text === undefined) return undefined
  try {
    const rule: unknown = JSON.parse(text)
    return readPlace(rule) === undefined ? undefined : (rule as RuleText)
  } catch {
    // A link cut short: the builder begins as it does without one, and shows that rule.
    return undefined
  }
}

/** A name for a segment made of its title, as the server wants names. */
export function nameAfter(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')
}
