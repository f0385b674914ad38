import { expect, test } from 'vitest'
import type { Community, Employment } from '../../../../test/support/community.ts'
import { place, readCoverage } from '../../../../test/support/placing.ts'
import { openTestStore } from '../../../../test/support/workspace.ts'
import { scheme } from './index.ts'

const store = await openTestStore()
const asOf = new Date('2008-01-10')

const worksFor = (
  organisation: string,
  kind: string,
  from?: string,
  to?: string,
  probability = 0.9,
): Employment => ({
  who: 'Ada',
  organisation,
  kind,
  probability,
  ...(from === undefined ? {} : { from: new Date(from) }),
  ...(to === undefined ? {} : { to: new Date(to) }),
})

const community = (...employments: Employment[]): Community => ({
  acts: [
    { who: 'Ada', at: new Date('2007-01-05T10:00Z'), type: 'commit.author' },
    { who: 'Ben', at: new Date('2007-01-05T10:00Z'), type: 'commit.author' },
  ],
  employments,
})

const placed = async (...employments: Employment[]) =>
  (await place(store, scheme, community(...employments), asOf)).map(({ segment, from, to }) => [
    segment,
    from,
    to,
  ])

test('follows a person from one kind to another, and stays where only the organisation changes', async () => {
  expect(
    await placed(
      worksFor('Example University', 'education', '2007-02-01', '2007-05-01'),
      worksFor('Example Ltd', 'corporate', '2007-05-01', '2007-06-01'),
      worksFor('Sample Inc', 'corporate', '2007-06-01'),
    ),
  ).toEqual([
    ['education', '2007-02-01', '2007-05-01'],
    ['corporate', '2007-05-01', null],
  ])
  expect(await readCoverage(store, scheme)).toEqual({ classified: 1, unknown: 1, conflicting: 0 })
})

test('open ends begin when the person was first seen', async () => {
  expect(await placed(worksFor('Example Ltd', 'corporate'))).toEqual([['corporate', '2007-01-05', null]])
})

test('the likeliest hypothesis holds; equally likely kinds are conflicting', async () => {
  expect(
    await placed(
      worksFor('Example Ltd', 'corporate', '2007-02-01', undefined, 0.8),
      worksFor('Example University', 'education', '2007-03-01', '2007-04-01', 0.7),
      worksFor('City of Example', 'government', '2007-05-01', '2007-06-01', 0.9),
      worksFor('Second University', 'education', '2007-12-01', undefined, 0.8),
    ),
  ).toEqual([
    ['corporate', '2007-02-01', '2007-05-01'],
    ['government', '2007-05-01', '2007-06-01'],
    ['corporate', '2007-06-01', '2007-12-01'],
    ['conflicting', '2007-12-01', null],
  ])
  expect(await readCoverage(store, scheme)).toEqual({ classified: 0, unknown: 1, conflicting: 1 })
})

test('a gap between employers is a gap', async () => {
  expect(
    await placed(
      worksFor('Example Ltd', 'corporate', '2007-02-01', '2007-03-01'),
      worksFor('Sample Inc', 'corporate', '2007-04-01', '2007-05-01'),
    ),
  ).toEqual([
    ['corporate', '2007-02-01', '2007-03-01'],
    ['corporate', '2007-04-01', '2007-05-01'],
  ])
  expect(await readCoverage(store, scheme)).toEqual({ classified: 0, unknown: 2, conflicting: 0 })
})

test('what is unlikely, begins later, or is no employer says nothing', async () => {
  expect(
    await placed(
      worksFor('Example Ltd', 'corporate', '2007-02-01', undefined, 0.4),
      worksFor('Sample Inc', 'corporate', '2008-02-01'),
      worksFor('Example Mail', 'free-mail', '2007-02-01'),
    ),
  ).toEqual([])
})

test('an end after the date is not known yet', async () => {
  expect(await placed(worksFor('Example Ltd', 'corporate', '2007-02-01', '2008-03-01'))).toEqual([
    ['corporate', '2007-02-01', null],
  ])
})
