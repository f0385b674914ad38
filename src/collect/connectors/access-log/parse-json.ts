import type { JsonFields, JsonPart } from './format.ts'

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
  for (const keys of Object.values(fields)) grow(tree, keys)
  const part = (name: JsonPart): string => {
    const keys = fields[name]
    return keys === undefined ? `''` : `tupleElements${pathTo(tree, keys)}`
  }
  return { select: compose(part), params: { shape: toType(tree) } }
}

function grow(tree: Branch, keys: readonly string[]): void {
  const inList = keys.at(-1) === '0' && keys.length > 1
  const names = inList ? keys.slice(0, -1) : keys
  let branch = tree
  for (const [index, name] of names.entries()) {
    const found = branch.children.get(name)
    if (index === names.length - 1) branch.children.set(name, found ?? (inList ? 'list' : 'text'))
    else {
      const next: Branch = typeof found === 'object' ? found : { children: new Map() }
      branch.children.set(name, next)
      branch = next
    }
  }
}

function toType(branch: Branch): string {
  const elements = [...branch.children].map(([name, child]) => {
    const type = child === 'text' ? 'String' : child === 'list' ? 'Array(String)' : toType(child)
    return `\`${name.replace(/[\\`]/g, '\\$&')}\` ${type}`
  })
  return `Tuple(${elements.join(', ')})`
}

/** By position, so that no key gets into the statement. */
function pathTo(tree: Branch, keys: readonly string[]): string {
  let path = ''
  let branch: Branch | 'text' | 'list' | undefined = tree
  for (const key of keys) {
    if (typeof branch !== 'object') return branch === 'list' ? `${path}[1]` : path
    path += `.${[...branch.children.keys()].indexOf(key) + 1}`
    branch = branch.children.get(key)
  }
  return path
}

const compose = (part: (name: JsonPart) => string): string => `
WITH
  if({carriage:Bool}, trimRight(line, '\\r'), line) AS whole,
  JSONExtract(whole, {shape:String}) AS tupleElements,
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
