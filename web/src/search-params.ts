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
  const day = textOf(raw['asOf'], 10)
  return {
    ...readListSearch(raw),
    ...keep({ asOf: day !== undefined && isDay(day) ? day : undefined }),
  }
}

export const readNewSegmentSearch = (raw: Raw): NewSegmentSearch =>
  keep({
    title: textOf(raw['title'], 200),
    of: textOf(raw['of'], 20),
    rule: textOf(raw['rule'], 20_000),
  })

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
