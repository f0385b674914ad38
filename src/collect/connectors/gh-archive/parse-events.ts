import { readFileSync } from 'node:fs'
import type { BulkPage } from '../../connector.ts'
import type { emits, GhArchiveConfig } from './config.ts'

const select = readFileSync(new URL('./models/read-events.sql', import.meta.url), 'utf8').replace(
  /^--.*$/gm,
  '',
)

const dayMilliseconds = 86_400_000

/** Kinds with their actions, and what they count as; before 2015 some came without an action. */
const acts: Readonly<Record<string, (typeof emits)[number]>> = {
  'WatchEvent started': 'repo.star',
  'ForkEvent ': 'repo.fork',
  'ForkEvent forked': 'repo.fork',
  'IssuesEvent opened': 'issue.open',
  'IssueCommentEvent ': 'issue.comment',
  'IssueCommentEvent created': 'issue.comment',
  'PullRequestEvent opened': 'pr.open',
  // Merged or not: the model looks whether it was.
  'PullRequestEvent closed': 'pr.merged',
  'PullRequestEvent merged': 'pr.merged',
  'PullRequestReviewEvent created': 'pr.review',
  'PullRequestReviewCommentEvent ': 'pr.comment',
  'PullRequestReviewCommentEvent created': 'pr.comment',
  'ReleaseEvent published': 'release.publish',
  'MemberEvent added': 'maintainer.grant',
  'SponsorshipEvent created': 'sponsor.start',
}

/** All kinds there are or were. What is none of them is not named in a reason: a file could hold endless names. */
const known = [
  ...new Set(Object.keys(acts).map((kind) => kind.replace(/ .*/, ''))),
  'CommitCommentEvent',
  'CreateEvent',
  'DeleteEvent',
  'DeploymentEvent',
  'DeploymentStatusEvent',
  'DiscussionEvent',
  'DownloadEvent',
  'FollowEvent',
  'ForkApplyEvent',
  'GistEvent',
  'GollumEvent',
  'PublicEvent',
  'PullRequestReviewThreadEvent',
  'PushEvent',
  'StatusEvent',
  'TeamAddEvent',
]

const actions = [
  'added',
  'answered',
  'assigned',
  'auto_merge_disabled',
  'auto_merge_enabled',
  'cancelled',
  'closed',
  'converted_to_draft',
  'created',
  'deleted',
  'demilestoned',
  'dequeued',
  'dismissed',
  'edited',
  'enqueued',
  'labeled',
  'locked',
  'milestoned',
  'opened',
  'pinned',
  'prereleased',
  'published',
  'ready_for_review',
  'released',
  'removed',
  'reopened',
  'resolved',
  'review_request_removed',
  'review_requested',
  'started',
  'submitted',
  'synchronize',
  'transferred',
  'unassigned',
  'unlabeled',
  'unlocked',
  'unpinned',
  'unpublished',
  'unresolved',
  'updated',
]

/** How the engine is to parse lines of an archive. */
export function parseEvents(
  { repositories }: GhArchiveConfig,
  now: Date,
): Pick<BulkPage, 'select' | 'params'> {
  const chosen = repositories.map((name) => name.toLowerCase())
  return {
    select,
    params: {
      all: chosen.length === 0,
      names: chosen.filter((name) => !name.endsWith('/*')),
      owners: chosen.filter((name) => name.endsWith('/*')).map((name) => name.slice(0, -2)),
      kinds: Object.keys(acts),
      acts: Object.values(acts),
      known,
      actions,
      latest: new Date(now.getTime() + dayMilliseconds).toISOString().slice(0, -1),
    },
  }
}

/** Whether the start of a file holds an event, be it among dirt. */
export function beginsLikeArchive(head: Buffer): boolean {
  return head.toString('utf8').split('\n').some(isEventLine)
}

/** The last line of a start may be cut: an event is known by how it begins and what it names. */
function isEventLine(line: string): boolean {
  return (
    /^\s*\{/.test(line.slice(0, 9)) &&
    /"type"\s*:\s*"[A-Z][A-Za-z]{2,40}Event"/.test(line) &&
    /"repo(sitory)?"\s*:\s*\{/.test(line) &&
    /"actor"\s*:\s*[{"]/.test(line)
  )
}
