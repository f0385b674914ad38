import type { Page } from '../../connector.ts'
import { type ListPage, perPage } from './api.ts'
import type { GrownMark } from './cursor.ts'
import { isMissing, type RepositoryReading, toPage } from './reading.ts'
import type { GithubRecord } from './record.ts'

/** A list that grows at its end and cannot be asked since a moment. */
export interface GrownList {
  readonly list: 'stars' | 'forks'
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  /** Where its entries say when they were added. */
  readonly moment: 'starred_at' | 'created_at'
}

export const starList: GrownList = {
  list: 'stars',
  path: '/stargazers',
  params: {},
  headers: { accept: 'application/vnd.github.star+json' },
  moment: 'starred_at',
}

export const forkList: GrownList = {
  list: 'forks',
  path: '/forks',
  params: { sort: 'oldest' },
  headers: {},
  moment: 'created_at',
}

/**
 * Reads on at the last page that was read, if that changed. Where entries vanished, later ones moved up; then it goes back to the
 * page that begins with something known. Answers whether the list is shown at all; if not, and `isExpected`, without a note.
 */
export async function* readGrown(
  reading: RepositoryReading,
  grown: GrownList,
  isExpected = false,
): AsyncGenerator<Page, boolean, void> {
  const { list, moment } = grown
  const known = reading.mark[list]
  const askFor = (page: number, etag?: string): Promise<ListPage> =>
    reading.api.readList(
      reading.path + grown.path,
      { ...grown.params, page },
      { ...grown.headers, ...(etag === undefined ? {} : { 'if-none-match': etag }) },
    )
  let page = known?.page ?? 1
  let answer = await askFor(page, known?.etag)
  if (isExpected && [403, 404].includes(answer.status)) return false
  if (answer.status === 304) return true
  while (page > 1 && answer.status === 200 && !beginsBefore(answer, moment, known?.until ?? ''))
    answer = await askFor(--page)
  for (let done = 1; ; done++) {
    // GitHub does not show what lies beyond some four hundred pages.
    if (isMissing(reading, list, answer)) {
      yield toPage(reading, [])
      return done > 1
    }
    if (answer.items.length > 0) reading.mark[list] = toMark(answer, page, moment, reading.mark[list])
    yield toPage(reading, toRecords(reading, grown, answer), {
      done,
      total: done + (answer.pagesLeft ?? 0),
      unit: `pages of ${list} of ${reading.repository.name}`,
    })
    if (!answer.hasNext) return true
    page += 1
    answer = await askFor(page)
  }
}

function toRecords({ repository }: RepositoryReading, { list }: GrownList, answer: ListPage): GithubRecord[] {
  return answer.items.map((raw) => ({ list, repository, answeredAt: answer.answeredAt, raw }))
}

function beginsBefore({ items }: ListPage, moment: string, until: string): boolean {
  const first = readText(items[0], moment)
  return first !== '' && first <= until
}

function toMark(answer: ListPage, page: number, moment: string, known: GrownMark | undefined): GrownMark {
  const moments = [known?.until ?? '', ...answer.items.map((item) => readText(item, moment))]
  const until = moments.reduce((latest, at) => (at > latest ? at : latest))
  // The next entry would change only this page, so that an answer like this one says that there is none.
  const isOpen = !answer.hasNext && answer.items.length < perPage
  return { page, until, ...(isOpen && answer.etag !== undefined ? { etag: answer.etag } : {}) }
}

function readText(item: unknown, name: string): string {
  const value: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, name) : undefined
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : ''
}
