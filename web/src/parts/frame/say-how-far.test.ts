import { expect, test } from 'vitest'
import { sayHowFar } from './say-how-far.ts'

const job = { status: 'running' as const, done: 1200, total: 4000, unit: 'commits', secondsLeft: 20 }

test.each([
  [job, '1\u202f200 of 4\u202f000 commits, about 20\u202fs left'],
  [{ ...job, secondsLeft: null }, '1\u202f200 of 4\u202f000 commits'],
  [{ ...job, total: null, secondsLeft: null }, '1\u202f200 commits'],
  [{ ...job, done: 0, total: null, unit: '' }, 'begins'],
  [{ ...job, status: 'waiting' as const }, 'waits for its turn'],
])('says how far work is (%#)', (work, sentence) => expect(sayHowFar(work)).toBe(sentence))
