/** What a file of networks says of whom a network serves; `unknown` where it says nothing. */
export const networkClasses = [
  'business',
  'isp',
  'hosting',
  'vpn',
  'education',
  'government',
  'unknown',
] as const
export type NetworkClass = (typeof networkClasses)[number]

/** The network an address belongs to; what is not known is 0 or ''. */
export interface Network {
  /** The number of the autonomous system. */
  readonly number: number
  readonly name: string
  /** ASCII, lower case. */
  readonly domain: string
  readonly class: NetworkClass
}

/**
 * Reads a record of an MMDB file, as GeoLite2, GeoIP2, IPinfo, DB-IP and IP2Location name the fields. The organisation an address was given to comes before
 * the one that routes it. Undefined when the record names no network.
 */
export function readNetwork(record: unknown): Network | undefined {
  const level = levels.find(({ names, domains }) => findText(record, names) ?? findText(record, domains))
  const own =
    level === undefined
      ? {}
      : { name: findText(record, level.names), domain: findDomain(record, level.domains) }
  const network: Network = {
    number: findNumber(record),
    name: own.name ?? '',
    domain: own.domain ?? '',
    class: classify(record, level?.types ?? []),
  }
  const isNamed = network.number !== 0 || network.name !== '' || network.domain !== ''
  return isNamed || network.class !== 'unknown' ? network : undefined
}

/** Whose the address is, then who routes it: name, domain and type are never mixed. */
const levels = [
  {
    names: ['company.name', 'organization', 'traits.organization'],
    domains: ['company.domain'],
    types: ['company.type'],
  },
  { names: ['name', 'org'], domains: ['domain', 'traits.domain'], types: ['type'] },
  {
    names: [
      'as_name',
      'asn.name',
      'as.name',
      'autonomous_system_organization',
      'traits.autonomous_system_organization',
      'as_organization',
      'isp',
      'traits.isp',
    ],
    domains: ['as_domain', 'asn.domain', 'as.domain'],
    types: ['as_type', 'asn.type', 'as.type'],
  },
]

const numbers = [
  'autonomous_system_number',
  'traits.autonomous_system_number',
  'asn',
  'asn.asn',
  'asn.number',
  'as.asn',
  'as.number',
  'as_number',
]

const largestNumber = 2 ** 32 - 1

function findNumber(record: unknown): number {
  for (const place of numbers) {
    const digits = String(read(record, place)).match(/^(?:AS)?(\d{1,10})$/i)?.[1]
    if (digits !== undefined && Number(digits) <= largestNumber) return Number(digits)
  }
  return 0
}

/** Marks that an address has whoever its network is given to. */
const marks: readonly (readonly [NetworkClass, readonly string[]])[] = [
  [
    'vpn',
    [
      'is_anonymous',
      'is_anonymous_vpn',
      'is_anonymous_proxy',
      'is_public_proxy',
      'is_residential_proxy',
      'is_tor_exit_node',
      'is_vpn',
      'is_proxy',
      'is_tor',
      'vpn',
      'proxy',
      'tor',
      'relay',
    ],
  ],
  ['hosting', ['is_hosting_provider', 'is_hosting', 'hosting']],
  ['isp', ['is_satellite_provider', 'is_satellite', 'is_mobile']],
]

/** The words for classes that files use. */
const words: Readonly<Record<Exclude<NetworkClass, 'unknown'>, string>> = {
  business: 'business com corporate commercial enterprise company',
  isp: 'isp residential consumer cellular mobile mob dialup cafe traveler router broadband fixed',
  hosting: 'hosting host datacenter dch cdn content_delivery_network search_engine_spider ses cloud',
  vpn: 'vpn proxy tor relay consumer_privacy_network anonymous pub',
  education: 'education edu college school university library lib',
  government: 'government gov military mil',
}
const classOfWord = new Map(
  networkClasses.flatMap((name) =>
    name === 'unknown' ? [] : words[name].split(' ').map((word) => [word, name] as const),
  ),
)

/** What files say of one address, wherever its network is. */
const usages = ['traits.user_type', 'user_type', 'usage_type', 'connection.usage_type']

function classify(record: unknown, types: readonly string[]): NetworkClass {
  for (const [name, fields] of marks)
    if (
      fields.some((field) =>
        ['', 'traits.', 'privacy.', 'anonymous.'].some((at) => isTrue(read(record, at + field))),
      )
    )
      return name
  for (const place of [...types, ...usages]) {
    // IP2Location writes `ISP/MOB`.
    const [word = ''] = (findText(record, [place]) ?? '').toLowerCase().split('/')
    const found =
      classOfWord.get(word.replaceAll(/[\s-]+/g, '_')) ?? classOfWord.get(word.replaceAll(/[\s-]+/g, ''))
    if (found !== undefined) return found
  }
  return 'unknown'
}

const isTrue = (value: unknown): boolean =>
  value === true || value === 1 || (typeof value === 'string' && /^(true|yes|1)$/i.test(value))

const longestText = 200

function findText(record: unknown, places: readonly string[]): string | undefined {
  for (const place of places) {
    const value = read(record, place)
    if (typeof value !== 'string') continue
    const text = value.replace(/[\p{Cc}\s]+/gu, ' ').trim()
    // By characters: half of one could not be stored.
    if (text !== '' && text !== '-') return [...text].slice(0, longestText).join('')
  }
  return undefined
}

function findDomain(record: unknown, places: readonly string[]): string | undefined {
  const domain = findText(record, places)?.toLowerCase().replace(/\.+$/, '')
  return domain !== undefined && /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/.test(domain) ? domain : undefined
}

/** `company.name` is the name in the object `company`. */
function read(record: unknown, place: string): unknown {
  let value = record
  for (const key of place.split('.'))
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Readonly<Record<string, unknown>>)[key]
        : undefined
  return value
}
