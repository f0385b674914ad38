import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeTestFolder } from '../../test/support/workspace.ts'
import { destroyExpiredKeys, openMonthlyKeys } from './monthly-key.ts'

const at = (day: string) => ({ now: () => new Date(`${day}T12:00:00Z`) })

test('a month keeps its key, other months have others, and only the owner may read them', async () => {
  const folder = join(makeTestFolder(), 'keys')
  const keys = openMonthlyKeys(folder, at('2026-11-10'))
  const [first, again, other] = await Promise.all(['2026-11', '2026-11', '2026-10'].map(keys.monthlyKey))
  expect(first).toEqual({
    key: expect.stringMatching(/^[0-9a-f]{32}$/),
    madeAt: at('2026-11-10').now(),
  })
  expect(again).toEqual(first)
  expect(other).toMatchObject({
    key: expect.not.stringMatching(String(first && 'key' in first && first.key)),
  })
  expect(await openMonthlyKeys(folder, at('2026-12-30')).monthlyKey('2026-11')).toEqual(first)
  expect(statSync(join(folder, '2026-11.key')).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

test('a key is destroyed 35 days after its month, leaving only the date', async () => {
  const folder = makeTestFolder()
  const made = await openMonthlyKeys(folder, at('2026-11-10')).monthlyKey('2026-11')
  expect(await destroyExpiredKeys(folder, at('2027-01-04'))).toEqual([])
  expect(await destroyExpiredKeys(folder, at('2027-01-05'))).toEqual(['2026-11'])
  expect(readdirSync(folder)).toEqual(['2026-11.destroyed'])
  expect(readFileSync(join(folder, '2026-11.destroyed'), 'utf8')).toBe('2027-01-05\n')
  expect(await openMonthlyKeys(folder, at('2027-02-01')).monthlyKey('2026-11')).toEqual({
    destroyedOn: '2027-01-05',
  })
  expect(made).toHaveProperty('key')
})

test('the key of an old month lives 35 days from when it was made', async () => {
  const folder = makeTestFolder()
  await openMonthlyKeys(folder, at('2026-11-10')).monthlyKey('2015-05')
  expect(await openMonthlyKeys(folder, at('2026-12-14')).monthlyKey('2015-05')).toHaveProperty('key')
  expect(await openMonthlyKeys(folder, at('2026-12-16')).monthlyKey('2015-05')).toEqual({
    destroyedOn: '2026-12-16',
  })
})

test('an interrupted destruction is finished', async () => {
  const folder = makeTestFolder()
  await openMonthlyKeys(folder, at('2026-11-10')).monthlyKey('2026-11')
  writeFileSync(join(folder, '2026-11.destroyed'), '2027-01-05\n')
  expect(await destroyExpiredKeys(folder, at('2027-01-06'))).toEqual(['2026-11'])
  expect(readdirSync(folder)).toEqual(['2026-11.destroyed'])
})

test('a missing folder holds nothing to destroy; a damaged key is a fault, not a new key', async () => {
  const folder = join(makeTestFolder(), 'keys')
  expect(await destroyExpiredKeys(folder, at('2027-01-05'))).toEqual([])
  mkdirSync(folder)
  writeFileSync(join(folder, '2026-11.key'), 'half a k')
  await expect(openMonthlyKeys(folder, at('2026-11-10')).monthlyKey('2026-11')).rejects.toThrow(/not a key/)
})
