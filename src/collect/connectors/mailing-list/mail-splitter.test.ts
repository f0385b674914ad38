import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beginsLikeMail, beginsLikeMbox } from './mail-shape.ts'
import { MailSplitter } from './mail-splitter.ts'

const from = 'From ann@example.org  Thu Mar  1 09:12:31 2007'

function split(
  text: string,
  chunkLength = 1 << 20,
  offset = 0,
): { body: string; envelope: string | undefined; offset: number }[] {
  const bytes = Buffer.from(text, 'latin1')
  const splitter = new MailSplitter(offset)
  const mails = []
  for (let at = 0; at < bytes.length; at += chunkLength)
    mails.push(...splitter.take(Buffer.from(bytes.subarray(at, at + chunkLength))))
  mails.push(...splitter.finish())
  return mails.map((mail) => ({
    body: mail.bytes.toString('latin1'),
    envelope: mail.envelope,
    offset: mail.offset,
  }))
}

describe('splitting', () => {
  test('mails, with where they begin', () => {
    const text = `${from}\nSubject: 1\n\none\n\n${from}\nSubject: 2\n\ntwo\n`
    expect(split(text)).toEqual([
      { body: 'Subject: 1\n\none\n\n', envelope: from, offset: 0 },
      { body: 'Subject: 2\n\ntwo\n', envelope: from, offset: text.lastIndexOf('From ') },
    ])
  })

  test.each([
    ['prose', 'From here on it works.'],
    ['prose after a blank line', '\nFrom what I see: nothing.'],
    ['a date in prose', 'From Ann on Thu Mar  1 09:12:31 2007 I heard'],
    ['a quoted line', `\n>${from}\nSubject: x`],
    ['the word in a line', `x From ann@example.org  Thu Mar  1 09:12:31 2007\nSubject: y`],
  ])('%s is no separator', (_what, line) => {
    expect(split(`${from}\nSubject: 1\n\none\n${line}\nmore\n`)).toHaveLength(1)
  })

  test.each([
    ['without a blank line before it', `${from}\nReturn-Path: <x@example.org>`],
    ['after a line ended as Windows does', `\r\n${from}\r\nSubject: x`],
    ['without a date, before a header', '\nFrom \nList-Id: <x.example.org>'],
    ['hidden as Pipermail does', '\nFrom ann at example.org  Thu Mar  1 09:12:31 2007\nFrom: ann'],
    ['with a zone', '\nFrom - Thu Mar 01 09:12:31 CET 2007\nX-Mozilla-Status: 1'],
    ['with the day before the month', '\nFrom ann@example.org Thu, 1 Mar 2007 09:12:31\nX: 1'],
  ])('a separator %s', (_what, lines) => {
    expect(split(`${from}\nSubject: 1\n\none\n${lines}\n\ntwo\n`)).toHaveLength(2)
  })

  test('chunks of any size give the same', () => {
    const text = `\xef\xbb\xbf\n${from}\r\nSubject: 1\r\n\r\none\r\n\r\n${from}\r\nSubject: 2\r\n\r\nFrom now\n\n${'x'.repeat(300)}\n\n${from}\nSubject: 3\n\nFrom `
    const whole = split(text)
    expect(whole).toHaveLength(3)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (length) => {
        expect(split(text, length)).toEqual(whole)
      }),
    )
  })

  test('a mail that is too long is cut, and the next is found', () => {
    const text = `${from}\nSubject: 1\n\n${`${'x'.repeat(99)}\n`.repeat(200_000)}\n${from}\nSubject: 2\n\ntwo\n`
    const mails = split(text, 1 << 16)
    expect(mails.map((mail) => mail.offset)).toEqual([0, text.lastIndexOf('From ')])
    expect(mails[0]?.body.length).toBeLessThan(9 << 20)
    expect(mails[1]?.body).toBe('Subject: 2\n\ntwo\n')
  })
})

describe('recognising', () => {
  test.each([
    ['an mbox', `${from}\nReceived: by x\nFrom: a@example.org\n\n`, true],
    ['after a mark and blank lines', `\xef\xbb\xbf\r\n\r\n${from}\r\nSubject: x\r\nDate: y\r\n\r\n`, true],
    ['nearly nothing', 'From \nList-Id: <x.example.org>\n\nbody', true],
    ['a letter', 'From the desk of Ann\n\nDear all,\n', false],
    ['a letter with labels', 'From me\nTo: you\nhello\nthere\nand more\n', false],
    [
      'patches',
      `From ${'0a'.repeat(20)} Mon Sep 17 00:00:00 2001\nFrom: Ann <a@example.org>\nDate: x\nSubject: [PATCH]\n`,
      false,
    ],
    ['a mail alone', 'Subject: x\nFrom: y\nDate: z\n\n', false],
    ['SQL', 'From users\nwhere: 1\n', false],
  ])('%s', (_what, head, isMbox) => expect(beginsLikeMbox(head)).toBe(isMbox))

  test('a mail alone, as maildirs hold them', () => {
    expect(beginsLikeMail('Return-Path: <a@example.org>\nFrom: y\nDate: z\n\n')).toBe(true)
    expect(beginsLikeMail('Name: x\nVersion: 1\nSubject: z\n\n')).toBe(false)
    expect(beginsLikeMail('HTTP/1.1 200 OK\nDate: x\nContent-Type: text/html\n')).toBe(false)
  })
})
