import type { ListSearch } from '../../search-params.ts'

export const usualPageSize = 50

/** What the address says about a list, as the server asks for it. */
export function pageQuery(search: ListSearch) {
  const limit = search.limit ?? usualPageSize
  return {
    search: search.search,
    sort: search.sort,
    order: search.order,
    offset: ((search.page ?? 1) - 1) * limit,
    limit,
  }
}
