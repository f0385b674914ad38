/** How a file's lines are written. */
export type TextFormat = 'common' | 'combined' | 'vhost_combined'
export type Format = { readonly kind: TextFormat } | { readonly kind: 'json'; readonly fields: JsonFields }

/** Where in a JSON line each part stands: the keys that lead to it, or to the places where it may stand. */
export type JsonFields = Readonly<Partial<Record<JsonPart, readonly JsonKeys[]>>>
/** Keys of objects one within the other; the last may be the first element of a list. */
export interface JsonKeys {
  readonly names: readonly string[]
  readonly inList: boolean
}
export type JsonPart = (typeof jsonParts)[number]
export const jsonParts = [
  'time',
  'address',
  'request',
  'method',
  'path',
  'status',
  'referrer',
  'agent',
] as const

const stamp = String.raw`\[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\]`
const request = String.raw`"(?:[^"\\]|\\.)*" [1-5]\d\d (?:\d+|-)`
const agent = String.raw` "(?:[^"\\]|\\.)*" "(?:[^"\\]|\\.)*"`
const address = String.raw`(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)`
/** The first that fits decides: a host before the address looks like a common line with one name more. */
const textFormats: readonly { readonly kind: TextFormat; readonly pattern: RegExp }[] = [
  {
    kind: 'vhost_combined',
    pattern: new RegExp(
      String.raw`^(?!${address} )(?:[^\s:]+:\d+ \S+|\S+ ${address}) \S+ [^[]+${stamp} ${request}${agent}`,
    ),
  },
  { kind: 'combined', pattern: new RegExp(String.raw`^\S+ \S+ [^[]+${stamp} ${request}${agent}`) },
  { kind: 'common', pattern: new RegExp(String.raw`^\S+ \S+ [^[]+${stamp} ${request}`) },
]

/** The names servers give the parts of a JSON line: nginx as people configure it, Caddy, Traefik, Apache, Envoy, common log shippers. */
const usualFields: Readonly<Record<JsonPart, readonly string[]>> = {
  time: [
    'time_iso8601',
    'time_local',
    'timestamp',
    '@timestamp',
    'time',
    'ts',
    'msec',
    'date',
    'StartUTC',
    'start_time',
  ],
  address: [
    'remote_addr',
    'client_ip',
    'request.client_ip',
    'request.remote_ip',
    'remote_ip',
    'clientip',
    'client',
    'ip',
    'remoteIP',
    'ClientHost',
    'remote_host',
    'remote_address',
    'host_ip',
  ],
  request: ['request', 'request_line', 'requestLine'],
  method: ['request_method', 'method', 'request.method', 'verb', 'RequestMethod', 'http_method'],
  path: ['request_uri', 'uri', 'request.uri', 'path', 'url', 'RequestPath', 'request_path', 'request.path'],
  status: [
    'status',
    'response',
    'status_code',
    'code',
    'DownstreamStatus',
    'response_code',
    'response.status',
  ],
  referrer: [
    'http_referer',
    'referer',
    'referrer',
    'http_referrer',
    'request.headers.Referer',
    'request_Referer',
  ],
  agent: [
    'http_user_agent',
    'user_agent',
    'agent',
    'userAgent',
    'useragent',
    'request.headers.User-Agent',
    'request_User-Agent',
  ],
}

/** Lines looked at, and the share of them that must be of a format. The start of a log may be dirty. */
const mostLines = 400
const leastShare = 0.3

/** In which format the start of a file is written; undefined when it is no access log. `whole` says that it is not cut. */
export function recogniseFormat(
  head: Buffer,
  own: Readonly<Partial<Record<JsonPart, string>>> = {},
): Format | undefined {
  const lines = head
    .toString('latin1')
    .split('\n')
    .map((line) => line.trimEnd())
  // The last may be cut.
  const last = lines.slice(-1).flatMap((line) => recogniseLine(line, own) ?? [])
  const told = lines
    .slice(0, -1)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .slice(0, mostLines)
  const formats = told.flatMap((line) => recogniseLine(line, own) ?? [])
  const enough = formats.length > 0 ? formats.length >= told.length * leastShare : told.length === 0
  return enough ? mostFrequent([...formats, ...last]) : undefined
}

function recogniseLine(line: string, own: Readonly<Partial<Record<JsonPart, string>>>): Format | undefined {
  if (line.startsWith('{')) return recogniseJson(line, own)
  const found = textFormats.find(({ pattern }) => pattern.test(line))
  return found === undefined ? undefined : { kind: found.kind }
}

/** The format of most lines; of JSON lines every part that any of them has. */
function mostFrequent(formats: readonly Format[]): Format | undefined {
  const count = (kind: Format['kind']): number => formats.filter((format) => format.kind === kind).length
  const [first] = formats.toSorted((a, b) => count(b.kind) - count(a.kind))
  if (first?.kind !== 'json') return first
  const all = formats.flatMap((format) => (format.kind === 'json' ? [format.fields] : []))
  // A place that was seen beats places where it might be.
  const surest = all.toSorted((a, b) => countPlaces(b) - countPlaces(a))
  return { kind: 'json', fields: Object.assign({}, ...surest) as JsonFields }
}

const countPlaces = (fields: JsonFields): number =>
  Object.values(fields).reduce((sum, places) => sum + places.length, 0)

function recogniseJson(line: string, own: Readonly<Partial<Record<JsonPart, string>>>): Format | undefined {
  let record: unknown
  try {
    record = JSON.parse(Buffer.from(line, 'latin1').toString('utf8'))
  } catch {
    return undefined
  }
  const fields = findFields(record, own)
  const hasRequest = fields.request !== undefined || fields.path !== undefined
  const isLog = fields.time !== undefined && fields.address !== undefined && fields.status !== undefined
  return hasRequest && isLog ? { kind: 'json', fields } : undefined
}

/** Where each part of a record stands. One that not every record has is looked for wherever it may stand. */
function findFields(record: unknown, own: Readonly<Partial<Record<JsonPart, string>>>): JsonFields {
  const fields: Partial<Record<JsonPart, readonly JsonKeys[]>> = {}
  for (const part of jsonParts) {
    const names = own[part] === undefined ? usualFields[part] : [own[part]]
    const found = names.map((name) => findKeys(record, name)).find((keys) => keys !== undefined)
    if (found !== undefined) fields[part] = [found]
    else if (part === 'referrer' || part === 'agent') fields[part] = names.map(guessKeys)
  }
  return fields
}

/** `request.uri` is a key of that name, or the key `uri` of `request`. An object is no part: Caddy has one where nginx has the request line. */
function findKeys(record: unknown, name: string): JsonKeys | undefined {
  for (const names of [[name], name.split('.')]) {
    let value = record
    for (const key of names) value = isObject(value) ? value[key] : undefined
    if (Array.isArray(value) && typeof value[0] === 'string') return { names, inList: true }
    if (typeof value === 'string' || typeof value === 'number') return { names, inList: false }
  }
  return undefined
}

const guessKeys = (name: string): JsonKeys => ({ names: name.split('.'), inList: name.includes('.headers.') })

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
