import { createHash } from 'node:crypto'
import { UserError } from '../../core/index.ts'

const longest = 300
const platforms: Readonly<Record<string, string>> = { 'github.com': 'github', 'gitlab.com': 'gitlab' }
/** Between a host and a name: `forum.example.org/u/jane`. */
const rooms = new Set(['u', 'user', 'users', 'people', 'members'])

/**
 * Names an account a person writes down, as a claim keeps it: a digest, so that nothing of anybody's name is left when they are
 * forgotten (the engine makes the same of aliases in alias-proofs.sql). A UserError when it cannot be told which account is meant.
 */
export function digestAccount(written: string): string {
  const text = written.trim()
  if (text.length <= longest && /^[^\s@/]+@[^\s@/]+$/.test(text))
    return digest(`address\n${text.toLowerCase()}`)
  const [first = '', ...rest] = text
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/[?#].*$/s, '')
    .split('/')
  const host = first.toLowerCase()
  const name = (rest.length > 1 && rooms.has(rest[0] ?? '') ? rest[1] : rest[0])?.replace(/^@/, '') ?? ''
  if (text.length > longest || host === '' || name === '' || /\s/.test(host + name))
    throw new UserError(
      'It does not say which account is meant. Write an address (jane@example.org), the page of a profile (https://github.com/jane), or where and who (github/jane).',
      { status: 422 },
    )
  return digest(`account\n${platforms[host] ?? host}\n${name.toLowerCase()}`)
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
