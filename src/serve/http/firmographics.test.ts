import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDoor } from '../../../test/support/door.ts'
import { forgetEverything, observe } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../../resolve/index.ts'
import * as contract from './contract.ts'

const store = await openTestStore()
const door = openTestDoor(store)
const folder = await mkdtemp(join(tmpdir(), 'groundswell-lists-'))
afterAll(() => rm(folder, { recursive: true }))

beforeAll(async () => {
  await forgetEverything(store)
  await observe(store, [
    { name: 'Ann Archer', email: 'ann.archer@widgets.example' },
    { name: 'Bob Baker', email: 'bob.baker@widgets.example' },
    { name: 'Cal Carter', email: 'cal@suse.com' },
  ])
  await run()
})

const run = () => resolve(store, { asOf: new Date('2021-01-01'), signal: new AbortController().signal })

const { send } = door

const list = async (query = '') =>
  contract.listOf(contract.organisationSummary).parse((await send('GET', `/organisations${query}`)).body)
    .items
const readOne = async (id: string) =>
  contract.organisation.parse((await send('GET', `/organisations/${id}`)).body)
const factOf = async (id: string, name: string) => (await readOne(id)).facts.find(({ fact }) => fact === name)

const text = [
  '\uFEFFCompany;Website;Employees;NACE Rev. 2 code;Country;Annual Revenue (EUR);Notes',
  'Widgets Ltd;https://www.widgets.example/about;1.200;62.01;Germany;€ 43 M;"a; b"',
  '"SUSE";;lots;62.02;Atlantis;n/a;',
  'Nobody;nobody.example;5;;;;',
  '',
].join('\n')

test('a list is taken over, shown, filtered by, and taken back', async () => {
  const imported = await send('POST', '/organisations/import', { name: 'firms.csv', text })
  expect(imported).toEqual({
    status: 200,
    body: {
      list: 'firms.csv',
      read: 3,
      matched: 2,
      alreadySo: 0,
      unmatched: 1,
      left: [expect.objectContaining({ position: 'line 4', reason: 'nobody here is known to act for it' })],
      unread: 2,
      unreadCells: [
        {
          position: 'line 3',
          text: 'lots',
          reason: 'Headcount: it is no number of people, such as 120 or 51-200',
        },
        { position: 'line 3', text: 'Atlantis', reason: 'Region: it is no country or region that is known' },
      ],
    },
  })
  const path = join(folder, 'firms.csv')
  await writeFile(path, Buffer.from(text, 'utf16le'))
  expect((await send('POST', '/organisations/import', { path })).body).toMatchObject({
    matched: 0,
    alreadySo: 2,
    unmatched: 1,
  })
  expect((await send('GET', '/company-lists')).body).toMatchObject({
    items: [{ list: 'firms.csv', organisations: 2 }],
  })
  await run()

  const [widgets] = await list('?businessType=isv')
  expect(widgets).toMatchObject({
    domain: 'widgets.example',
    businessType: 'isv',
    sizeClass: 'large',
    region: 'europe',
    industry: 'NACE Rev. 2 62.01',
  })
  expect((await list('?industry=62.02')).map(({ name }) => name)).toEqual(['SUSE'])
  expect((await list('?industry=62')).length).toBe(2)
  expect((await list('?sizeClass=micro')).length).toBe(0)
  expect((await list('?region=europe&sizeClass=large')).length).toBe(1)
  const { facts } = await readOne(widgets?.organisationId ?? '')
  expect(facts.map(({ fact, words, status }) => [fact, words, status])).toEqual([
    ['headcount', '1200', 'stated'],
    ['turnover', '€ 43,000,000', 'stated'],
    ['balance_sheet', '', 'unknown'],
    ['size_class', 'Large', 'inferred'],
    ['industry', 'NACE Rev. 2 62.01, section J, information and communication', 'stated'],
    ['business_type', 'Software vendor (ISV)', 'inferred'],
    ['region', 'Europe', 'stated'],
  ])

  expect((await send('DELETE', '/company-lists/firms.csv')).body).toEqual({
    list: 'firms.csv',
    organisations: 2,
  })
  expect((await send('DELETE', '/company-lists/firms.csv')).status).toBe(404)
  expect((await send('GET', '/company-lists')).body).toMatchObject({ total: 0 })
  await run()
  expect(await list('?businessType=isv')).toEqual([])
})

test('a person’s word holds until it is taken back', async () => {
  const [organisation] = await list('?search=widgets')
  const id = organisation?.organisationId ?? ''
  const path = `/organisations/${id}/facts/industry`
  expect(await send('PUT', path, { value: 'J62.02', scheme: 'nace 2', reason: 'they told us' })).toEqual({
    status: 200,
    body: {
      organisationId: id,
      fact: 'industry',
      override: { value: '62.02', scheme: 'NACE Rev. 2', reason: 'they told us' },
    },
  })
  await run()
  expect(await factOf(id, 'industry')).toMatchObject({
    value: '62.02',
    probability: 1,
    status: 'overridden',
    evidence: expect.stringMatching(/^decided by somebody here on .*: they told us$/),
  })
  expect(await factOf(id, 'business_type')).toMatchObject({
    value: 'si',
    words: 'Integrator or consultancy (SI)',
  })
  expect((await send('DELETE', path)).status).toBe(200)
  expect((await send('DELETE', path)).status).toBe(404)
  await run()
  expect(await factOf(id, 'industry')).toMatchObject({ status: 'unknown' })
})

test('what cannot be is refused in a sentence', async () => {
  const [organisation] = await list('?search=widgets')
  const facts = `/organisations/${organisation?.organisationId}/facts`
  expect(await send('PUT', `${facts}/business_type`, { value: 'individual' })).toMatchObject({
    status: 422,
    body: { detail: expect.stringContaining('said of people') },
  })
  expect((await send('PUT', `${facts}/religion`, { value: 'x' })).status).toBe(404)
  expect((await send('PUT', `/organisations/12/facts/region`, { value: 'Europe' })).status).toBe(404)
  for (const [broken, detail] of [
    ['', /no list of companies/],
    ['colour,size\nred,5\n', /no list of companies/],
    ['domain,colour\na.example,red\n', /says nothing of companies/],
    ['domain,size\n"a.example,5\n', /cannot be read as a table/],
  ] as const)
    expect(await send('POST', '/organisations/import', { name: 'x.csv', text: broken })).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(detail) },
    })
  expect((await send('POST', '/organisations/import', { path: join(folder, 'none.csv') })).status).toBe(404)
})
