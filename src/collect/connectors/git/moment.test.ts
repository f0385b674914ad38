import { expect, test } from 'vitest'
import { readRawMoment, readWrittenMoment } from './moment.ts'

const now = new Date('2026-11-01T00:00:00Z')
const told = (text: string): string | undefined => {
  const moment = readWrittenMoment(text, now)
  if (moment === undefined) return undefined
  return [
    new Date(moment.at).toISOString(),
    moment.offset ?? 'unknown',
    ...(moment.doubt === undefined ? [] : [moment.doubt]),
  ].join(' ')
}

test.each([
  ['Thu Apr 7 15:13:13 2005 -0700', '2005-04-07T22:13:13.000Z -420'],
  ['Thu, 7 Apr 2005 15:13:13 -0700', '2005-04-07T22:13:13.000Z -420'],
  ['2005-04-07 15:13:13 -0700', '2005-04-07T22:13:13.000Z -420'],
  ['2005-04-07T15:13:13-07:00', '2005-04-07T22:13:13.000Z -420'],
  ['2005-04-07T22:13:13Z', '2005-04-07T22:13:13.000Z 0'],
  ['1112911993 -0700', '2005-04-07T22:13:13.000Z -420'],
  ['1112911993 +0545', '2005-04-07T22:13:13.000Z 345'],
  ['1112911993', '2005-04-07T22:13:13.000Z unknown'],
  ['2005-04-07', '2005-04-07T00:00:00.000Z unknown'],
  ['Thu Apr 7 15:13:13 2005', '2005-04-07T15:13:13.000Z unknown'],
])('%s is %s', (text, expected) => {
  expect(told(text)).toBe(expected)
})

test('what says no moment is none', () => {
  for (const text of ['', '2 weeks ago', 'yesterday', 'Thu Xyz 7 15:13:13 2005', 'NaN', '1e400', '-'])
    expect(told(text), text).toBeUndefined()
  expect(readRawMoment('', now)).toBeUndefined()
})

test('a date that cannot be right is kept and doubted', () => {
  expect(told('0 +0000')).toBe('1970-01-01T00:00:00.000Z 0 dated-too-early')
  expect(told('4000000000 +0000')).toBe('2096-10-02T07:06:40.000Z 0 dated-in-future')
  expect(told('2026-11-01 23:00:00 +0000')).toBe('2026-11-01T23:00:00.000Z 0')
  expect(told('99999999999999999999 +0000')).toBe('2299-12-31T00:00:00.000Z 0 dated-in-future')
})

test('an offset no clock can have is unknown', () => {
  expect(readRawMoment('1112911993 -7251', now)).toEqual({ at: 1_112_911_993_000 })
  expect(readRawMoment('1112911993 +51800', now)).toEqual({ at: 1_112_911_993_000 })
})
