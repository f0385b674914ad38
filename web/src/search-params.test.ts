import { expect, test } from 'vitest'
import {
  isDay,
  joinIds,
  parseSearch,
  readListSearch,
  readMembersSearch,
  readPeopleSearch,
  readSourceSearch,
  splitIds,
  writeSearch,
} from './search-params.ts'

test('an address and its meaning are each other’s inverse', () => {
  const address = '?search=a%26b&state=P5&organisation=12345678901234567890&page=3'
  const read = readPeopleSearch(parseSearch(address))
  expect(read).toEqual({ search: 'a&b', state: 'P5', organisation: '12345678901234567890', page: 3 })
  expect(readPeopleSearch(parseSearch(writeSearch({ ...read })))).toEqual(read)
})

test('numbers stay text where they are names', () => {
  expect(readListSearch(parseSearch('?search=42'))).toEqual({ search: '42' })
})

test.each([
  '?page=1',
  '?page=0',
  '?page=-3',
  '?page=1.5',
  '?page=x',
  '?limit=9999',
  '?order=sideways',
  '?search=',
])('%s says nothing', (address) => expect(readListSearch(parseSearch(address))).toEqual({}))

test('a page of quarantine may be asked for', () => {
  expect(readSourceSearch(parseSearch('?page=7'))).toEqual({ page: 7 })
})

test('only days that exist are as-of days', () => {
  expect(readMembersSearch({ asOf: '2007-09-30' })).toEqual({ asOf: '2007-09-30' })
  expect(readMembersSearch({ asOf: '2007-02-30' })).toEqual({})
  expect(isDay('2008-02-29')).toBe(true)
  expect(isDay('yesterday')).toBe(false)
})

test('a very long search is cut to what the server takes', () => {
  expect(readListSearch({ search: 'x'.repeat(5000) }).search).toHaveLength(200)
})

test('ids stand in one parameter, each once, also when one holds a comma', () => {
  const ids = ['ladder/P4', 'interests/folder: a,b']
  expect(splitIds(joinIds(ids))).toEqual(ids)
  expect(splitIds(',a,,a,b,')).toEqual(['a', 'b'])
  expect(splitIds(undefined)).toEqual([])
})
