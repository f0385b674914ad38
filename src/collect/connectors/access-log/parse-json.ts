import { type JsonFields, type JsonKeys, type JsonPart, jsonParts } from './format.ts'

/** Keys of JSON objects as a tree; a leaf is a text, or the first of a list of texts. */
interface Branch {
  readonly children: Map<string, Branch | 'text' | 'list'>
}

/**
 * Like the model parse-text, for lines that are JSON objects: the engine reads all parts of a line at once, as a tuple whose
 * shape follows from where the parts stand.
 */
export function parseJson(fields: JsonFields): { select: string; params: Record<string, string> } {
  const tree: Branch = { children: new Map() }
  const placed = new Map<JsonPart, JsonKeys[]>()
  // Seen places first: a guess must not make an object of what is a text.
  for (const [part, places] of listParts(fields))
    placed.set(
      part,
      places.filter((keys) => grow(tree, keys)),
    )
  const part = (name: JsonPart): string => {
    const found = (placed.get(name) ?? []).map((keys) => `parts${pathTo(tree, keys)}`)
    if (found.length < 2) return found[0] ?? `''`
    return `multiIf(${found.map((place) => `${place} != '', ${place}, `).join('')}'')`
  }
  return { select: compose(part), params: { shape: toType(tree) } }
}

const listParts = (fields: JsonFields): [JsonPart, readonly JsonKeys[]][] =>
  jsonParts
    .flatMap((part): [JsonPart, readonly JsonKeys[]][] => (fields[part] ? [[part, fields[part]]] : []))
    .sort(([, a], [, b]) => a.length - b.length)

/** Makes room for a place; false when another part stands in its way. */
function grow(tree: Branch, { names, inList }: JsonKeys): boolean {
  let branch = tree
  for (const name of names.slice(0, -1)) {
    const next = branch.children.get(name) ?? { children: new Map() }
    if (typeof next !== 'object') return false
    branch.children.set(name, next)
    branch = next
  }
  const last = names.at(-1) ?? ''
  const leaf = inList ? 'list' : 'text'
  const there = branch.children.get(last) ?? leaf
  branch.children.set(last, there)
  return there === leaf
}

function toType(branch: Branch): string {
  const elements = [...branch.children].map(([name, child]) => {
    const type = child === 'text' ? 'String' : child === 'list' ? 'Array(String)' : toType(child)
    return `\`${name.replace(/[\\`]/g, '\\$&')}\` ${type}`
  })
  return `Tuple(${elements.join(', ')})`
}

/** By position, so that no key gets into the statement. */
function pathTo(tree: Branch, { names, inList }: JsonKeys): string {
  let path = ''
  let branch: Branch | 'text' | 'list' | undefined = tree
  for (const name of names) {
    if (typeof branch !== 'object') break
    path += `.${[...branch.children.keys()].indexOf(name) + 1}`
    branch = branch.children.get(name)
  }
  return inList ? `${path}[1]` : path
}

const compose = (part: (name: JsonPart) => string): string => `
WITH
  if({carriage:Bool}, trimRight(line, '\\r'), line) AS whole,
  JSONExtract(whole, {shape:String}) AS parts,
  toString(${part('time')}) AS stamp,
  coalesce(parseDateTimeOrNull(stamp, '%d/%b/%Y:%H:%i:%s %z', 'UTC'), parseDateTime64BestEffortOrNull(stamp, 3, 'UTC')) AS instant,
  toUInt16OrZero(${part('status')}) AS code,
  ${part('request')} AS line_of_request
SELECT
  line_number,
  whole,
  multiIf(
    whole = '', 1,
    startsWith(whole, '#'), 2,
    length(whole) >= 1048576, 9,
    NOT startsWith(whole, '{'), 3,
    NOT endsWith(trimRight(whole), '}'), 6,
    instant IS NULL, if(stamp = '', 3, 4),
    code < 100 OR code > 599, 7,
    0) AS fault,
  assumeNotNull(instant) AS occurred_at,
  replaceOne(extract(stamp, '[+-][0-9]{2}:?[0-9]{2}$'), ':', '') AS zone,
  ${part('address')} AS address,
  if(line_of_request != '', line_of_request, concat(if(${part('method')} = '', 'GET', ${part('method')}), ' ', ${part('path')}, ' HTTP/')) AS request,
  code AS status,
  ${part('referrer')} AS referrer,
  ${part('agent')} AS agent
FROM incoming_lines`
