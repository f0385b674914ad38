import { expect, test } from 'vitest'
import { parseMailmap } from './mailmap.ts'

const told = (text: string): string[] =>
  parseMailmap(Buffer.from(text)).map(
    (claim) => `${claim.properName}|${claim.properEmail}|${claim.aliasName}|${claim.aliasEmail}`,
  )

test('the four documented forms', () => {
  expect(
    told(`Ann Ott <ann@example.org>
<bob@example.org> <bob@old.example.org>
Cy Young <cy@example.org> <cy@old.example.org>
Dee Bo <dee@example.org> dee <root@localhost>
`),
  ).toEqual([
    'Ann Ott|||ann@example.org',
    '|bob@example.org||bob@old.example.org',
    'Cy Young|cy@example.org||cy@old.example.org',
    'Dee Bo|dee@example.org|dee|root@localhost',
  ])
})

test('comments, blanks, line ends of Windows and lines that say nothing', () => {
  expect(
    told(
      '\uFEFF# people\r\n\r\n  Ann Ott   <ann@example.org>  # she\r\nno address here\r\n<only@example.org>\r\n',
    ),
  ).toEqual(['Ann Ott|||ann@example.org'])
})

test('a later line amends an earlier one about the same address, in whatever case', () => {
  expect(told('Ann <ann@old.example.org>\n<ann@example.org> <ANN@old.example.org>\n')).toEqual([
    'Ann|ann@example.org||ANN@old.example.org',
  ])
})

test('names in Latin-1 are kept', () => {
  expect(parseMailmap(Buffer.from('Andr\u00e9 <andre@example.org>', 'latin1'))[0]?.properName).toBe(
    'Andr\u00e9',
  )
})
