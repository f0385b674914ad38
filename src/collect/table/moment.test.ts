import { describe, expect, test } from 'vitest'
import { type DateOrder, isTimeZone, parseMoment, readDateOrder } from './moment.ts'

const read = (text: string, order: DateOrder = 'unclear', timeZone = 'UTC'): string => {
  const moment = parseMoment(text, { order, timeZone })
  return 'fault' in moment ? moment.fault : new Date(moment.at).toISOString()
}

test.each([
  ['2024-05-01', '2024-05-01T00:00:00.000Z'],
  ['2024-05-01T10:20:30Z', '2024-05-01T10:20:30.000Z'],
  ['2024-05-01 10:20:30.123456+02', '2024-05-01T08:20:30.123Z'],
  ['2024-05-01T10:20:30-0530', '2024-05-01T15:50:30.000Z'],
  ['2024-05-01 10:20 UTC', '2024-05-01T10:20:00.000Z'],
  ['2024/05/01 10:20', '2024-05-01T10:20:00.000Z'],
  ['20240501', '2024-05-01T00:00:00.000Z'],
  ['20240501T102030Z', '2024-05-01T10:20:30.000Z'],
  ['1714558830', '2024-05-01T10:20:30.000Z'],
  ['1714558830123', '2024-05-01T10:20:30.123Z'],
  ['31.12.2024 23:59', '2024-12-31T23:59:00.000Z'],
  ['01/May/24 3:12 PM', '2024-05-01T15:12:00.000Z'],
  ['May 1, 2024 12:05:09 AM', '2024-05-01T00:05:09.000Z'],
  ['Wed, 01 May 2024 10:20:30 +0200', '2024-05-01T08:20:30.000Z'],
  ['1st May 2024', '2024-05-01T00:00:00.000Z'],
  ['03/03/2024', '2024-03-03T00:00:00.000Z'],
])('%s is %s', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test.each([
  'soon',
  '2024-02-30',
  '2024-13-01',
  '2024-05-01 25:00',
  '2024-05-01 10:20 XYZ',
  '0000-00-00',
  '1024-05-01',
  '2024-05-01 garbage',
  '13:00 PM',
  '',
])('“%s” is told as unreadable', (text) => {
  expect(read(text)).toMatch(/is no |not understood/)
})

describe('03/04/2024', () => {
  test('is read as declared, or told to be two days', () => {
    expect(read('03/04/2024', 'day first')).toBe('2024-04-03T00:00:00.000Z')
    expect(read('3/4/24 1:05 PM', 'month first')).toBe('2024-03-04T13:05:00.000Z')
    expect(read('03/04/2024')).toMatch(/two days, because nothing in this file tells .*set dateOrder/)
    expect(read('03/04/2024', 'mixed')).toMatch(/both/)
  })

  test('a day above twelve shows the order, and is no month', () => {
    expect(readDateOrder('25/12/2024')).toBe('day first')
    expect(readDateOrder('12-25-24 10:00')).toBe('month first')
    expect(readDateOrder('03/04/2024')).toBe('either')
    expect(readDateOrder('2024-12-25')).toBeUndefined()
    expect(read('25/12/2024', 'month first')).toMatch(/no day of the calendar/)
    expect(read('25/12/2024', 'mixed')).toBe('2024-12-25T00:00:00.000Z')
  })
})

test('times without a zone are those of the zone declared, over its changes', () => {
  expect(read('2024-01-01 12:00', 'unclear', 'Europe/Berlin')).toBe('2024-01-01T11:00:00.000Z')
  expect(read('2024-07-01 12:00', 'unclear', 'Europe/Berlin')).toBe('2024-07-01T10:00:00.000Z')
  expect(read('2024-03-31 01:59', 'unclear', 'Europe/Berlin')).toBe('2024-03-31T00:59:00.000Z')
  expect(read('2024-03-31 03:00', 'unclear', 'Europe/Berlin')).toBe('2024-03-31T01:00:00.000Z')
  expect(read('2024-07-01 12:00Z', 'unclear', 'America/New_York')).toBe('2024-07-01T12:00:00.000Z')
  expect(isTimeZone('Mars/Olympus')).toBe(false)
})
