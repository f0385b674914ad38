import type { Page } from '../../connector.ts'
import { isMissing, type RepositoryReading, toPage } from './reading.ts'
import type { GithubRecord } from './record.ts'

/** A list that can be asked for what changed since a moment, the first change first. */
export interface ChangedList {
  readonly list: 'issues' | 'issue comments' | 'review comments'
  readonly path: string
  readonly key: 'issues' | 'issueComments' | 'reviewComments'
}

/** Changes this long before the last one that was read are read again, in case one became visible late. */
const overlap = 5 * 60_000
const second = 1000

/**
 * Goes from change to change rather than from page to page: what changes while it is read moves to the end and would push
 * others across the border of a page.
 */
export async function* readChanged(
  reading: RepositoryReading,
  { list, path, key }: ChangedList,
): AsyncGenerator<Page, void, void> {
  const { mark, api, config, repository } = reading
  let since = readMoment(mark[key], overlap) ?? readMoment(config.since, 0)
  let page = 1
  let asked = 0
  let before = new Set<string>()
  for (;;) {
    const answer = await api.readList(reading.path + path, {
      ...(list === 'issues' ? { state: 'all' } : {}),
      sort: 'updated',
      direction: 'asc',
      ...(since === undefined ? {} : { since: writeMoment(since) }),
      page,
    })
    if (isMissing(reading, list, answer)) return yield toPage(reading, [])
    const fresh = answer.items.filter((item) => !before.has(JSON.stringify(item)))
    before = new Set(answer.items.map((item) => JSON.stringify(item)))
    const last = findLastChange(answer.items)
    if (last !== undefined) mark[key] = writeMoment(last)
    if (list === 'issues' && config.reviews && api.hasToken) mark.unreviewed.push(...findProposals(fresh))
    asked += 1
    yield toPage(
      reading,
      fresh.map((raw): GithubRecord => ({ list, repository, answeredAt: answer.answeredAt, raw })),
      {
        done: asked,
        total: asked + (answer.pagesLeft ?? 0),
        unit: `pages of ${list} of ${repository.name}`,
      },
    )
    if (list === 'issues') yield* readReviews(reading)
    if (!answer.hasNext) return
    // A second earlier, because GitHub tells whole seconds and several things change in one.
    const next = last === undefined ? undefined : last - second
    const advances = next !== undefined && (since === undefined || next > since)
    page = advances ? 1 : page + 1
    since = advances ? next : since
  }
}

/** Asks for the reviews of proposals that changed, one after another. */
export async function* readReviews(reading: RepositoryReading): AsyncGenerator<Page, void, void> {
  const { mark, api, repository } = reading
  for (let next = mark.unreviewed[0]; next !== undefined; next = mark.unreviewed[0]) {
    const { number, author } = next
    for (let page = 1; ; page++) {
      const answer = await api.readList(`${reading.path}/pulls/${number}/reviews`, { page })
      isMissing(reading, 'reviews', answer)
      if (!answer.hasNext) mark.unreviewed.shift()
      const { answeredAt } = answer
      yield toPage(
        reading,
        answer.items.map(
          (raw): GithubRecord => ({ list: 'reviews', repository, answeredAt, raw, number, author }),
        ),
      )
      if (!answer.hasNext) break
    }
  }
}

function findProposals(items: readonly unknown[]): { number: number; author: string }[] {
  return items.flatMap((item) => {
    if (typeof item !== 'object' || item === null || !('pull_request' in item)) return []
    const number: unknown = Reflect.get(item, 'number')
    const user: unknown = Reflect.get(item, 'user')
    const author: unknown = typeof user === 'object' && user !== null ? Reflect.get(user, 'id') : undefined
    return typeof number === 'number' && Number.isSafeInteger(number) && number > 0
      ? [{ number, author: String(author ?? '') }]
      : []
  })
}

function findLastChange(items: readonly unknown[]): number | undefined {
  const moments = items.flatMap((item) => {
    const written: unknown =
      typeof item === 'object' && item !== null ? Reflect.get(item, 'updated_at') : undefined
    const at = typeof written === 'string' ? Date.parse(written) : Number.NaN
    return Number.isNaN(at) ? [] : [at]
  })
  return moments.length === 0 ? undefined : Math.max(...moments)
}

function readMoment(written: string | undefined, earlier: number): number | undefined {
  const at = Date.parse(written ?? '')
  return Number.isNaN(at) ? undefined : at - earlier
}

const writeMoment = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`
