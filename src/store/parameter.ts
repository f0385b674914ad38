/** A value for a `{name:Type}` placeholder. 64-bit numbers travel as strings. */
export type Parameter = string | number | boolean | null | Date | readonly Parameter[]

export type Params = Readonly<Record<string, Parameter>>

/** The placeholders of a statement: name → type. */
export function readPlaceholders(text: string): Map<string, string> {
  return new Map([...text.matchAll(/\{(\w+):([^}]+)\}/g)].map((match) => [match[1] ?? '', match[2] ?? '']))
}

/**
 * The values a statement asks for, made alike for both engines: dates as text in UTC, as exact as the placeholder's type,
 * and strings as well-formed Unicode (a half character becomes U+FFFD). A placeholder without a value is a fault of ours.
 */
export function bindParameters(text: string, params: Params): Record<string, Bound> {
  const bound: Record<string, Bound> = {}
  for (const [name, type] of readPlaceholders(text)) {
    const value = params[name]
    if (value === undefined) throw new Error(`No value for placeholder ${name} in: ${text.slice(0, 400)}`)
    bound[name] = bind(value, type)
  }
  return bound
}

export type Bound = string | number | boolean | null | readonly Bound[]

function bind(value: Parameter, type: string): Bound {
  if (value instanceof Date) return formatDate(value, type)
  if (typeof value === 'string') return Buffer.from(value, 'utf8').toString('utf8')
  if (Array.isArray(value)) return value.map((element: Parameter) => bind(element, type))
  return value as Bound
}

function formatDate(value: Date, type: string): string {
  if (Number.isNaN(value.getTime())) throw new Error('An invalid Date cannot be a parameter')
  const text = value.toISOString().replace('T', ' ').replace('Z', '')
  if (type.includes('DateTime64')) return text
  if (type.includes('DateTime')) return text.slice(0, -4)
  return type.includes('Date') ? text.slice(0, -13) : text
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\0': '\\0',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

const escapeText = (text: string): string =>
  text.replace(/[\\'\0\b\f\n\r\t]/g, (found) => escapes[found] ?? found)

/** A bound value in the engine's tab-separated form, which is how it reads a parameter. */
export function formatParameter(value: Bound): string {
  if (value === null) return '\\N'
  if (typeof value === 'string') return escapeText(value)
  if (Array.isArray(value)) return formatElement(value)
  return formatScalar(value as number | boolean)
}

function formatElement(value: Bound): string {
  if (value === null) return 'NULL'
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return `[${value.map(formatElement).join(',')}]`
  return formatScalar(value as number | boolean)
}

function formatScalar(value: number | boolean): string {
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new Error(`${value} has lost digits: pass a number this large as a string`)
  return String(value)
}

/** A string literal of the engine's SQL. */
export function quote(text: string): string {
  return `'${escapeText(text)}'`
}
