import type { Page } from '../../connector.ts'
import { findIn } from './find-in.ts'
import { readGrown, starList } from './grown-list.ts'
import { isMissing, type RepositoryReading, toPage } from './reading.ts'
import type { GithubRecord } from './record.ts'

/** As many weeks as GitHub gives at once. */
const weeksPerPage = 30
const dayMilliseconds = 86_400_000

/**
 * Who starred, if GitHub tells: since July 2026 only to those who maintain the repository. To all others it tells how many stars
 * were given on which day.
 */
export async function* readStars(reading: RepositoryReading): AsyncGenerator<Page, void, void> {
  const { mark } = reading
  // What was begun as counts goes on as counts, or stars would be there twice.
  if (mark.starDays === undefined) {
    const isShown = yield* readGrown(reading, starList, true)
    if (isShown) return
  }
  yield* readHistory(reading)
}

/** Goes from the newest week back to the last day that is known. Days that are not over by GitHub's clock are left for later. */
async function* readHistory(reading: RepositoryReading): AsyncGenerator<Page, void, void> {
  const { mark, api, repository, notes } = reading
  const isFirst = mark.starDays === undefined
  const until = mark.starDays?.until ?? (mark.stars?.until ?? '').slice(0, 10)
  let { page, through } = mark.starDays?.reading ?? { page: 1, through: '' }
  for (;;) {
    const answer = await api.readList(`${reading.path}/stargazers/history`, { page, per_page: weeksPerPage })
    if (isMissing(reading, 'stars', answer)) return yield toPage(reading, [])
    if (isFirst && page === 1)
      notes.push(
        `GitHub tells who starred ${repository.name} only to those who maintain it; stars are counted by day.`,
      )
    if (through === '') through = writeDay(answer.answeredAt - dayMilliseconds)
    const { answeredAt } = answer
    const days = { after: until, through }
    const weeks = answer.items.filter((week) => !isKnown(week, until))
    const isDone = answer.items.length < weeksPerPage || weeks.length < answer.items.length
    page += 1
    mark.starDays = isDone ? { until: through } : { until, reading: { page, through } }
    yield toPage(
      reading,
      weeks.map((raw): GithubRecord => ({ list: 'star history', repository, answeredAt, raw, days })),
    )
    if (isDone) return
  }
}

const writeDay = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** Whether all seven days of a week were read before. */
function isKnown(week: unknown, until: string): boolean {
  const begin = findIn(week, 'week')
  return typeof begin === 'number' && begin < 1e11 && writeDay(begin * 1000 + 6 * dayMilliseconds) <= until
}
