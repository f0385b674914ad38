import { readLinks } from '../../../core/index.ts'
import type { AliasDraft, EventDraft } from '../../connector.ts'
import { readId, readText } from '../../forge/index.ts'
import { findIn } from './record.ts'

type Actor = Pick<EventDraft, 'actor' | 'organisationHint'> & { readonly attrs: Record<string, string> }

/** Accounts of projects and groups that act by token, and of GitLab itself. */
const bots =
  /^(?:(?:project|group)_\d+_bot(?:_\w+)?|(?:support|alert|security|automation|migration)-bot|gitlab-.*-?bot)$/i

/** Who did something; those who removed their account are shown as one ghost. */
export function readActor(user: unknown): Actor {
  const username = readText(findIn(user, 'username'))
  const accountId = readId(findIn(user, 'id'))
  if ((username === '' && accountId === undefined) || /^ghost\d*$/.test(username)) return { attrs: {} }
  const name = readText(findIn(user, 'name'))
  const email = readText(findIn(user, 'public_email'))
  const actor: AliasDraft = {
    ...(username === '' ? {} : { username }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(name === '' ? {} : { name }),
    ...(/^\S+@\S+$/.test(email) ? { email } : {}),
  }
  const isBot = findIn(user, 'bot') === true || bots.test(username)
  const links = isBot ? '' : readLinks(findIn(user, 'website_url'))
  return { actor, attrs: { ...(isBot ? { bot: '1' } : {}), ...(links === '' ? {} : { links }) } }
}

/** Who forked: the account whose own space the fork is in, or the one that made it in a space of a group. */
export function readForker(fork: unknown): Actor {
  const creator = findIn(fork, 'creator_id')
  const space = findIn(fork, 'namespace')
  if (findIn(space, 'kind') === 'user')
    return readActor({
      id: findIn(fork, 'owner', 'id') ?? creator,
      username: findIn(fork, 'owner', 'username') ?? findIn(space, 'path'),
      name: findIn(fork, 'owner', 'name') ?? findIn(space, 'name'),
    })
  const group = readText(findIn(space, 'full_path'))
  return { ...readActor({ id: creator }), ...(group === '' ? {} : { organisationHint: group }) }
}
