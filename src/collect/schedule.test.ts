import { describe, expect, test } from 'vitest'
import { UserError } from '../core/index.ts'
import { findNextReading, parseSchedule } from './schedule.ts'

const last = new Date(2026, 10, 23, 12, 0)

describe('a schedule', () => {
  test.each([
    ['daily', 'daily'],
    [' Hourly ', 'hourly'],
    ['30 4 * * 1-5', '30 4 * * 1-5'],
    ['off', undefined],
    ['', undefined],
  ])('“%s” is kept as %s', (text, kept) => expect(parseSchedule(text)).toBe(kept))

  test.each(['often', '* * *', '61 * * * *', '0 0 31 2 *', '* * * * * *', '*/0 * * * *'])(
    '“%s” is refused, with how to write it',
    (text) => {
      expect(() => parseSchedule(text)).toThrow(UserError)
      expect(() => parseSchedule(text)).toThrow(/30 4 \* \* 1-5/)
    },
  )
})

describe('the next reading', () => {
  const nextAfter = (schedule: string, broken = 0, source = 'git:a') =>
    findNextReading(source, schedule, { last, broken })

  test('is in the next hour, night, week', () => {
    const hourly = nextAfter('hourly')?.getTime() ?? 0
    expect(hourly).toBeGreaterThan(last.getTime())
    expect(hourly).toBeLessThanOrEqual(last.getTime() + 3_600_000)
    expect(nextAfter('daily')?.getDate()).toBe(24)
    expect(nextAfter('daily')?.getHours()).toBe(3)
    expect(nextAfter('weekly')?.getDay()).toBe(1)
    expect(nextAfter('30 4 * * *')).toEqual(new Date(2026, 10, 24, 4, 30))
  })

  test('is not at the same minute for all sources, and always at the same for one', () => {
    const minutes = Array.from({ length: 30 }, (_, index) =>
      nextAfter('daily', 0, `git:${index}`)?.getMinutes(),
    )
    expect(new Set(minutes).size).toBeGreaterThan(10)
    expect(nextAfter('daily')).toEqual(nextAfter('daily'))
  })

  test('comes sooner after a run that broke, then ever later, at most a day', () => {
    const minutes = [1, 2, 3, 6, 9, 10, 1000].map(
      (broken) => ((nextAfter('weekly', broken)?.getTime() ?? 0) - last.getTime()) / 60_000,
    )
    expect(minutes).toEqual([5, 10, 20, 160, 1280, 1440, 1440])
  })
})
