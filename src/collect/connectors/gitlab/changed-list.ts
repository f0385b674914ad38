import type { Page } from '../../connector.ts'
import { isMissing, type ProjectReading, toPage } from './reading.ts'
import { findIn, type GitlabRecord } from './record.ts'

/** A list that can be asked for what changed since a moment, the first change first. */
export interface ChangedList {
  readonly list: 'issues' | 'merge requests'
  readonly path: 'issues' | 'merge_requests'
  readonly key: 'issues' | 'mergeRequests'
}

/** Changes this long before the last one that was read are read again, in case one became visible late. */
const overlap = 5 * 60_000

/**
 * Goes from change to change rather than from page to page: what changes while it is read moves to the end and would push
 * others across the border of a page; and GitLab shows no page far down a list.
 */
export async function* readChanged(
  reading: ProjectReading,
  { list, path, key }: ChangedList,
): AsyncGenerator<Page, void, void> {
  const { mark, api, config, project } = reading
  let since = readMoment(mark[key], overlap) ?? readMoment(config.since, 0)
  let page = 1
  let asked = 0
  let before = new Set<string>()
  for (;;) {
    const answer = await api.readList(`${reading.path}/${path}`, {
      scope: 'all',
      order_by: 'updated_at',
      sort: 'asc',
      ...(since === undefined ? {} : { updated_after: new Date(since).toISOString() }),
      page,
    })
    if (isMissing(reading, list, answer.status)) return yield toPage(reading, [])
    const fresh = answer.items.filter((item) => !before.has(JSON.stringify(item)))
    before = new Set(answer.items.map((item) => JSON.stringify(item)))
    const last = findLastChange(answer.items)
    if (last !== undefined) mark[key] = new Date(last).toISOString()
    if (config.notes) mark.unheard.push(...fresh.flatMap((item) => findUnheard(item, path)))
    asked += 1
    yield toPage(
      reading,
      fresh.map((raw): GitlabRecord => ({ list, project, answeredAt: answer.answeredAt, raw })),
      {
        done: asked,
        ...(answer.pagesLeft === undefined ? {} : { total: asked + answer.pagesLeft }),
        unit: `pages of ${list} of ${project.name}`,
      },
    )
    yield* readNotes(reading)
    if (answer.next === undefined) return
    // A moment earlier, because GitLab shows milliseconds and counts in finer ones.
    const next = last === undefined ? undefined : last - 1
    const advances = next !== undefined && (since === undefined || next > since)
    page = advances ? 1 : page + 1
    since = advances ? next : since
  }
}

/** Asks for what was said on things that changed, one after another. */
export async function* readNotes(reading: ProjectReading): AsyncGenerator<Page, void, void> {
  const { mark, api, project } = reading
  for (let on = mark.unheard[0]; on !== undefined; on = mark.unheard[0]) {
    const noted = on
    for (let page: number | undefined = 1; page !== undefined; ) {
      const answer = await api.readList(`${reading.path}/${noted.list}/${noted.number}/notes`, {
        order_by: 'created_at',
        sort: 'asc',
        page,
      })
      isMissing(reading, 'notes', answer.status)
      page = answer.next
      if (page === undefined) mark.unheard.shift()
      const { answeredAt } = answer
      yield toPage(
        reading,
        answer.items.map((raw): GitlabRecord => ({ list: 'notes', project, answeredAt, raw, on: noted })),
      )
    }
  }
}

/** Approvals are notes that are not counted, so merge requests are always asked for theirs. */
function findUnheard(item: unknown, list: ChangedList['path']): ProjectReading['mark']['unheard'] {
  const number = findIn(item, 'iid')
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) return []
  if (list === 'issues' && findIn(item, 'user_notes_count') === 0) return []
  return [{ list, number, isPrivate: findIn(item, 'confidential') === true }]
}

function findLastChange(items: readonly unknown[]): number | undefined {
  const moments = items.flatMap((item) => readMoment(findIn(item, 'updated_at'), 0) ?? [])
  return moments.length === 0 ? undefined : Math.max(...moments)
}

function readMoment(written: unknown, earlier: number): number | undefined {
  const at = typeof written === 'string' ? Date.parse(written) : Number.NaN
  return Number.isNaN(at) ? undefined : at - earlier
}
