import { expect, test } from 'vitest'
import { makeInert, shorten } from './inert-text.ts'

test('markup is left alone, because React escapes it', () => {
  expect(makeInert('<img src=x onerror=alert(1)>')).toBe('<img src=x onerror=alert(1)>')
})

test('control characters become a visible sign', () => {
  expect(makeInert('a\u0000b\u001b[31mc\u007f')).toBe('a\ufffdb\ufffd[31mc\ufffd')
})

test('line breaks and tabs become one space', () => {
  expect(makeInert('Ana\r\n\tLima')).toBe('Ana Lima')
})

test('direction overrides, marks and isolates lose their power', () => {
  expect(makeInert('\u202Egnp.exe\u202C \u2066x\u2069 \u200F\u061C')).toBe(
    '\ufffdgnp.exe\ufffd \ufffdx\ufffd \ufffd\ufffd',
  )
})

test('invisible spaces, tag characters and lone surrogates are seen', () => {
  expect(makeInert('a\u200bb\ufeffc\u{e0041}d\ud800')).toBe('a\ufffdb\ufffdc\ufffdd\ufffd')
})

test('words of right-to-left scripts, joiners and family emoji stay as they are', () => {
  for (const text of ['محمد العربي', 'می‌خواهم', 'क्ष', '👩‍👩‍👧', 'é', 'Nguyễn'])
    expect(makeInert(text)).toBe(text)
})

test('a tower of marks is cut to four', () => {
  expect(makeInert(`Z${'\u0351'.repeat(40)}!`)).toBe(`Z${'\u0351'.repeat(4)}!`)
})

test('shorten cuts between characters and says so', () => {
  expect(shorten('👍👍👍👍', 3)).toBe('👍👍…')
  expect(shorten('abc', 3)).toBe('abc')
})
