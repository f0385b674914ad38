import type { AliasDraft, EventDraft } from '../../connector.ts'
import { filled, nameAct, readId, readMoment, readText } from '../../forge/index.ts'
import { findIn, type Hook, privately, publicly, type Told } from './hook.ts'

export function tellGitlab(hook: Hook): Told {
  const action = readText(
    findIn(hook.payload, 'object_attributes', 'action') ?? findIn(hook.payload, 'action'),
  )
  if (hook.event === 'issue' && action === 'open') return toOpened(hook, 'issue.open')
  if (hook.event === 'merge_request' && action === 'open') return toOpened(hook, 'pr.open')
  if (hook.event === 'merge_request' && action === 'merge') return toMerged(hook)
  if (hook.event === 'merge_request' && /^approv(?:al|ed)$/.test(action)) return toApproval(hook)
  if (hook.event === 'note') return toNote(hook)
  if (hook.event === 'release' && action === 'create') return toRelease(hook)
  return `${readText(hook.event)}${action === '' ? '' : ` (${action})`} is not read`
}

/** Who pressed the button, or of whom only the number is told. */
function readActor(
  { payload, platform }: Hook,
  author: unknown,
): { actor?: AliasDraft; attrs: Record<string, string> } {
  const user = findIn(payload, 'user')
  const id = readId(findIn(user, 'id'))
  const accountId = readId(author) ?? id
  const username = readText(findIn(user, 'username'))
  const isUser = accountId === id
  const parts = filled({
    accountId: accountId ?? '',
    username: isUser ? username : '',
    name: isUser ? readText(findIn(user, 'name')) : '',
  })
  if (Object.keys(parts).length === 0) return { attrs: {} }
  const isBot = isUser && /^(?:project|group)_\d+_bot/.test(username)
  return { actor: { platform, ...parts }, attrs: isBot ? { bot: '1' } : {} }
}

/** GitLab writes moments as `2026-01-02T10:00:00Z` or as `2026-01-02 10:00:00 UTC`, or with an offset. */
function readTime(written: unknown): number | undefined {
  if (typeof written !== 'string') return undefined
  const [, day = '', time = '', zone = ''] = /^(\S{10}) (\S+?) ?(UTC|[+-]\d{4})$/.exec(written) ?? []
  return readMoment(day === '' ? written : `${day}T${time}${zone === 'UTC' ? 'Z' : zone}`)
}

interface Act {
  readonly id: string
  /** What the API calls it, if otherwise. */
  readonly name?: string
  readonly type: EventDraft['type']
  readonly at: number | undefined
  readonly author?: unknown
  readonly object: NonNullable<EventDraft['object']>
  readonly isPrivate?: boolean
  readonly attrs?: Readonly<Record<string, string>>
  readonly characters?: unknown
}

const publicLevel = 20

function toEvent(hook: Hook, act: Act): EventDraft | undefined {
  if (act.at === undefined) return undefined
  const level = findIn(hook.payload, 'project', 'visibility_level')
  const isPrivate = act.isPrivate === true || (typeof level === 'number' && level < publicLevel)
  const { attrs, ...who } = readActor(hook, act.author)
  return {
    ...(isPrivate ? privately : publicly),
    ...who,
    sourceEventId: `${hook.platform}:${act.id}`,
    act: `${hook.platform} ${act.name ?? act.id}`,
    type: act.type,
    occurredAt: act.at,
    object: act.object,
    attrs: { ...filled({ project: projectOf(hook), ...act.attrs }), ...attrs },
    ...(typeof act.characters === 'number' ? { quantities: { characters: act.characters } } : {}),
  }
}

const projectOf = ({ payload }: Hook): string => readText(findIn(payload, 'project', 'path_with_namespace'))

function threadOf(hook: Hook, thing: unknown, mark: '#' | '!'): { kind: string; id: string } | undefined {
  const number = readId(findIn(thing, 'iid'))
  const project = projectOf(hook)
  return number === undefined || project === ''
    ? undefined
    : { kind: 'thread', id: `${project}${mark}${number}` }
}

function toOpened(hook: Hook, type: 'issue.open' | 'pr.open'): Told {
  const thing = findIn(hook.payload, 'object_attributes')
  const id = readId(findIn(thing, 'id'))
  const object = threadOf(hook, thing, type === 'issue.open' ? '#' : '!')
  if (id === undefined || object === undefined) return undefined
  return toEvent(hook, {
    id: `${type === 'issue.open' ? 'issue' : 'merge-request'}:${id}`,
    type,
    at: readTime(findIn(thing, 'created_at')),
    author: findIn(thing, 'author_id'),
    object,
    isPrivate: findIn(thing, 'confidential') === true,
    attrs: { subject: readText(findIn(thing, 'title')), proof: readText(findIn(thing, 'proof')) },
    characters: findIn(thing, 'characters') ?? 0,
  })
}

/** The change is its author's, whoever pressed the button; older servers tell of the merge only as the last change. */
function toMerged(hook: Hook): Told {
  const thing = findIn(hook.payload, 'object_attributes')
  const id = readId(findIn(thing, 'id'))
  const object = threadOf(hook, thing, '!')
  if (id === undefined || object === undefined) return undefined
  return toEvent(hook, {
    id: `merged:${id}`,
    type: 'pr.merged',
    at: readTime(findIn(thing, 'merged_at') ?? findIn(thing, 'updated_at')),
    author: findIn(thing, 'author_id'),
    object,
    attrs: { subject: readText(findIn(thing, 'title')) },
  })
}

function toApproval(hook: Hook): Told {
  const thing = findIn(hook.payload, 'object_attributes')
  const id = readId(findIn(thing, 'id'))
  const number = readId(findIn(thing, 'iid'))
  const project = readId(findIn(hook.payload, 'project', 'id'))
  const user = readId(findIn(hook.payload, 'user', 'id'))
  const at = readTime(findIn(thing, 'updated_at'))
  const object = threadOf(hook, thing, '!')
  if (id === undefined || user === undefined || object === undefined) return undefined
  const isNamed = number !== undefined && project !== undefined && at !== undefined
  return toEvent(hook, {
    id: `approval:${id}:${user}`,
    ...(isNamed ? { name: nameAct.approval(project, number, user, at) } : {}),
    type: 'pr.review',
    at,
    object,
    attrs: { verdict: 'approved' },
  })
}

function toNote(hook: Hook): Told {
  const { payload } = hook
  const note = findIn(payload, 'object_attributes')
  if (findIn(note, 'system') === true) return 'what GitLab wrote down itself'
  if (findIn(note, 'action') === 'update') return 'a note that was changed'
  const on = readText(findIn(note, 'noteable_type'))
  if (on !== 'Issue' && on !== 'MergeRequest') return 'a note on neither an issue nor a merge request'
  const isIssue = on === 'Issue'
  const thing = findIn(payload, isIssue ? 'issue' : 'merge_request')
  const id = readId(findIn(note, 'id'))
  const object = threadOf(hook, thing, isIssue ? '#' : '!')
  if (id === undefined || object === undefined) return undefined
  return toEvent(hook, {
    id: `note:${id}`,
    type: isIssue ? 'issue.comment' : 'pr.comment',
    at: readTime(findIn(note, 'created_at')),
    author: findIn(note, 'author_id'),
    object,
    isPrivate:
      findIn(note, 'internal') === true ||
      findIn(thing, 'confidential') === true ||
      findIn(payload, 'event_type') === 'confidential_note',
    attrs: { proof: readText(findIn(note, 'proof')) },
    characters: findIn(note, 'characters') ?? 0,
  })
}

/** Who released is not told. */
function toRelease(hook: Hook): Told {
  const { payload } = hook
  const version = readText(findIn(payload, 'tag'))
  const project = readId(findIn(payload, 'project', 'id'))
  if (version === '' || project === undefined) return undefined
  return toEvent(hook, {
    id: `release:${project}:${version}`,
    type: 'release.publish',
    at: readTime(findIn(payload, 'released_at')),
    object: { kind: 'repository', id: projectOf(hook), version },
    attrs: { subject: readText(findIn(payload, 'name')) },
  })
}
