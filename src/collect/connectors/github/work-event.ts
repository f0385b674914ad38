import { findProofs } from '../../../core/index.ts'
import type { EventDraft } from '../../connector.ts'
import {
  filled,
  nameAct,
  namePattern,
  readAssigned,
  readId,
  readMoment,
  readText,
} from '../../forge/index.ts'
import { readActor, readApp } from './account.ts'
import { findIn } from './find-in.ts'
import type { GithubRecord, Told } from './record.ts'

export const inPublic = { visibility: 'public', lawfulBasis: 'public record' } as const

/** A thread of a repository, e.g. `example/tool#17`; issues and proposals are numbered together. */
export const threadOf = ({ repository }: GithubRecord, number: string): { kind: string; id: string } => ({
  kind: 'thread',
  id: `${repository.name}#${number}`,
})

export const measure = (body: unknown): number => (typeof body === 'string' ? body.length : 0)

/** An issue, or a proposed change and that it was merged. */
export function toIssue(record: GithubRecord): Told {
  const { raw, repository } = record
  const id = readId(findIn(raw, 'id'))
  const number = readId(findIn(raw, 'number'))
  const occurredAt = readMoment(findIn(raw, 'created_at'))
  if (id === undefined || number === undefined || occurredAt === undefined) return undefined
  const proposal = findIn(raw, 'pull_request')
  const { attrs, ...who } = readActor(findIn(raw, 'user'))
  const subject = readText(findIn(raw, 'title'))
  const isProposal = proposal !== undefined && proposal !== null
  const told = {
    subject,
    assigned: isProposal ? readAssigned(findIn(raw, 'assignees'), findIn(raw, 'user')) : '',
    via_app: readApp(raw),
  }
  const object = threadOf(record, number)
  const act = { ...inPublic, ...who, object, attrs: { ...filled(told), ...attrs } }
  const opened: EventDraft = {
    ...act,
    sourceEventId: `issue:${id}`,
    act: nameAct.opened(repository.id, number),
    type: isProposal ? 'pr.open' : 'issue.open',
    occurredAt,
    attrs: { ...act.attrs, ...filled({ proof: findProofs(findIn(raw, 'body')) }) },
    quantities: { characters: measure(findIn(raw, 'body')) },
  }
  const mergedAt = readMoment(findIn(proposal, 'merged_at'))
  if (mergedAt === undefined) return [opened]
  const merged = { sourceEventId: `merged:${id}`, act: nameAct.merged(repository.id, number) }
  return [opened, { ...act, ...merged, type: 'pr.merged', occurredAt: mergedAt }]
}

/** A comment on an issue or on a proposal as a whole; its address says which. */
export function toIssueComment(record: GithubRecord): Told {
  const { raw } = record
  const number = findNumber(findIn(raw, 'issue_url')) ?? findNumber(findIn(raw, 'html_url'))
  const isProposal = /\/pull\/\d+/.test(readText(findIn(raw, 'html_url')))
  return toComment(record, {
    id: 'issue-comment',
    type: isProposal ? 'pr.comment' : 'issue.comment',
    number,
  })
}

/** A comment on lines of a proposal. */
export function toChangeComment(record: GithubRecord): Told {
  const { raw } = record
  const path = readText(findIn(raw, 'path'))
  const told = toComment(record, {
    id: 'review-comment',
    type: 'pr.comment',
    number: findNumber(findIn(raw, 'pull_request_url')) ?? findNumber(findIn(raw, 'html_url')),
  })
  return told === undefined || path === '' ? told : told.map((event) => ({ ...event, touched: [path] }))
}

function toComment(
  record: GithubRecord,
  { id: prefix, type, number }: { id: string; type: EventDraft['type']; number: string | undefined },
): readonly EventDraft[] | undefined {
  const { raw } = record
  const id = readId(findIn(raw, 'id'))
  const occurredAt = readMoment(findIn(raw, 'created_at'))
  if (id === undefined || number === undefined || occurredAt === undefined) return undefined
  const { attrs: told, ...who } = readActor(findIn(raw, 'user'))
  const body = findIn(raw, 'body')
  const sourceEventId = `${prefix}:${id}`
  return [
    {
      ...inPublic,
      ...who,
      sourceEventId,
      act: sourceEventId,
      type,
      occurredAt,
      object: threadOf(record, number),
      attrs: {
        ...filled({ pattern: namePattern(body), proof: findProofs(body), via_app: readApp(raw) }),
        ...told,
      },
      quantities: { characters: measure(body) },
    },
  ]
}

/** `https://api.github.com/repos/example/tool/issues/17`. */
function findNumber(address: unknown): string | undefined {
  return typeof address === 'string'
    ? /\/(?:issues|pulls?)\/(\d{1,15})(?:[#/?]|$)/.exec(address)?.[1]
    : undefined
}

/** A review. What authors say in their own proposals is no review. */
export function toReview(record: GithubRecord): Told {
  const { raw, author } = record
  const id = readId(findIn(raw, 'id'))
  const number = readId(record.number)
  const state = readText(findIn(raw, 'state')).toLowerCase()
  if (state === 'pending') return 'a review that was not sent yet'
  const occurredAt = readMoment(findIn(raw, 'submitted_at'))
  if (id === undefined || number === undefined || occurredAt === undefined) return undefined
  const user = findIn(raw, 'user')
  const isOwn = author !== undefined && author !== '' && readId(findIn(user, 'id')) === author
  const characters = measure(findIn(raw, 'body'))
  if (isOwn && characters === 0)
    return 'an answer of authors in their own proposal, whose comments are read for themselves'
  const { attrs, ...who } = readActor(user)
  return [
    {
      ...inPublic,
      ...who,
      sourceEventId: `review:${id}`,
      act: `review:${id}`,
      type: isOwn ? 'pr.comment' : 'pr.review',
      occurredAt,
      object: threadOf(record, number),
      // A review can be dismissed later, which makes its verdict something else.
      attrs: {
        ...filled({
          verdict: isOwn || state === 'dismissed' ? '' : state,
          pattern: namePattern(findIn(raw, 'body')),
          proof: findProofs(findIn(raw, 'body')),
        }),
        ...attrs,
      },
      quantities: { characters },
    },
  ]
}

export function toStar({ raw, repository }: GithubRecord): Told {
  const user = findIn(raw, 'user')
  if (user === null) return 'a star of an account that is gone'
  const id = readId(findIn(user, 'id'))
  const occurredAt = readMoment(findIn(raw, 'starred_at'))
  if (id === undefined || occurredAt === undefined) return undefined
  return [
    {
      ...inPublic,
      ...readActor(user),
      sourceEventId: `star:${repository.id}:${id}`,
      act: nameAct.star(repository.id, id, occurredAt),
      type: 'repo.star',
      occurredAt,
      object: { kind: 'repository', id: repository.name },
    },
  ]
}

/** Stars of one week that are only counted, by nobody known; as many events as it has days with stars. */
export function toStarDays({ raw, repository, days }: GithubRecord): Told {
  const begin = findIn(raw, 'week')
  const counts = findIn(raw, 'days')
  if (typeof begin !== 'number' || begin < 0 || begin > latestSecond || !Array.isArray(counts))
    return undefined
  const events = counts.slice(0, 7).flatMap((count: unknown, index): EventDraft[] => {
    const occurredAt = (begin + index * 86_400) * 1000
    const day = new Date(occurredAt).toISOString().slice(0, 10)
    const isNew = days !== undefined && day > days.after && day <= days.through
    if (!isNew || typeof count !== 'number' || !(count > 0)) return []
    return [
      {
        sourceEventId: `stars:${repository.id}:${day}`,
        type: 'repo.star',
        occurredAt,
        object: { kind: 'repository', id: repository.name },
        visibility: 'anonymous',
        lawfulBasis: 'public record',
        quantities: { count },
      },
    ]
  })
  return events.length === 0 ? 'a week without new stars' : events
}

/** The end of 2299. */
const latestSecond = 10_413_792_000

export function toFork({ raw, repository }: GithubRecord): Told {
  const id = readId(findIn(raw, 'id'))
  const occurredAt = readMoment(findIn(raw, 'created_at'))
  if (id === undefined || occurredAt === undefined) return undefined
  const { attrs, ...who } = readActor(findIn(raw, 'owner'))
  return [
    {
      ...inPublic,
      ...who,
      sourceEventId: `fork:${id}`,
      act: `fork:${id}`,
      type: 'repo.fork',
      occurredAt,
      object: { kind: 'repository', id: repository.name },
      attrs: { ...filled({ fork: readText(findIn(raw, 'full_name')) }), ...attrs },
    },
  ]
}
