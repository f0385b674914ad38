import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  AccountClaim,
  BusinessModel,
  ClusteringMethod,
  CompanyList,
  Connector,
  DecisionsPreview,
  Definition,
  DefinitionWithVersions,
  Discovery,
  DiscoverySummary,
  Event,
  Found,
  Home,
  IdentityDecision,
  Job,
  List,
  Member,
  Networks,
  Organisation,
  OrganisationSummary,
  OrganisationsPreview,
  Person,
  PersonSummary,
  Place,
  Quality,
  Quarantined,
  Review,
  RuleExplanation,
  RuleKind,
  RulePreview,
  Run,
  Scheme,
  SchemeOverlap,
  Segment,
  SegmentComparison,
  SegmentOverlap,
  SegmentProfile,
  Source,
  Target,
  Targets,
  Webhook,
  WebhookAttempt,
} from '../../../src/serve/http/contract.ts'
import { joinIds } from '../search-params.ts'
import { ask, type Parameters, tell } from './ask.ts'

/** One question to the server, remembered under its address; lists keep the last page while the next one comes. */
function question<T>(path: string, parameters: Parameters = {}) {
  return queryOptions({
    queryKey: [path, parameters] as const,
    queryFn: ({ signal }) => ask<T>(path, parameters, signal),
  })
}

function listQuestion<T>(path: string, parameters: Parameters = {}) {
  return queryOptions({
    ...question<List<T>>(path, parameters),
    placeholderData: (last: List<T> | undefined) => keepPreviousData(last),
  })
}

const part = encodeURIComponent

export const askHome = () => question<Home>('/home')
export const askSearch = (q: string) =>
  queryOptions({ ...listQuestion<Found>('/search', { q }), enabled: q.trim() !== '' })

export const askConnectors = () => question<List<Connector>>('/connectors')
export const askSources = () => question<List<Source>>('/sources')
export const askSource = (id: string) => question<Source>(`/sources/${part(id)}`)
export const askRuns = (id: string) => listQuestion<Run>(`/sources/${part(id)}/runs`, { limit: 20 })
export const askQuarantine = (id: string, page: Parameters) =>
  listQuestion<Quarantined>(`/sources/${part(id)}/quarantine`, page)

export const askClaims = (person: string) => listQuestion<AccountClaim>('/identity/claims', { person })
export const askQuality = (page: Parameters) => question<Quality>('/quality', page)

export const askPeople = (query: Parameters) => listQuestion<PersonSummary>('/people', query)
export const askPerson = (id: string) => question<Person>(`/people/${part(id)}`)
export const askPersonEvents = (id: string, page: Parameters) =>
  listQuestion<Event>(`/people/${part(id)}/events`, page)

export const askReview = (page: Parameters) => question<List<Review>>('/identity/review', page)
export const askPersonDecisions = (person: string) =>
  listQuestion<IdentityDecision>('/identity/decisions', { person, limit: 100 })
/** Who would be who; asked by telling, but nothing is written. */
export const askConsequences = (body: object) =>
  queryOptions({
    queryKey: ['/identity/preview', body] as const,
    queryFn: () => tell<DecisionsPreview>('POST', '/identity/preview', body),
  })

export const askOrganisations = (query: Parameters) =>
  listQuestion<OrganisationSummary>('/organisations', query)
export const organisationsPreviewKey = '/organisation-decisions/preview'
export const askOrganisationsPreview = (body: object) =>
  queryOptions({
    queryKey: [organisationsPreviewKey, body] as const,
    queryFn: () => tell<OrganisationsPreview>('POST', organisationsPreviewKey, body),
  })
export const askNetworks = (query: Parameters) =>
  queryOptions({
    ...question<Networks>('/networks', query),
    placeholderData: (last: Networks | undefined) => keepPreviousData(last),
  })
export const askCompanyLists = () => question<List<CompanyList>>('/company-lists')
export const askOrganisation = (id: string) => question<Organisation>(`/organisations/${part(id)}`)
export const askOrganisationPeople = (id: string, page: Parameters) =>
  listQuestion<PersonSummary>(`/organisations/${part(id)}/people`, page)

export const askSchemes = () => question<List<Scheme>>('/schemes')
export const askClusteringMethods = () => question<List<ClusteringMethod>>('/clustering-methods')
export const askDiscoveries = () => question<List<DiscoverySummary>>('/discoveries')
export const askDiscovery = (id: string) => question<Discovery>(`/discoveries/${part(id)}`)
export const askSegment = (segment: string) => question<Segment>(`/segments/${part(segment)}`)
export const askSegmentProfile = (segment: string, asOf: string | undefined) =>
  question<SegmentProfile>(`/segments/${part(segment)}/profile`, { asOf })
export const askOverlap = (segments: readonly string[], asOf: string | undefined) =>
  question<SegmentOverlap>('/segments/overlap', { segments: joinIds(segments), asOf })
export const askComparison = (a: string, b: string, asOf: string | undefined) =>
  question<SegmentComparison>('/segments/compare', { a, b, asOf })
export const askSchemeOverlaps = () => question<List<SchemeOverlap>>('/schemes/overlap')
export const askMembers = (segment: string, query: Parameters) =>
  listQuestion<Member>(`/segments/${part(segment)}/members`, query)

export const askPlaces = () => question<List<Place>>('/places')
export const askRuleKinds = () => question<List<RuleKind>>('/rule-kinds')
export const askDefinitions = () => question<List<Definition>>('/definitions')
export const askDefinition = (name: string) => question<DefinitionWithVersions>(`/definitions/${part(name)}`)
/** Whom a rule would fit; asked by telling, but nothing is written. The last answer stays while somebody types. */
export const askRulePreview = (body: object) =>
  queryOptions({
    queryKey: ['/segments/preview', body] as const,
    queryFn: () => tell<RulePreview>('POST', '/segments/preview', { ...body, limit: 10 }),
    placeholderData: (last: RulePreview | undefined) => keepPreviousData(last),
    retry: false,
  })
export const askExplanation = (body: object) =>
  queryOptions({
    queryKey: ['/segments/explain', body] as const,
    queryFn: () => tell<RuleExplanation>('POST', '/segments/explain', body),
    retry: false,
  })

export const askJobs = () => question<List<Job>>('/jobs', { limit: 20 })

export const askWebhooks = () => question<List<Webhook>>('/webhooks')
export const askWebhookAttempts = () => question<List<WebhookAttempt>>('/webhooks/attempts')
export const askBusinessModels = () => question<List<BusinessModel>>('/business-models')
export const askTargets = () => question<Targets>('/targets')
export const askTarget = (segment: string) => question<Target>(`/targets/${part(segment)}`)
