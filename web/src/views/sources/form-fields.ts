/** A field of a form, read from a connector's JSON Schema. */
export interface FormField {
  name: string
  label: string
  description: string
  required: boolean
  /** What stands there at first. */
  value: FieldValue
  kind:
    | { is: 'text' }
    | { is: 'secret' }
    | { is: 'number'; integer: boolean; least?: number; most?: number }
    | { is: 'yes-no' }
    | { is: 'choice'; options: string[] }
    | { is: 'lines' }
    | { is: 'json' }
}

export type FieldValue = string | boolean

type Schema = Readonly<Record<string, unknown>>

/** The fields a schema asks for. What has no simple form becomes a field for JSON, so that nothing is out of reach. */
export function readFields(schema: Schema, values: Readonly<Record<string, unknown>>): FormField[] {
  const properties = objectOf(schema['properties'])
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  return Object.entries(properties).map(([name, raw]) => {
    const property = unwrap(objectOf(raw))
    const kind = readKind(property)
    const value = Object.hasOwn(values, name) ? values[name] : property['default']
    return {
      name,
      label: typeof property['title'] === 'string' ? property['title'] : labelOf(name),
      description: typeof property['description'] === 'string' ? property['description'] : '',
      required: required.includes(name) && property['default'] === undefined,
      value: writeValue(value, kind),
      kind,
    }
  })
}

/** The configuration the fields spell, or a sentence per field that cannot be read. Empty fields are left to the connector. */
export function readValues(
  fields: readonly FormField[],
  values: Readonly<Record<string, FieldValue>>,
): { config: Record<string, unknown>; mistakes: Record<string, string> } {
  const config: Record<string, unknown> = {}
  const mistakes: Record<string, string> = {}
  for (const field of fields) {
    const value = values[field.name] ?? field.value
    const text = typeof value === 'string' ? value.trim() : ''
    if (typeof value === 'boolean') config[field.name] = value
    else if (text === '') {
      if (field.required) mistakes[field.name] = 'This is needed.'
    } else {
      const read = readText(text, field.kind)
      if (typeof read === 'object' && read !== null && 'mistake' in read)
        mistakes[field.name] = String(read.mistake)
      else config[field.name] = read
    }
  }
  return { config, mistakes }
}

function readText(text: string, kind: FormField['kind']): unknown {
  if (kind.is === 'number') {
    const number = Number(text)
    if (!Number.isFinite(number) || (kind.integer && !Number.isInteger(number)))
      return { mistake: `Write a ${kind.integer ? 'whole ' : ''}number.` }
    return number
  }
  if (kind.is === 'lines')
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
  if (kind.is !== 'json') return text
  try {
    return JSON.parse(text)
  } catch (error) {
    return { mistake: `This is not JSON: ${(error as Error).message}` }
  }
}

function readKind(property: Schema): FormField['kind'] {
  if (Array.isArray(property['enum']) && property['enum'].every((option) => typeof option === 'string'))
    return { is: 'choice', options: property['enum'] }
  if (property['secret'] === true) return { is: 'secret' }
  const { type } = property
  if (type === 'boolean') return { is: 'yes-no' }
  if (type === 'number' || type === 'integer')
    return {
      is: 'number',
      integer: type === 'integer',
      ...(typeof property['minimum'] === 'number' ? { least: property['minimum'] } : {}),
      ...(typeof property['maximum'] === 'number' ? { most: property['maximum'] } : {}),
    }
  if (type === 'array' && objectOf(property['items'])['type'] === 'string') return { is: 'lines' }
  return type === 'string' ? { is: 'text' } : { is: 'json' }
}

/** `string | null` and the like are their one plain member. */
function unwrap(property: Schema): Schema {
  const choices = property['anyOf'] ?? property['oneOf']
  if (!Array.isArray(choices)) return property
  const plain = choices.map(objectOf).filter((choice) => choice['type'] !== 'null')
  return plain.length === 1 ? { ...plain[0], ...property } : property
}

function writeValue(value: unknown, kind: FormField['kind']): FieldValue {
  if (kind.is === 'yes-no') return value === true
  if (value === undefined || value === null) return ''
  if (kind.is === 'lines' && Array.isArray(value)) return value.join('\n')
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)
}

/** maxCommits → Max commits */
function labelOf(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function objectOf(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {}
}
