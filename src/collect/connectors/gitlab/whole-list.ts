import type { Page } from '../../connector.ts'
import { isMissing, type ProjectReading, toPage } from './reading.ts'
import type { GitlabRecord } from './record.ts'

/** A list without an order by which it could be read on. */
export interface WholeList {
  readonly list: 'stars' | 'forks' | 'releases'
  readonly path: string
  readonly params: Readonly<Record<string, string>>
}

export const wholeLists = {
  stars: { list: 'stars', path: '/starrers', params: {} },
  forks: { list: 'forks', path: '/forks', params: { order_by: 'created_at', sort: 'asc' } },
  releases: { list: 'releases', path: '/releases', params: { order_by: 'created_at', sort: 'asc' } },
} as const satisfies Record<string, WholeList>

/** Reads all of a list, unless the project still counts as many as when it was read last. A run that is stopped goes on at its page. */
export async function* readWhole(
  reading: ProjectReading,
  { list, path, params }: WholeList,
): AsyncGenerator<Page, void, void> {
  const { mark, api, project } = reading
  const count = list === 'releases' ? undefined : project[list]
  const { page: begun, count: counted } = mark[list]
  if (begun === undefined && count !== undefined && count === counted) return
  for (let page: number | undefined = begun ?? 1; page !== undefined; ) {
    const answer = await api.readList(reading.path + path, { ...params, page })
    if (isMissing(reading, list, answer.status)) return yield toPage(reading, [])
    const done = page
    page = answer.next
    mark[list] = {
      ...(page === undefined ? { count } : { page, count: counted }),
    }
    const { answeredAt, pagesLeft } = answer
    yield toPage(
      reading,
      answer.items.map((raw): GitlabRecord => ({ list, project, answeredAt, raw })),
      {
        done,
        ...(pagesLeft === undefined ? {} : { total: done + pagesLeft }),
        unit: `pages of ${list} of ${project.name}`,
      },
    )
  }
}
