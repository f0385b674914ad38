import type { ClaimSet } from '../../connector.ts'
import { decodeText } from './text.ts'

type Claim = ClaimSet['claims'][number]

/**
 * The four forms a .mailmap documents. Names and addresses stay as written; whoever uses the claims compares them without
 * regard to case, as git does. A later line about the same name and address amends an earlier one.
 *
 *     Proper Name <commit@example.org>
 *     <proper@example.org> <commit@example.org>
 *     Proper Name <proper@example.org> <commit@example.org>
 *     Proper Name <proper@example.org> Commit Name <commit@example.org>
 */
export function parseMailmap(bytes: Buffer): Claim[] {
  const claims = new Map<string, Claim>()
  for (const line of decodeText(bytes, '')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)) {
    const claim = line.startsWith('#') ? undefined : readLine(line)
    if (claim === undefined) continue
    const key = `${claim.aliasEmail.toLowerCase()}\0${claim.aliasName.toLowerCase()}`
    const earlier = claims.get(key)
    claims.set(key, {
      ...claim,
      properName: claim.properName === '' ? (earlier?.properName ?? '') : claim.properName,
      properEmail: claim.properEmail === '' ? (earlier?.properEmail ?? '') : claim.properEmail,
    })
  }
  return [...claims.values()]
}

function readLine(line: string): Claim | undefined {
  const first = readNamed(line)
  // An address that stands first names somebody, so it cannot be empty.
  if (first === undefined || first.email === '') return undefined
  const second = readNamed(first.rest)
  if (second === undefined)
    return first.name === ''
      ? undefined
      : { properName: first.name, properEmail: '', aliasName: '', aliasEmail: first.email }
  return {
    properName: first.name,
    properEmail: first.email,
    aliasName: second.name,
    aliasEmail: second.email,
  }
}

function readNamed(text: string): { name: string; email: string; rest: string } | undefined {
  const open = text.indexOf('<')
  const close = text.indexOf('>', open + 1)
  if (open === -1 || close === -1) return undefined
  return {
    name: text.slice(0, open).trim(),
    email: text.slice(open + 1, close).trim(),
    rest: text.slice(close + 1),
  }
}
