import { expect, test } from 'vitest'
import { RemainingTime } from './remaining-time.ts'

test('says nothing before there is something to go by', () => {
  const time = new RemainingTime()
  time.note(0, 0)
  expect(time.left(100)).toBeNull()
  time.note(5, 500)
  expect(time.left(100)).toBeNull()
})

test('a steady rate is told exactly', () => {
  const time = new RemainingTime()
  for (let second = 0; second <= 10; second++) time.note(second * 10, second * 1000)
  expect(time.left(200)).toBe(10)
  expect(time.left(null)).toBeNull()
})

test('a spurt moves the estimate without making it jump', () => {
  const time = new RemainingTime()
  for (let second = 0; second <= 20; second++) time.note(second * 10, second * 1000)
  time.note(400, 21_000)
  // At the spurt's own rate it would be 5 s, at the old one 60.
  expect(time.left(1000)).toBeGreaterThan(15)
  expect(time.left(1000)).toBeLessThan(60)
})

test('a stall does not end in infinity, and a count that starts anew is not a negative rate', () => {
  const time = new RemainingTime()
  time.note(0, 0)
  time.note(0, 60_000)
  expect(time.left(10)).toBeNull()
  time.note(50, 61_000)
  time.note(0, 62_000)
  expect(time.left(10) ?? 0).toBeGreaterThanOrEqual(0)
})
