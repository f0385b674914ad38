import { domainToASCII } from 'node:url'
import { parse } from 'tldts'
import { isHostAnybodys } from './default-host.ts'
import { type OrganisationKind, organisationKinds } from './kind.ts'
import type { Listing } from './listing.ts'

/** A person's word on a domain, as the latest decision states it. */
export interface Override {
  readonly kind: OrganisationKind
  /** An organisation's name or one of its domains; '' leaves it to the domain. */
  readonly organisation: string
  readonly sentence: string
}

export interface DomainKnowledge {
  readonly listings: ReadonlyMap<string, Listing>
  readonly overrides: ReadonlyMap<string, Override>
  /** Organisations that somebody made part of others, by their keys. */
  readonly merged?: ReadonlyMap<string, OrganisationKey>
}

/** Equal for domains and names of one organisation. */
export interface OrganisationKey {
  readonly organisationKey: string
  readonly organisationName: string
}

/** What is known of one mail domain without looking at who uses it. */
export interface DomainFacts {
  /** ASCII, lower case. */
  readonly domain: string
  readonly registrable: string
  readonly kind: OrganisationKind
  /** Equal for domains of one organisation; '' when none stands behind it. */
  readonly organisationKey: string
  readonly organisationName: string
  /** Told by a person, a table or a rule; false when it is only taken for an organisation's. */
  readonly sure: boolean
  /** Its end is one that mostly companies register. */
  readonly commercial: boolean
  /** A host name that many unrelated machines carry. */
  readonly anybodys: boolean
  readonly reason: string
}

/**
 * Says what a mail domain is. A person's decision outranks the tables, a line for a longer name outranks one for its end,
 * and what nobody lists is told by rules about its end; else it is taken for a company's.
 *
 * @example classifyDomain('src.gnome.org', knowledge) // registrable gnome.org, kind foundation, "GNOME"
 */
export function classifyDomain(written: string, knowledge: DomainKnowledge): DomainFacts {
  const domain = toAsciiDomain(written)
  const stated = findVerdict(domain, knowledge)
  const { registrable, suffix, isPublic } = parseDomain(domain, stated === undefined)
  const verdict =
    stated ??
    (isPublic
      ? (recogniseByRule(domain, registrable, suffix) ??
        recogniseBrand(registrable, suffix, knowledge) ??
        assumeCompany)
      : noPublicDomain(domain))
  return {
    domain,
    registrable,
    kind: verdict.kind,
    ...(organisationKinds[verdict.kind].organisation
      ? nameOrganisation(verdict.organisation, registrable, knowledge)
      : { organisationKey: '', organisationName: '' }),
    sure: verdict.sure,
    commercial: commercialEnds.has(suffix.split('.')[0] ?? ''),
    anybodys: isHostAnybodys(domain),
    reason: verdict.reason,
  }
}

/** The domain somebody would have registered: `src.gnome.org` → `gnome.org`; what has none stays as it is. */
export function toRegistrable(written: string): string {
  return parseDomain(toAsciiDomain(written), true).registrable
}

/** Lower case, international names as `xn--…`, without a final dot. */
export function toAsciiDomain(written: string): string {
  const domain = written.trim().toLowerCase().replace(/\.+$/, '')
  const isAscii = /^[\x21-\x7e]*$/.test(domain)
  // Only names that need it: for a plain `5` the URL standard would answer `0.0.0.5`.
  return isAscii ? domain : domainToASCII(domain) || domain
}

/**
 * First label of such an end: `com`, `co.uk`. In a sample of OpenStack's people, an unlisted domain with a single writer was the
 * employer's in 48 of 72 cases under .com and in 8 of 34 under other ends. `.example` is for examples such as our own.
 */
const commercialEnds = new Set(['com', 'co', 'biz', 'inc', 'ltd', 'llc', 'gmbh', 'company', 'example'])

interface Verdict {
  readonly kind: OrganisationKind
  readonly organisation: string
  readonly sure: boolean
  readonly reason: string
}

interface ParsedDomain {
  readonly registrable: string
  readonly suffix: string
  readonly isPublic: boolean
}

/**
 * `dividesHosts`: below a domain that hands out names to anybody (`jane.ath.cx`, `jane.github.io`) each name is one of its own.
 */
export function parseDomain(domain: string, dividesHosts: boolean): ParsedDomain {
  const options = { extractHostname: false, validateHostname: false, detectIp: true }
  const parsed = parse(domain, options)
  const suffix = parsed.publicSuffix ?? ''
  // `.example` is reserved for examples such as our own; there it stands for a public suffix.
  const isPublic =
    parsed.isIp !== true && domain.includes('.') && (parsed.isIcann === true || suffix === 'example')
  if (!isPublic) return { registrable: domain, suffix, isPublic }
  const divided = dividesHosts ? parse(domain, { ...options, allowPrivateDomains: true }).domain : null
  return { registrable: divided ?? parsed.domain ?? domain, suffix, isPublic }
}

function findVerdict(domain: string, { listings, overrides }: DomainKnowledge): Verdict | undefined {
  for (let name = domain; name !== ''; name = parentOf(name)) {
    const override = overrides.get(name)
    if (override !== undefined)
      return {
        kind: override.kind,
        organisation: override.organisation,
        sure: true,
        reason: override.sentence,
      }
    const listing = listings.get(name)
    if (listing !== undefined)
      return {
        ...listing,
        sure: true,
        reason: `${name} is listed as ${organisationKinds[listing.kind].phrase}`,
      }
  }
  return undefined
}

const parentOf = (name: string): string => name.slice(name.indexOf('.') + 1 || name.length)

/** First label of a public suffix such as `ac.uk`, or the suffix itself: `edu`. */
const suffixKinds: Readonly<Record<string, OrganisationKind>> = {
  edu: 'education',
  ac: 'education',
  sch: 'education',
  k12: 'education',
  gov: 'government',
  gob: 'government',
  gouv: 'government',
  govt: 'government',
  gub: 'government',
  go: 'government',
  gc: 'government',
  mil: 'government',
  int: 'government',
}

const educationNames =
  /^(?:uni|tu|th|fh|hs|ph|htw|haw|univ|iut|ens|inp)-|-(?:uni|univ|university)$|universi(?:ty|te|taet|tat|dad|dade|ta)|^univ|(?:^|-)college(?:-|$)|^hochschule/

function recogniseByRule(domain: string, registrable: string, suffix: string): Verdict | undefined {
  const [first = '', ...rest] = suffix.split('.')
  // `ac` alone is Ascension Island, `go` and `gc` alone are nobody's; only in front of a country do they tell.
  const alone = ['edu', 'gov', 'mil', 'int'].includes(suffix)
  const bySuffix = alone || rest.length > 0 ? suffixKinds[first] : undefined
  if (bySuffix !== undefined)
    return { kind: bySuffix, organisation: '', sure: true, reason: `${domain} ends in .${suffix}` }
  const label = registrable.slice(0, registrable.indexOf('.'))
  if (educationNames.test(label))
    return {
      kind: 'education',
      organisation: '',
      sure: true,
      reason: `${registrable} is named like a university`,
    }
  return undefined
}

/** A listed company under the end that companies of a country take: `acme.co.jp` where `acme.com` is listed. */
function recogniseBrand(
  registrable: string,
  suffix: string,
  { listings }: DomainKnowledge,
): Verdict | undefined {
  if (!/^com?\.[a-z]{2}$/.test(suffix)) return undefined
  const listed = `${registrable.slice(0, registrable.indexOf('.'))}.com`
  const listing = listings.get(listed)
  if (listing?.kind !== 'corporate') return undefined
  return { ...listing, sure: true, reason: `${registrable} is named like ${listed}, listed as a company` }
}

const assumeCompany: Verdict = {
  kind: 'corporate',
  organisation: '',
  sure: false,
  reason: 'listed nowhere, so taken for a company’s',
}

const noPublicDomain = (domain: string): Verdict => ({
  kind: 'none',
  organisation: '',
  sure: true,
  reason: `${domain === '' ? 'an empty name' : domain} is no public domain name`,
})

/** Which organisation a name or else a domain stands for, by the tables and by what was made one here. */
export function nameOrganisation(
  organisation: string,
  registrable: string,
  knowledge: DomainKnowledge,
): OrganisationKey {
  return followMerges(findKey(organisation, registrable, knowledge), knowledge)
}

/** What an organisation was made part of, or itself. */
export const followMerges = (named: OrganisationKey, { merged }: DomainKnowledge): OrganisationKey =>
  merged?.get(named.organisationKey) ?? named

/** Listed names make one organisation of many domains; otherwise the domain is the organisation and its name. */
function findKey(organisation: string, registrable: string, knowledge: DomainKnowledge): OrganisationKey {
  const name = organisation.trim()
  if (name === '') return { organisationKey: `domain:${registrable}`, organisationName: registrable }
  // A decision may name the organisation by one of its domains.
  const meant = knowledge.listings.get(name.toLowerCase())
  if (meant !== undefined && meant.organisation !== '') return nameKey(meant.organisation)
  if (parseDomain(name.toLowerCase(), true).isPublic) {
    const other = toRegistrable(name)
    return { organisationKey: `domain:${other}`, organisationName: other }
  }
  return nameKey(name)
}

const nameKey = (name: string): OrganisationKey => ({
  organisationKey: `name:${name.normalize('NFKC').toLowerCase()}`,
  organisationName: name,
})
