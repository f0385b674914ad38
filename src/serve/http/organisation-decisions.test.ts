import { beforeAll, expect, test } from 'vitest'
import { openTestDoor } from '../../../test/support/door.ts'
import { forgetEverything, observe } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../../resolve/index.ts'
import * as contract from './contract.ts'

const store = await openTestStore()
const door = openTestDoor(store)
const run = () => resolve(store, { asOf: new Date('2021-01-01'), signal: new AbortController().signal })

beforeAll(async () => {
  await forgetEverything(store)
  await observe(store, [
    { name: 'Ann Archer', email: 'ann.archer@widgets.example' },
    { name: 'Bob Baker', email: 'bob.baker@widgets.example' },
    { name: 'Cal Carter', email: 'cal.carter@widgets.com' },
    { name: 'Cal Carter', email: 'cal.carter@widgets.com', at: '2020-05-01T00:00:00Z' },
    { name: 'Dee Dyer', email: 'dee.dyer@labs.widgets.com' },
  ])
  await run()
})

const { send } = door
const list = async () =>
  contract
    .listOf(contract.organisationSummary)
    .parse((await send('GET', '/organisations?sort=name&order=asc')).body).items
const readOne = async (id: string) =>
  contract.organisation.parse((await send('GET', `/organisations/${id}`)).body)

test('two called alike are offered, previewed, made one, told, and taken back', async () => {
  const [com, example] = (await list()).map(({ organisationId }) => organisationId)
  const a = example ?? ''
  const b = com ?? ''
  expect((await readOne(a)).alike).toMatchObject([{ organisationId: b, name: 'widgets.com', people: 2 }])
  const body = { a, b, verdict: 'same' }
  const preview = contract.organisationsPreview.parse(
    (await send('POST', '/organisation-decisions/preview', body)).body,
  )
  expect(preview).toMatchObject({
    sentence: '2 people and 3 events of widgets.com move to widgets.example.',
    before: [
      { name: 'widgets.example', people: 2, events: 2 },
      { name: 'widgets.com', people: 2, events: 3 },
    ],
    after: [
      {
        organisationId: a,
        name: 'widgets.example',
        people: 4,
        events: 5,
        domainList: ['labs.widgets.com', 'widgets.com', 'widgets.example'],
        names: ['Cal Carter', 'Dee Dyer', 'Bob Baker', 'Ann Archer'],
      },
    ],
  })
  expect((await send('POST', '/organisation-decisions', { ...body, reason: 'they told us' })).body).toEqual({
    recorded: 1,
    already: 0,
    notes: [],
  })
  await run()
  expect(await list()).toMatchObject([{ organisationId: a, people: 4, events: 5 }])
  const { decisions, alike } = await readOne(a)
  expect(alike).toEqual([])
  expect(decisions).toMatchObject([
    {
      verdict: 'same',
      a: { organisationId: a },
      b: { organisationId: b, name: 'widgets.com' },
      holds: true,
      reason: 'they told us',
    },
  ])

  const undo = { a, b, verdict: 'undecided' }
  expect((await send('POST', '/organisation-decisions/preview', undo)).body).toMatchObject({
    sentence: '2 people and 3 events of widgets.example move to widgets.com.',
  })
  expect((await send('POST', '/organisation-decisions', undo)).status).toBe(200)
  expect((await send('POST', '/organisation-decisions', undo)).status).toBe(404)
  await run()
  expect((await list()).length).toBe(2)

  expect((await send('POST', '/organisation-decisions', { a, b, verdict: 'different' })).status).toBe(200)
  expect((await readOne(a)).alike).toEqual([])
  expect((await send('GET', '/organisation-decisions')).body).toMatchObject({
    total: 1,
    items: [{ verdict: 'different' }],
  })
})

test('a domain is previewed, taken out, and taken back', async () => {
  const [com] = await list()
  const organisation = com?.organisationId ?? ''
  const split = { organisation, domains: ['labs.widgets.com'], name: 'Widget Labs' }
  expect((await send('POST', '/organisation-decisions/preview', split)).body).toMatchObject({
    sentence: '1 person and 1 event of widgets.com move to Widget Labs.',
    after: [
      { organisationId: organisation, people: 1 },
      { organisationId: null, name: 'Widget Labs', people: 1 },
    ],
  })
  expect((await send('POST', '/organisation-splits', split)).body).toMatchObject({ recorded: 1 })
  await run()
  expect((await list()).map(({ name }) => name)).toEqual(['Widget Labs', 'widgets.com', 'widgets.example'])
  expect((await send('DELETE', '/domains/labs.widgets.com')).body).toEqual({
    domain: 'labs.widgets.com',
    override: null,
  })
  expect(await send('POST', '/organisation-splits', { ...split, domains: ['suse.com'] })).toMatchObject({
    status: 422,
    body: { detail: expect.stringContaining('is no domain of widgets.com') },
  })
})
