import { readLinks } from '../../../core/index.ts'
import type { AliasDraft, EventDraft } from '../../connector.ts'
import { readId, readText } from '../../forge/index.ts'
import { findIn } from './find-in.ts'

type Actor = Pick<EventDraft, 'actor' | 'organisationHint'> & { readonly attrs: Record<string, string> }

/** Where people who removed their account are shown as one. */
const ghost = '10137'

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
  const links = isBot ? '' : readProfile(user)
  return { actor, attrs: { ...(isBot ? { bot: '1' } : {}), ...(links === '' ? {} : { links }) } }
}

/** What their profile names, where the answer tells: as GraphQL and REST call it. */
function readProfile(user: unknown): string {
  const accounts = findIn(user, 'socialAccounts', 'nodes')
  const others = Array.isArray(accounts) ? accounts.map((account: unknown) => findIn(account, 'url')) : []
  return readLinks(findIn(user, 'websiteUrl'), findIn(user, 'blog'), ...others)
}
