import { findProofs } from '../../../core/index.ts'
import type { EventDraft, RecordOutcome } from '../../connector.ts'
import {
  filled,
  nameAct,
  namePattern,
  readAssigned,
  readId,
  readMoment,
  readText,
} from '../../forge/index.ts'
import { readActor, readForker } from './account.ts'
import { findIn, type GitlabRecord, type ListName, type Told } from './record.ts'

const tellers: Readonly<Record<ListName, (record: GitlabRecord) => Told>> = {
  issues: (record) => toWork(record, { prefix: 'issue', type: 'issue.open', mark: '#' }),
  'merge requests': (record) => toWork(record, { prefix: 'merge-request', type: 'pr.open', mark: '!' }),
  notes: toNote,
  stars: toStar,
  forks: toFork,
  releases: toRelease,
}

export function toOutcome(raw: unknown): RecordOutcome {
  const record = raw as GitlabRecord
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

/** What holds for every event of a project. */
function finish(event: EventDraft, { project, answeredAt }: GitlabRecord): EventDraft {
  return {
    ...event,
    ...(project.isPrivate ? privately : {}),
    attrs: { project: project.name, ...event.attrs },
    ...(event.occurredAt > answeredAt + clockSkew ? { flags: ['dated-in-future'] } : {}),
  }
}

const publicly = { visibility: 'public', lawfulBasis: 'public record' } as const
const privately = { visibility: 'private', lawfulBasis: 'legitimate interest' } as const
const basisOf = (isPrivate: boolean) => (isPrivate ? privately : publicly)

const measure = (text: unknown): number => (typeof text === 'string' ? text.length : 0)

/** An issue, or a merge request and that it was merged. */
function toWork(
  { raw, project }: GitlabRecord,
  { prefix, type, mark }: { prefix: string; type: EventDraft['type']; mark: string },
): Told {
  const id = readId(findIn(raw, 'id'))
  const number = readId(findIn(raw, 'iid'))
  const occurredAt = readMoment(findIn(raw, 'created_at'))
  if (id === undefined || number === undefined || occurredAt === undefined) return undefined
  const { attrs, ...who } = readActor(findIn(raw, 'author'))
  const act = {
    ...basisOf(findIn(raw, 'confidential') === true),
    ...who,
    object: { kind: 'thread', id: `${project.name}${mark}${number}` },
    attrs: {
      ...filled({
        subject: readText(findIn(raw, 'title')),
        assigned: type === 'pr.open' ? readAssigned(findIn(raw, 'assignees'), findIn(raw, 'author')) : '',
      }),
      ...attrs,
    },
  }
  const quantities = { characters: measure(findIn(raw, 'description')) }
  const named = (name: string) => ({ sourceEventId: name, act: name })
  const written = { ...act.attrs, ...filled({ proof: findProofs(findIn(raw, 'description')) }) }
  const opened: EventDraft = {
    ...act,
    ...named(`${prefix}:${id}`),
    type,
    occurredAt,
    attrs: written,
    quantities,
  }
  const mergedAt = type === 'pr.open' ? readMoment(findIn(raw, 'merged_at')) : undefined
  if (mergedAt === undefined) return [opened]
  return [opened, { ...act, ...named(`merged:${id}`), type: 'pr.merged', occurredAt: mergedAt }]
}

/** What GitLab writes when somebody approves, which it keeps in English. */
const approved = /^approved this merge request/

/** A comment, or what GitLab wrote down of what somebody did; of that only approvals count. */
function toNote({ raw, project, on }: GitlabRecord): Told {
  const id = readId(findIn(raw, 'id'))
  const occurredAt = readMoment(findIn(raw, 'created_at'))
  if (id === undefined || on === undefined || occurredAt === undefined) return undefined
  const body = findIn(raw, 'body')
  const isApproval =
    on.list === 'merge_requests' &&
    findIn(raw, 'system') === true &&
    typeof body === 'string' &&
    approved.test(body)
  if (findIn(raw, 'system') === true && !isApproval) return 'what GitLab wrote down itself'
  const isInternal = findIn(raw, 'internal') === true || findIn(raw, 'confidential') === true
  const author = findIn(raw, 'author')
  const { attrs, ...who } = readActor(author)
  const isIssue = on.list === 'issues'
  const approval = nameAct.approval(
    project.id,
    String(on.number),
    readId(findIn(author, 'id')) ?? '',
    occurredAt,
  )
  return [
    {
      ...basisOf(on.isPrivate || isInternal),
      ...who,
      sourceEventId: `note:${id}`,
      act: isApproval ? approval : `note:${id}`,
      type: isApproval ? 'pr.review' : isIssue ? 'issue.comment' : 'pr.comment',
      occurredAt,
      object: { kind: 'thread', id: `${project.name}${isIssue ? '#' : '!'}${on.number}` },
      attrs: {
        ...filled({
          verdict: isApproval ? 'approved' : '',
          pattern: isApproval || on.isPrivate || isInternal ? '' : namePattern(body),
          proof: findIn(raw, 'system') === true ? '' : findProofs(body),
        }),
        ...attrs,
      },
      quantities: { characters: isApproval ? 0 : measure(body) },
    },
  ]
}

const objectOf = ({ project }: GitlabRecord) => ({ kind: 'repository', id: project.name })

function toStar(record: GitlabRecord): Told {
  const user = findIn(record.raw, 'user')
  const id = readId(findIn(user, 'id'))
  const occurredAt = readMoment(findIn(record.raw, 'starred_since'))
  if (id === undefined || occurredAt === undefined) return undefined
  const sourceEventId = `star:${record.project.id}:${id}`
  const act = nameAct.star(record.project.id, id, occurredAt)
  const object = objectOf(record)
  return [{ ...publicly, ...readActor(user), sourceEventId, act, type: 'repo.star', occurredAt, object }]
}

function toFork(record: GitlabRecord): Told {
  const { raw } = record
  const id = readId(findIn(raw, 'id'))
  const occurredAt = readMoment(findIn(raw, 'created_at'))
  if (id === undefined || occurredAt === undefined) return undefined
  const { attrs, ...who } = readForker(raw)
  const visibility = findIn(raw, 'visibility')
  return [
    {
      ...basisOf(typeof visibility === 'string' && visibility !== 'public'),
      ...who,
      sourceEventId: `fork:${id}`,
      act: `fork:${id}`,
      type: 'repo.fork',
      occurredAt,
      object: objectOf(record),
      attrs: { ...filled({ fork: readText(findIn(raw, 'path_with_namespace')) }), ...attrs },
    },
  ]
}

function toRelease(record: GitlabRecord): Told {
  const { raw } = record
  if (findIn(raw, 'upcoming_release') === true) return 'a release of the future'
  const version = readText(findIn(raw, 'tag_name'))
  const occurredAt = readMoment(findIn(raw, 'released_at'))
  if (version === '' || occurredAt === undefined) return undefined
  const { attrs, ...who } = readActor(findIn(raw, 'author'))
  return [
    {
      ...publicly,
      ...who,
      sourceEventId: `release:${record.project.id}:${version}`,
      act: `release:${record.project.id}:${version}`,
      type: 'release.publish',
      occurredAt,
      object: { ...objectOf(record), version },
      attrs: { ...filled({ subject: readText(findIn(raw, 'name')) }), ...attrs },
    },
  ]
}

/** Where it stood, in a way that does not change when other things are added. */
function placeOf({ list, project, raw, on }: GitlabRecord): string {
  const id = findIn(raw, 'iid') ?? findIn(raw, 'id') ?? findIn(raw, 'tag_name') ?? findIn(raw, 'user', 'id')
  const place = on === undefined ? project.name : `${project.name}, ${on.list} ${on.number}`
  return `${list} of ${place}, ${typeof id === 'number' || typeof id === 'string' ? readText(String(id)) : 'one without a number'}`
}

const longestRecord = 2_000
/** What people wrote, and links, which say nothing of what is wrong. */
const concealed = /^(?:body|note|description.*|.*_url|.*_path|_links)$/

function showRecord(raw: unknown): string {
  const text =
    JSON.stringify(raw, (key, value: unknown) => (concealed.test(key) ? undefined : value)) ?? 'null'
  return text.slice(0, longestRecord)
}
