import { expect, test } from 'vitest'
import { decodeBytes } from './charset.ts'
import { decodeHeader, tidyText } from './encoded-word.ts'

test.each([
  ['plain', 'plain'],
  ['=?UTF-8?Q?J=C3=BCrgen_Gro=C3=9F?=', 'Jürgen Groß'],
  ['=?utf-8?b?SsO8cmdlbg==?=', 'Jürgen'],
  ['=?iso-8859-1?Q?J=FCrgen?= =?iso-8859-1?Q?_Ott?=', 'Jürgen Ott'],
  ['=?ISO-8859-15?Q?5_=A4?=', '5 €'],
  ['Re: =?KOI8-R?B?8NLJ18XU?= all', 'Re: Привет all'],
  ['=?gb2312?B?xOO6ww==?=', '你好'],
  ['=?iso-2022-jp?B?GyRCJDMkcxsoQg==?=', 'こん'],
  ['=?euc-kr?B?vsiz5w==?=', '안녕'],
  ['=?utf-7?Q?J+APw-rgen?=', 'Jürgen'],
  ['=?utf-8*de?Q?J=C3=BCrgen?=', 'Jürgen'],
  ['=?no-such-charset?Q?J=C3=BCrgen?=', 'Jürgen'],
  ['=?utf-8?Q?J=FCrgen?=', 'Jürgen'],
  ['=?utf-8?Q?broken', '=?utf-8?Q?broken'],
  ['a=?b', 'a=?b'],
])('%s', (written, text) => expect(decodeHeader(written)).toBe(text))

test('a character cut in two by words that follow one another', () => {
  expect(decodeHeader('=?utf-8?B?SsM=?= =?utf-8?B?vHJnZW4=?=')).toBe('Jürgen')
})

test('words of two charsets in a row, and text between words', () => {
  expect(decodeHeader('=?utf-8?Q?=C3=BC?= =?iso-8859-1?Q?=FC?= x =?utf-8?Q?=C3=BC?=')).toBe('üü x ü')
})

test('bytes of no declared charset are UTF-8 if they can be, else western', () => {
  expect(decodeBytes(Buffer.from('ü'), '')).toBe('ü')
  expect(decodeBytes(Buffer.from([0xfc, 0x80]), 'us-ascii')).toBe('ü€')
})

test('one line of text: no control characters, and never half a character', () => {
  expect(tidyText('a\u0000b\r\n\tc  d ', 100)).toBe('a b c d')
  expect(tidyText('abcdef', 4)).toBe('abc…')
  expect(tidyText('ab😀def', 4)).toBe('ab…')
})
