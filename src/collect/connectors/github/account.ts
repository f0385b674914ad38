import type { AliasDraft, EventDraft } from '../../connector.ts'
import { readId, readText } from '../../forge/index.ts'
import { findIn } from './find-in.ts'

type Actor = Pick<EventDraft, 'actor' | 'organisationHint'> & { readonly attrs: Record<string, string> }

/** Where people who removed their account are shown as one. */
const ghost = '10137'

/**
 * The human a proposal is assigned to beside its author, by the account's number; '' unless it is one. Of what a coding agent proposes
 * that is who asked for it: GitHub assigns both.
 */
export function readAssigned(thing: unknown): string {
  const author = readId(findIn(thing, 'user', 'id'))
  const assignees = findIn(thing, 'assignees')
  const humans = Array.isArray(assignees)
    ? assignees.slice(0, 20).flatMap((user: unknown) => {
        const { actor, attrs } = readActor(user)
        const isHuman = attrs['bot'] === undefined && actor?.username !== 'Copilot'
        return isHuman && actor?.accountId !== undefined && actor.accountId !== author
          ? [actor.accountId]
          : []
      })
    : []
  return humans.length === 1 ? (humans[0] ?? '') : ''
}

/** The app somebody did something through, e.g. a coding agent's; '' when it was done by hand. */
export const readApp = (thing: unknown): string =>
  readText(findIn(thing, 'performed_via_github_app', 'slug')).toLowerCase()

/**
 * Who did something, from a user of the REST API or an actor of GraphQL. An account of an organisation is no person; it says for
 * whom something was done.
 */
export function readActor(user: unknown): Actor {
  const login = readText(findIn(user, 'login'))
  const id = readId(findIn(user, 'id')) ?? readId(findIn(user, 'databaseId'))
  const kind = readText(findIn(user, 'type') ?? findIn(user, '__typename'))
  if ((login === '' && id === undefined) || (login === 'ghost' && id === ghost)) return { attrs: {} }
  if (kind === 'Organization') return { organisationHint: login, attrs: {} }
  const isBot = kind === 'Bot' || /\[bot\]$/.test(login)
  const name = readText(findIn(user, 'name'))
  const email = readText(findIn(user, 'email'))
  const actor: AliasDraft = {
    ...(login === '' ? {} : { username: login }),
    ...(id === undefined ? {} : { accountId: id }),
    ...(name === '' ? {} : { name }),
    ...(/^\S+@\S+$/.test(email) ? { email } : {}),
  }
  return { actor, attrs: isBot ? { bot: '1' } : {} }
}
