import { createHash } from 'node:crypto'

/** What follows says more of the occasion than of the pattern. */
const tellingLetters = 160

/** People, too, say “looks good to me”, “ping” and “thanks” over and over. */
const fewestWords = 5

/**
 * Names what somebody said by its pattern: two texts have the same when they begin alike but for numbers, hashes, addresses and
 * whom they speak to. Machines say few things often (Golzadeh et al., BoDeGHa). The text itself is not kept; '' where too little is said.
 */
export function namePattern(said: unknown): string {
  if (typeof said !== 'string') return ''
  const pattern = said
    .slice(0, 8 * tellingLetters)
    .toLowerCase()
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/@[\w-]+/g, ' ')
    .replace(/\b(?=\w*\d)[0-9a-f]{7,40}\b/g, ' ')
    .replace(/\d+/g, ' ')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
    .slice(0, tellingLetters)
  if (pattern.split(' ').length < fewestWords) return ''
  return createHash('sha256').update(pattern).digest('hex').slice(0, 12)
}
