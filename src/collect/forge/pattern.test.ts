import { describe, expect, test } from 'vitest'
import { namePattern } from './pattern.ts'

const alike = (a: string, b: string): boolean => namePattern(a) === namePattern(b)

describe('the pattern of a comment', () => {
  test('does not change with numbers, hashes, addresses and whom it speaks to', () => {
    expect(
      alike(
        '@jane Coverage increased (+0.02%) to 81.3% when pulling 1a2b3c4d on fix into main. https://ci.example.org/7',
        '@cole  Coverage increased (+1.7%) to 9% when pulling deadbeef01 on fix into main. https://ci.example.org/1234',
      ),
    ).toBe(true)
    expect(alike('Thank you for this, @ann: merged it', 'thank you for this, merged it!')).toBe(true)
  })

  test('differs with what is said, and does not tell it', () => {
    expect(alike('I think the loom is broken', 'The loom works well for me')).toBe(false)
    expect(namePattern('I think the loom is broken')).toMatch(/^[0-9a-f]{12}$/)
    expect(alike('Ein Schiff wird bald kommen', 'Ein Schaf wird bald kommen')).toBe(false)
  })

  test('words that look like hashes stay words', () => {
    expect(alike('this is all a facade', 'this is all a cascade')).toBe(false)
    expect(alike('somebody had it all defaced', 'somebody had it all effaced')).toBe(false)
  })

  test('what everybody says again and again has none', () => {
    const said = ['', '  \n', undefined, 7, '+1', '👍', 'LGTM, thanks!', '/retest', 'looks good to me']
    expect(said.map(namePattern).join('')).toBe('')
  })

  test('a long text is looked at only at its beginning', () => {
    const long = 'word '.repeat(300_000)
    expect(alike(`${long}a`, `${long}b`)).toBe(true)
  })
})
