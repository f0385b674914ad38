import type { EventDraft, RecordOutcome } from '../../connector.ts'
import { readText } from '../../forge/index.ts'
import { toDiscussed, toDownloads, toForkPush, toRelease, toSponsor } from './community-event.ts'
import { findIn } from './find-in.ts'
import type { GithubRecord, ListName, Told } from './record.ts'
import {
  toChangeComment,
  toFork,
  toIssue,
  toIssueComment,
  toReview,
  toStar,
  toStarDays,
} from './work-event.ts'

const tellers: Readonly<Record<ListName, (record: GithubRecord) => Told>> = {
  issues: toIssue,
  'issue comments': toIssueComment,
  'review comments': toChangeComment,
  reviews: toReview,
  stars: toStar,
  'star history': toStarDays,
  forks: toFork,
  'fork pushes': toForkPush,
  releases: toRelease,
  downloads: toDownloads,
  discussions: toDiscussed,
  'discussion comments': toDiscussed,
  sponsors: toSponsor,
}

export function toOutcome(raw: unknown): RecordOutcome {
  const record = raw as GithubRecord
  const told = tellers[record.list](record)
  if (typeof told === 'string') return { kind: 'ignored', reason: told }
  if (told === undefined)
    return {
      kind: 'quarantined',
      reason: `it lacks what is needed to read it as one of the ${record.list}, such as its number or its date`,
      position: placeOf(record),
      record: showRecord(record.raw),
    }
  return { kind: 'events', events: told.map((event) => finish(event, record)) }
}

const clockSkew = 24 * 3600 * 1000

/** What holds for every event of a repository. */
function finish(event: EventDraft, { repository, answeredAt }: GithubRecord): EventDraft {
  const flags = [
    ...(event.flags ?? []),
    ...(event.occurredAt > answeredAt + clockSkew ? ['dated-in-future'] : []),
  ]
  return {
    ...event,
    visibility: repository.isPrivate && event.visibility === 'public' ? 'private' : event.visibility,
    lawfulBasis: repository.isPrivate ? 'legitimate interest' : event.lawfulBasis,
    attrs: { repository: repository.name, ...event.attrs },
    ...(flags.length === 0 ? {} : { flags }),
  }
}

/** Where it stood, in a way that does not change when other things are added. */
function placeOf({ list, repository, raw }: GithubRecord): string {
  const id =
    findIn(raw, 'number') ??
    findIn(raw, 'id') ??
    findIn(raw, 'databaseId') ??
    findIn(raw, 'week') ??
    findIn(raw, 'user', 'login')
  return `${list} of ${repository.name}, ${typeof id === 'number' || typeof id === 'string' ? readText(String(id)) : 'one without a number'}`
}

const longestRecord = 2_000
/** What people wrote, and links, which say nothing of what is wrong. */
const concealed = /^(?:body|body_html|body_text|diff_hunk|.*_url|url)$/

function showRecord(raw: unknown): string {
  const text =
    JSON.stringify(raw, (key, value: unknown) => (concealed.test(key) ? undefined : value)) ?? 'null'
  return text.slice(0, longestRecord)
}
