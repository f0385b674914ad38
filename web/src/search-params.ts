import type { Found } from '../../src/serve/http/contract.ts'

/**
 * What the address bar holds. Values are plain text (`?state=P5&page=2`), so that a link can be read, written by hand and
 * shared; every function here takes whatever stands there and keeps what it understands.
 */
export type Raw = Record<string, unknown>

export interface ListSearch {
  search?: string
  sort?: string
  order?: 'asc' | 'desc'
  page?: number
  limit?: number
  /** The columns on screen, by id, separated by commas; absent means the usual ones. */
  columns?: string
}

export interface PeopleSearch extends ListSearch {
  class?: string
  state?: string
  organisation?: string
  segment?: string
}

export interface OrganisationsSearch extends ListSearch {
  kind?: string
  segment?: string
  businessType?: string
  sizeClass?: string
  region?: string
  /** `logs` or `only-logs`. */
  seen?: string
}

export interface NetworksSearch extends ListSearch {
  class?: string
}

export interface MembersSearch extends ListSearch {
  /** A day, `2007-09-30`; absent means now. */
  asOf?: string
}

/** What the builder begins with: the link of a group, a bar or an intersection carries its rule. */
export interface NewSegmentSearch {
  title?: string
  of?: string
  /** The rule as JSON. */
  rule?: string
}

export interface OverlapSearch {
  /** Ids, separated by commas; a comma within one is `%2C`. */
  segments?: string
  /** Those of them in which everybody of the chosen set is, written alike. */
  set?: string
  asOf?: string
}

export interface CompareSearch {
  a?: string
  b?: string
  asOf?: string
}

export interface SchemesSearch {
  scheme?: string
}

export interface AddSourceSearch {
  connector?: string
}

export interface SourceSearch {
  page?: number
}

export function readListSearch(raw: Raw): ListSearch {
  return keep({
    search: textOf(raw['search'], 200),
    sort: textOf(raw['sort'], 40),
    order: orderOf(raw['order']),
    page: numberOf(raw['page'], 2, 1_000_000),
    limit: numberOf(raw['limit'], 10, 500),
    columns: textOf(raw['columns'], 400),
  })
}

export function readPeopleSearch(raw: Raw): PeopleSearch {
  return {
    ...readListSearch(raw),
    ...keep({
      class: textOf(raw['class'], 20),
      state: textOf(raw['state'], 4),
      organisation: textOf(raw['organisation'], 20),
      segment: textOf(raw['segment'], 200),
    }),
  }
}

export function readOrganisationsSearch(raw: Raw): OrganisationsSearch {
  return {
    ...readListSearch(raw),
    ...keep({
      kind: textOf(raw['kind'], 40),
      segment: textOf(raw['segment'], 200),
      businessType: textOf(raw['businessType'], 40),
      sizeClass: textOf(raw['sizeClass'], 40),
      region: textOf(raw['region'], 40),
      seen: textOf(raw['seen'], 20),
    }),
  }
}

export function readNetworksSearch(raw: Raw): NetworksSearch {
  return { ...readListSearch(raw), ...keep({ class: textOf(raw['class'], 20) }) }
}

export function readMembersSearch(raw: Raw): MembersSearch {
  return { ...readListSearch(raw), ...keep({ asOf: dayOf(raw['asOf']) }) }
}

export const readOverlapSearch = (raw: Raw): OverlapSearch =>
  keep({
    segments: textOf(raw['segments'], 2000),
    set: textOf(raw['set'], 2000),
    asOf: dayOf(raw['asOf']),
  })

export const readCompareSearch = (raw: Raw): CompareSearch =>
  keep({ a: textOf(raw['a'], 500), b: textOf(raw['b'], 500), asOf: dayOf(raw['asOf']) })

export const readSchemesSearch = (raw: Raw): SchemesSearch => keep({ scheme: textOf(raw['scheme'], 200) })

export const readNewSegmentSearch = (raw: Raw): NewSegmentSearch =>
  keep({
    title: textOf(raw['title'], 200),
    of: textOf(raw['of'], 20),
    rule: textOf(raw['rule'], 20_000),
  })

/** The link’s parameters that begin a segment with a rule. */
export const beginWith = (
  title: string,
  of: 'people' | 'organisations' | 'visitors',
  rule: Readonly<Record<string, unknown>>,
): NewSegmentSearch => ({ title: title.slice(0, 200), of, rule: JSON.stringify(rule) })

/** Ids in one parameter. Some are made of what a source said, and hold commas. */
export const joinIds = (ids: readonly string[]): string =>
  ids.map((id) => id.replaceAll(',', '%2C')).join(',')

export const splitIds = (text: string | undefined): string[] => [
  ...new Set(
    (text ?? '')
      .split(',')
      .filter((id) => id !== '')
      .map((id) => id.replaceAll('%2C', ',')),
  ),
]

/** A day means all of it: the moment at its end, as the server takes it. */
export const endOfDay = (day: string | undefined): string | undefined =>
  day === undefined ? undefined : `${day}T23:59:59.999Z`

export const readAddSourceSearch = (raw: Raw): AddSourceSearch =>
  keep({ connector: textOf(raw['connector'], 100) })

export const readSourceSearch = (raw: Raw): SourceSearch =>
  keep({ page: numberOf(raw['page'], 2, 1_000_000) })

/** `?state=P5` → { state: 'P5' }; a name that comes twice counts once. */
export function parseSearch(text: string): Raw {
  return Object.fromEntries(new URLSearchParams(text))
}

export function writeSearch(search: Raw): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(search))
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value))
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}

/** The page of something the search found. */
export function pageOf(found: Found): { to: string; params: Record<string, string> } {
  switch (found.kind) {
    case 'person':
      return { to: '/people/$id', params: { id: found.id } }
    case 'organisation':
      return { to: '/organisations/$id', params: { id: found.id } }
    case 'segment':
      return { to: '/segments/$segment', params: { segment: found.id } }
    case 'source':
      return { to: '/sources/$id', params: { id: found.id } }
  }
}

/** True for a day that exists: 2007-02-30 does not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00.000Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

function textOf(value: unknown, longest: number): string | undefined {
  if (typeof value !== 'string') return undefined
  return value === '' ? undefined : value.slice(0, longest)
}

function dayOf(value: unknown): string | undefined {
  const day = textOf(value, 10)
  return day !== undefined && isDay(day) ? day : undefined
}

function orderOf(value: unknown): 'asc' | 'desc' | undefined {
  return value === 'asc' || value === 'desc' ? value : undefined
}

function numberOf(value: unknown, least: number, most: number): number | undefined {
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN
  return Number.isInteger(number) && number >= least && number <= most ? number : undefined
}

/** Leaves out what is undefined, so that the address bar stays short. */
function keep<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
