import type { Parameter } from '../../store/index.ts'

/** One condition of a list: fixed text, and the values of its placeholders. */
export interface Filter {
  readonly sql: string
  readonly params: Readonly<Record<string, Parameter>>
}

/** A condition that applies only when its value was given. */
export function filterBy(value: string | undefined, sql: string, name: string): Filter[] {
  return value === undefined || value === '' ? [] : [{ sql, params: { [name]: value } }]
}

/** Substring without regard to case and accents, on a column that was folded when it was written. */
export function filterBySearch(search: string | undefined, column: string): Filter[] {
  return filterBy(search?.trim(), `position(${column}, ${foldedSearch}) > 0`, 'search')
}

/** Folds text the way `search_text` is folded. */
export const folded = (expression: string): string => `caseFoldUTF8(removeDiacriticsUTF8(${expression}))`
export const foldedSearch = folded('{search:String}')

export function toWhere(filters: readonly Filter[]): string {
  return filters.length === 0 ? '' : `WHERE ${filters.map((filter) => `(${filter.sql})`).join(' AND ')}`
}

export function toParams(filters: readonly Filter[]): Record<string, Parameter> {
  return Object.assign({}, ...filters.map((filter) => filter.params))
}

/** The order of a list: a column from a fixed choice, then the id so that pages neither overlap nor miss. */
export function toOrder(column: string, order: 'asc' | 'desc', id: string): string {
  return `ORDER BY ${column} ${order === 'asc' ? 'ASC' : 'DESC'} NULLS LAST, ${id}`
}

export const pageOf = 'LIMIT {limit:UInt32} OFFSET {offset:UInt64}'

export interface Page {
  readonly limit: number
  readonly offset: number
}

export const firstPage: Page = { limit: 50, offset: 0 }

/** What a list route answers. */
export function toList<T>(
  items: T[],
  total: number,
  page: Page,
): { items: T[]; total: number; next: number | null } {
  const end = page.offset + items.length
  return { items, total, next: end < total && items.length > 0 ? end : null }
}

/** What a list route answers that has everything on one page. */
export function toWholeList<T>(items: T[]): { items: T[]; total: number; next: null } {
  return { items, total: items.length, next: null }
}
