import { describe, expect, test } from 'vitest'
import { readEnvelopeDate, readMailDate } from './mail-date.ts'

const now = Date.UTC(2026, 10, 1)
const at = Date.UTC(2007, 2, 1, 9, 12, 31)

describe('a date as mails write it', () => {
  test.each([
    ['Thu, 1 Mar 2007 10:12:31 +0100', 60],
    ['Thu, 01 Mar 2007 10:12:31 +0100 (CET)', 60],
    ['1 Mar 2007 10:12:31 +0100', 60],
    ['Thu,  1 Mar 07 10:12:31 +0100', 60],
    ['Thu, 1 Mar 107 10:12:31 +0100', 60],
    ['Thu, 1-Mar-2007 10:12:31 +0100', 60],
    ['Do, 1 Mar 2007 10:12:31 +0100', 60],
    ['Thursday, 01-Mar-07 09:12:31 GMT', 0],
    ['Thu, 1 Mar 2007 04:12:31 EST', -300],
    ['Thu, 1 Mar 2007 10:12:31 CET', 60],
    ['Thu, 1 Mar 2007 10:12:31 GMT+01:00', 60],
    ['Thu, 1 Mar 2007 09:12:31 -0000', undefined],
    ['Thu, 1 Mar 2007 09:12:31', undefined],
    ['Thu, 1 Mar 2007 09:12:31 XYZ', undefined],
    ['Thu, 1 Mar 2007 09:12:31 +9900', undefined],
    ['Thu, 1 Mar 2007 9:12:31 AM +0000', 0],
    ['Thu Mar  1 09:12:31 2007', undefined],
    ['Thu Mar  1 10:12:31 2007 +0100', 60],
    ['Thu Mar 1 10:12:31 MET 2007', 60],
    ['2007-03-01T10:12:31+01:00', 60],
    ['2007-03-01 09:12:31Z', 0],
  ])('%s', (written, offset) => {
    expect(readMailDate(written, now)).toEqual({ at, ...(offset === undefined ? {} : { offset }) })
  })

  test.each([
    '',
    'soon',
    'Thu, 1 Foo 2007 10:00:00',
    'Thu, 41 Mar 2007 10:00:00',
    'Thu, 1 Mar 2007',
    '1 Mar 2007 30:00:00',
  ])('“%s” says none', (written) => expect(readMailDate(written, now)).toBeUndefined())

  test('what cannot be right is kept and doubted', () => {
    expect(readMailDate('Thu, 1 Jan 1970 00:00:00 +0000', now)).toEqual({
      at: 0,
      offset: 0,
      doubt: 'dated-too-early',
    })
    expect(readMailDate('Fri, 6 Nov 2026 00:00:00 +0000', now)?.doubt).toBe('dated-in-future')
    expect(readMailDate('Fri, 6 Nov 9999 00:00:00 +0000', now)?.at).toBe(Date.UTC(2299, 11, 31))
  })
})

test('the date of a From line, whatever stands before it', () => {
  expect(
    readEnvelopeDate('From dev-return-1-sun=example.org@example.org  Thu Mar  1 09:12:31 2007', now)?.at,
  ).toBe(at)
  expect(readEnvelopeDate('From nobody', now)).toBeUndefined()
})
