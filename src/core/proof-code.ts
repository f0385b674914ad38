import { createHash, randomBytes } from 'node:crypto'

/**
 * What somebody writes with one account to prove that another is theirs too. It says in words what it means, so that nobody who is asked
 * to write it down for a stranger does so unawares. Only digests of it are ever kept.
 */
const code = /(?<![a-z0-9-])also-mine(?:-[a-z2-7]{5}){4}(?![a-z0-9]|-[a-z0-9])/gi
const mark = /also-mine-/i
const letters = 'abcdefghijklmnopqrstuvwxyz234567'
const digestLength = 32
/** Longer texts are logs; and more codes in one text nobody needs. */
const longestText = 1 << 20
const mostCodes = 3

/** The secret of a link; 256 bits, not to be guessed. */
export const makeClaimToken = (): string => randomBytes(32).toString('base64url')

/** What is kept of a link's secret, and names its claim. */
export const digestToken = (token: string): string => digest('claim token', token)

/** The code that goes with a link: 100 bits that follow from its secret, but do not tell it. */
export function deriveProofCode(token: string): string {
  const bytes = createHash('sha256').update('proof code\n').update(token).digest()
  const parts = [0, 5, 10, 15].map((from) =>
    [...bytes.subarray(from, from + 5)].map((byte) => letters[byte & 31] ?? '').join(''),
  )
  return `also-mine-${parts.join('-')}`
}

/** What is kept of a code. */
export const digestCode = (text: string): string => digest('written code', text.toLowerCase())

/** Digests of the codes somebody wrote in a text, parted by blanks; lines quoted of others do not count. '' when there is none. */
export function findProofs(text: unknown): string {
  if (typeof text !== 'string' || !mark.test(text.slice(0, longestText))) return ''
  const own = text
    .slice(0, longestText)
    .split(/\r\n|\r|\n/)
    .filter((line) => !/^\s*(?:>|&gt;|[A-Za-z]{1,3}>)/.test(line))
    .join('\n')
  const found = new Set(own.match(code)?.map(digestCode))
  return [...found].sort().slice(0, mostCodes).join(' ')
}

const digest = (what: string, text: string): string =>
  createHash('sha256').update(`${what}\n${text}`).digest('hex').slice(0, digestLength)
