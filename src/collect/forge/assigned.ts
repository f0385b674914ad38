import { readId, readText } from './field.ts'

/** More are not looked at. */
const most = 20

/**
 * The human something is assigned to beside its author, by the account's number; '' unless it is one. Of what a coding agent proposes
 * that is who asked for it: forges assign both.
 */
export function readAssigned(assignees: unknown, author: unknown): string {
  if (!Array.isArray(assignees)) return ''
  const writer = numberOf(author)
  const others = new Set(
    assignees.slice(0, most).flatMap((user: unknown) => {
      const id = numberOf(user)
      return id === undefined || id === writer || isMachine(user) ? [] : [id]
    }),
  )
  const [one = ''] = others
  return others.size === 1 ? one : ''
}

const numberOf = (user: unknown): string | undefined => readId(partOf(user, 'id'))

/** As GitHub (`login`, `type`) and GitLab (`username`, `bot`) name it; Copilot is none by its type in some answers. */
function isMachine(user: unknown): boolean {
  const name = readText(partOf(user, 'login')) || readText(partOf(user, 'username'))
  const kind = partOf(user, 'type')
  return (
    (typeof kind === 'string' && kind !== 'User') ||
    partOf(user, 'bot') === true ||
    /\[bot\]$|^copilot$|^gitlabduo$|^(?:project|group)_\d+_bot/i.test(name)
  )
}

const partOf = (user: unknown, name: string): unknown =>
  typeof user === 'object' && user !== null ? Reflect.get(user, name) : undefined
