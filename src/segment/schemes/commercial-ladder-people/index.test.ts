import { expect, test } from 'vitest'
import { place, readCoverage } from '../../../../test/support/placing.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { scheme } from './index.ts'

const store = await openTestStore()
const act = (who: string, on: string, type: Parameters<typeof place>[2]['acts'][number]['type']) => ({
  who,
  at: new Date(`${on}T10:00:00Z`),
  type,
})
const acts = [
  act('Ada', '2005-03-05', 'commit.author'),
  act('Ada', '2006-05-05', 'support.ticket'),
  act('Ada', '2006-07-05', 'pricing.visit'),
  act('Ben', '2006-03-05', 'commit.author'),
  act('Ben', '2006-05-01', 'crm.contact'),
  act('Ben', '2006-09-01', 'contract.sign'),
  act('Ben', '2007-09-01', 'contract.end'),
  act('Cleo', '2006-10-01', 'issue.open'),
]
const short = (stays: Awaited<ReturnType<typeof place>>) =>
  stays.map(({ who, segment, from, to }) => [who, segment, from, to])

test('people stand where their own acts put them, and their contributions do not count', async () => {
  const stays = await place(store, scheme, { acts }, new Date('2008-01-10'))
  expect(short(stays)).toEqual([
    ['Ada', 'B0', '2006-05-01', '2006-05-05'],
    ['Ada', 'B1', '2006-05-05', '2007-08-31'],
    ['Ada', 'B0', '2007-08-31', null],
    ['Ben', 'B2', '2006-05-01', '2006-09-01'],
    ['Ben', 'B3', '2006-09-01', '2007-09-01'],
    ['Ben', 'Bx', '2007-09-01', null],
    ['Cleo', 'B0', '2006-10-01', null],
  ])
  expect(stays.map(({ why }) => why).slice(1, 4)).toEqual([
    'asked support on 2006-05-05',
    'no sign of interest in the 365 days to 2007-08-31, seen at two month ends',
    'became a contact in the CRM on 2006-05-01',
  ])
  expect(await readCoverage(store, scheme)).toEqual({ classified: 3, unknown: 0, conflicting: 0 })
})

test('an earlier date knows nothing of what came later', async () => {
  const stays = await place(store, scheme, { acts }, new Date('2006-08-01'))
  expect(short(stays)).toEqual([
    ['Ada', 'B0', '2006-05-01', '2006-05-05'],
    ['Ada', 'B1', '2006-05-05', null],
    ['Ben', 'B2', '2006-05-01', null],
  ])
})

test('without business nobody is classified', async () => {
  await place(store, scheme, { acts: [act('Ada', '2006-03-05', 'commit.author')] }, new Date('2008-01-10'))
  expect(await readCoverage(store, scheme)).toEqual({ classified: 0, unknown: 1, conflicting: 0 })
})
