import type { AliasDraft, EventDraft } from '../../connector.ts'
import { filled, nameAct, readAssigned, readId, readMoment, readText } from '../../forge/index.ts'
import { findIn, type Hook, privately, publicly, type Told } from './hook.ts'

/** What makes an event of which action; all others are no act of their own. */
const tellers: Readonly<Record<string, (hook: Hook) => Told>> = {
  'issues.opened': (hook) => toOpened(hook, 'issue', 'issue.open'),
  'pull_request.opened': (hook) => toOpened(hook, 'pull_request', 'pr.open'),
  'pull_request.closed': toMerged,
  'issue_comment.created': toIssueComment,
  'pull_request_review_comment.created': (hook) =>
    toSaid(hook, { what: 'comment', on: 'pull_request', prefix: 'review-comment', type: 'pr.comment' }),
  'pull_request_review.submitted': toReview,
  'discussion.created': (hook) => toOpened(hook, 'discussion', 'forum.topic'),
  'discussion_comment.created': (hook) =>
    toSaid(hook, { what: 'comment', on: 'discussion', prefix: 'discussion-comment', type: 'forum.reply' }),
  'star.created': toStar,
  'star.deleted': toStar,
  'fork.': toFork,
  'release.published': toRelease,
  'sponsorship.created': toSponsor,
  'member.added': toMember,
}

const explained: Readonly<Record<string, string>> = {
  'ping.': 'GitHub tried whether somebody answers',
  'watch.started': 'a star, which GitHub tells as `star` with its moment',
}

export function tellGithub(hook: Hook): Told {
  const action = readText(findIn(hook.payload, 'action'))
  const name = `${hook.event}.${action}`
  const known = (list: Readonly<Record<string, unknown>>): boolean => Object.hasOwn(list, name)
  if (known(tellers)) return tellers[name]?.(hook)
  return known(explained)
    ? explained[name]
    : `${readText(hook.event)}${action === '' ? '' : ` (${action})`} is not read`
}

/** Who did it: an account, which has a number; an organisation is no person. */
function readActor(user: unknown, platform: string): Pick<EventDraft, 'actor' | 'organisationHint'> {
  const login = readText(findIn(user, 'login'))
  const id = readId(findIn(user, 'id'))
  if (login === '' && id === undefined) return {}
  if (findIn(user, 'type') === 'Organization') return { organisationHint: login }
  const actor: AliasDraft = { platform, ...filled({ username: login, accountId: id ?? '' }) }
  return { actor }
}

const isBot = (user: unknown): boolean =>
  findIn(user, 'type') === 'Bot' || readText(findIn(user, 'login')).endsWith('[bot]')

interface Act {
  readonly id: string
  /** What others call it; empty when only a webhook tells of it. */
  readonly name: string
  readonly type: EventDraft['type']
  readonly at: number | undefined
  readonly by: unknown
  readonly object?: EventDraft['object']
  readonly attrs?: Readonly<Record<string, string>>
  readonly characters?: unknown
}

/** What all acts have in common; undefined when it lacks its moment. */
function toEvent({ payload, platform }: Hook, act: Act): EventDraft | undefined {
  const repository = readText(findIn(payload, 'repository', 'full_name'))
  if (act.at === undefined) return undefined
  return {
    ...(findIn(payload, 'repository', 'private') === true ? privately : publicly),
    ...readActor(act.by, platform),
    sourceEventId: `${platform}:${act.id}`,
    ...(act.name === '' ? {} : { act: `${platform} ${act.name}` }),
    type: act.type,
    occurredAt: act.at,
    object: act.object ?? { kind: 'repository', id: repository },
    attrs: filled({ repository, ...act.attrs, bot: isBot(act.by) ? '1' : '' }),
    ...(typeof act.characters === 'number' ? { quantities: { characters: act.characters } } : {}),
  }
}

/** `example/tool#17`: issues, proposals and discussions are numbered together. */
function threadOf({ payload }: Hook, on: string): { kind: string; id: string } | undefined {
  const number = readId(findIn(payload, on, 'number'))
  const repository = readText(findIn(payload, 'repository', 'full_name'))
  return number === undefined || repository === ''
    ? undefined
    : { kind: 'thread', id: `${repository}#${number}` }
}

function nameNumbered(
  { payload }: Hook,
  what: string,
  name: (repository: string, number: string) => string,
): string {
  const repository = readId(findIn(payload, 'repository', 'id'))
  const number = readId(findIn(payload, what, 'number'))
  return repository === undefined || number === undefined ? '' : name(repository, number)
}

function toOpened(hook: Hook, what: string, type: EventDraft['type']): Told {
  const opened = findIn(hook.payload, what)
  const id = readId(findIn(opened, 'id'))
  const object = threadOf(hook, what)
  if (id === undefined || object === undefined) return undefined
  return toEvent(hook, {
    id: `${what}:${id}`,
    name: what === 'discussion' ? `discussion:${id}` : nameNumbered(hook, what, nameAct.opened),
    type,
    at: readMoment(findIn(opened, 'created_at')),
    by: findIn(opened, 'user'),
    object,
    attrs: {
      subject: readText(findIn(opened, 'title')),
      category: readText(findIn(opened, 'category', 'name')),
      proof: readText(findIn(opened, 'proof')),
      assigned:
        what === 'pull_request' ? readAssigned(findIn(opened, 'assignees'), findIn(opened, 'user')) : '',
    },
    characters: findIn(opened, 'characters') ?? 0,
  })
}

function toMerged(hook: Hook): Told {
  const proposal = findIn(hook.payload, 'pull_request')
  const id = readId(findIn(proposal, 'id'))
  const object = threadOf(hook, 'pull_request')
  if (id === undefined || object === undefined) return undefined
  if (findIn(proposal, 'merged') === false) return 'a proposal that was closed without being merged'
  return toEvent(hook, {
    id: `merged:${id}`,
    name: nameNumbered(hook, 'pull_request', nameAct.merged),
    type: 'pr.merged',
    at: readMoment(findIn(proposal, 'merged_at')),
    by: findIn(proposal, 'user'),
    object,
    attrs: {
      subject: readText(findIn(proposal, 'title')),
      assigned: readAssigned(findIn(proposal, 'assignees'), findIn(proposal, 'user')),
    },
  })
}

function toIssueComment(hook: Hook): Told {
  const isProposal = findIn(hook.payload, 'issue', 'pull_request') !== undefined
  const type = isProposal ? 'pr.comment' : 'issue.comment'
  return toSaid(hook, { what: 'comment', on: 'issue', prefix: 'issue-comment', type })
}

interface Said {
  readonly what: string
  readonly on: string
  readonly prefix: string
  readonly type: EventDraft['type']
}

function toSaid(hook: Hook, { what, on, prefix, type }: Said): Told {
  const said = findIn(hook.payload, what)
  const id = readId(findIn(said, 'id'))
  const object = threadOf(hook, on)
  if (id === undefined || object === undefined) return undefined
  const event = toEvent(hook, {
    id: `${prefix}:${id}`,
    name: `${prefix}:${id}`,
    type,
    at: readMoment(findIn(said, 'created_at') ?? findIn(said, 'submitted_at')),
    by: findIn(said, 'user'),
    object,
    attrs: {
      verdict: type === 'pr.review' ? readText(findIn(said, 'state')).toLowerCase() : '',
      proof: readText(findIn(said, 'proof')),
    },
    characters: findIn(said, 'characters') ?? 0,
  })
  const path = readText(findIn(said, 'path'))
  return event === undefined || path === '' ? event : { ...event, touched: [path] }
}

/** What authors say in their own proposals is no review. */
function toReview(hook: Hook): Told {
  const { payload } = hook
  const by = readId(findIn(payload, 'review', 'user', 'id'))
  const isOwn = by !== undefined && by === readId(findIn(payload, 'pull_request', 'user', 'id'))
  if (isOwn && !findIn(payload, 'review', 'characters'))
    return 'an answer of authors in their own proposal, whose comments are told for themselves'
  const type = isOwn ? 'pr.comment' : 'pr.review'
  return toSaid(hook, { what: 'review', on: 'pull_request', prefix: 'review', type })
}

function toStar(hook: Hook): Told {
  const { payload, sentAt } = hook
  const repository = readId(findIn(payload, 'repository', 'id'))
  const user = readId(findIn(payload, 'sender', 'id'))
  if (repository === undefined || user === undefined) return undefined
  const isTakenBack = findIn(payload, 'action') === 'deleted'
  // That a star was taken back has no moment of its own.
  const at = isTakenBack ? sentAt : readMoment(findIn(payload, 'starred_at'))
  return toEvent(hook, {
    id: `${isTakenBack ? 'unstar' : 'star'}:${repository}:${user}`,
    name: isTakenBack || at === undefined ? '' : nameAct.star(repository, user, at),
    type: isTakenBack ? 'repo.unstar' : 'repo.star',
    at,
    by: findIn(payload, 'sender'),
  })
}

function toFork(hook: Hook): Told {
  const fork = findIn(hook.payload, 'forkee')
  const id = readId(findIn(fork, 'id'))
  if (id === undefined) return undefined
  return toEvent(hook, {
    id: `fork:${id}`,
    name: `fork:${id}`,
    type: 'repo.fork',
    at: readMoment(findIn(fork, 'created_at')),
    by: findIn(fork, 'owner'),
    attrs: { fork: readText(findIn(fork, 'full_name')) },
  })
}

function toRelease(hook: Hook): Told {
  const release = findIn(hook.payload, 'release')
  const id = readId(findIn(release, 'id'))
  if (id === undefined) return undefined
  return toEvent(hook, {
    id: `release:${id}`,
    name: `release:${id}`,
    type: 'release.publish',
    at: readMoment(findIn(release, 'published_at')),
    by: findIn(release, 'author'),
    object: {
      kind: 'repository',
      id: readText(findIn(hook.payload, 'repository', 'full_name')),
      ...filled({ version: readText(findIn(release, 'tag_name')) }),
    },
    attrs: {
      subject: readText(findIn(release, 'name')),
      prerelease: findIn(release, 'prerelease') === true ? '1' : '',
    },
  })
}

function toSponsor(hook: Hook): Told {
  const sponsorship = findIn(hook.payload, 'sponsorship')
  if (findIn(sponsorship, 'privacy_level') === 'private') return 'a sponsor who wants it to be private'
  const id = readText(findIn(sponsorship, 'node_id'))
  if (id === '') return undefined
  return toEvent(hook, {
    id: `sponsorship:${id}`,
    name: `sponsorship:${id}`,
    type: 'sponsor.start',
    at: readMoment(findIn(sponsorship, 'created_at')),
    by: findIn(sponsorship, 'sponsor'),
    object: { kind: 'account', id: readText(findIn(sponsorship, 'sponsorable', 'login')) },
  })
}

/** Who may only read is no maintainer. */
function toMember(hook: Hook): Told {
  const { payload, sentAt } = hook
  const repository = readId(findIn(payload, 'repository', 'id'))
  const member = readId(findIn(payload, 'member', 'id'))
  if (repository === undefined || member === undefined) return undefined
  const role =
    readText(findIn(payload, 'changes', 'role_name', 'to')) ||
    readText(findIn(payload, 'changes', 'permission', 'to'))
  if (/^(?:read|pull|triage)$/.test(role)) return 'a member who may not change anything'
  return toEvent(hook, {
    id: `member:${repository}:${member}`,
    name: nameAct.member(repository, member, sentAt),
    type: 'maintainer.grant',
    at: sentAt,
    by: findIn(payload, 'member'),
    attrs: { role },
  })
}
