import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { forgetEverything, type ObservedAct, observe, stateMailmap } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../resolve.ts'
import { readListings } from './listing.ts'
import { overrideDomain } from './override-domain.ts'
import { overrideHolder, removeHolderOverride } from './override-holder.ts'
import { readTenureLines } from './state-tenures.ts'

const store = await openTestStore()
beforeEach(() => forgetEverything(store))

const act = (name: string, email: string, at: string): ObservedAct => ({ name, email, at })
const resolveAll = () =>
  resolve(store, { asOf: new Date('2030-01-01'), signal: new AbortController().signal })

const readStays = (person: string) =>
  store.read({
    text: `SELECT organisations.name AS name, toDate(valid_from) AS since, toDate(valid_to) AS until
      FROM affiliations INNER JOIN people USING (person_id) INNER JOIN organisations ON organisations.organisation_id = affiliations.organisation_id
      WHERE people.name = {person:String} AND probability >= 0.8 ORDER BY valid_from`,
    params: { person },
    row: z.object({ name: z.string(), since: z.string(), until: z.string().nullable() }),
  })
const readOrganisations = async () => {
  const rows = await store.read({
    text: 'SELECT name, domain, people, events FROM organisations ORDER BY name',
    params: {},
    row: z.object({ name: z.string(), domain: z.string(), people: z.number(), events: z.coerce.number() }),
  })
  return rows.map(({ name, domain, people, events }) => [name, domain, people, events])
}

test('the table names listed domains and organisations; of one domain no two times overlap', () => {
  const listings = readListings()
  const names = new Set([...listings.values()].map(({ organisation }) => organisation))
  const lines = readTenureLines()
  expect(lines.length).toBeGreaterThan(2)
  for (const { domain, organisation, from, to } of lines) {
    expect(listings.has(domain), domain).toBe(true)
    expect(organisation === '' || names.has(organisation), organisation).toBe(true)
    for (const day of [from ?? '1990-01-01', to ?? '']) expect(day).toMatch(/^(?:19|20)\d\d-\d\d-\d\d$/)
    expect((to ?? '') > (from ?? ''), domain).toBe(true)
    const overlapping = lines.filter(
      (other) =>
        other.domain === domain && (other.from ?? '') < (to ?? '') && (from ?? '') < (other.to ?? ''),
    )
    expect(overlapping).toHaveLength(1)
  }
})

test('an address stands for whose the domain was at the time: for the person, for the organisation', async () => {
  await observe(store, [
    act('Ann Archer', 'ann@symantec.com', '2018-01-01'),
    act('Ann Archer', 'ann@symantec.com', '2019-06-01'),
    act('Ann Archer', 'ann@symantec.com', '2020-01-02'),
    act('Bob Baker', 'bob@mail.symantec.com', '2012-01-01'),
    act('Cid Cole', 'cid@broadcom.com', '2012-01-01'),
    act('Dee Dune', 'dee@meta.com', '2020-01-01'),
  ])
  await resolveAll()
  expect(await readStays('Ann Archer')).toEqual([
    { name: 'Symantec', since: '2018-01-01', until: '2019-09-16' },
    { name: 'Broadcom', since: '2019-09-16', until: null },
  ])
  expect(await readStays('Bob Baker')).toMatchObject([{ name: 'Symantec' }])
  // Before it was Meta's nobody knows whose it was.
  expect(await readStays('Dee Dune')).toEqual([])
  expect(await readOrganisations()).toEqual([
    ['Broadcom', 'broadcom.com', 2, 2],
    ['Symantec', 'symantec.com', 2, 3],
  ])
})

test('somebody’s word on whose a domain was replaces the table, also where nothing is listed, until it is taken back', async () => {
  await observe(store, [
    act('Ann Archer', 'ann@widgets.example', '2018-01-01'),
    act('Ann Archer', 'ann@gmail.com', '2018-02-01'),
    act('Ann Archer', 'ann@widgets.example', '2021-01-01'),
    act('Bob Baker', 'bob@widgets.example', '2021-01-01'),
  ])
  await stateMailmap(store, [['Ann Archer', 'ann@gmail.com', '', 'ann@widgets.example']])
  const word = { by: 'Jo', at: new Date('2026-02-03'), reason: 'sold', domain: 'www.widgets.example' }
  expect(
    await overrideHolder(store, { ...word, organisation: 'Old Widgets', to: new Date('2020-01-01') }),
  ).toMatchObject({ domain: 'widgets.example', stays: [{ organisation: 'Old Widgets', from: null }] })
  await resolveAll()
  expect((await readStays('Ann Archer')).map(({ name }) => name)).toEqual(['Old Widgets', 'widgets.example'])
  expect(await readOrganisations()).toEqual([
    ['Old Widgets', 'widgets.example', 1, 1],
    ['widgets.example', 'widgets.example', 2, 2],
  ])
  await removeHolderOverride(store, word)
  await resolveAll()
  expect((await readStays('Ann Archer')).some(({ name }) => name !== 'widgets.example')).toBe(false)
  expect(await readOrganisations()).toEqual([['widgets.example', 'widgets.example', 2, 3]])
  await expect(removeHolderOverride(store, word)).rejects.toThrow(/nothing to take back/)
  await expect(overrideHolder(store, { ...word, domain: 'widgets', organisation: 'X' })).rejects.toThrow(
    /is not a domain/,
  )
})

test('a decision on what a domain is holds for all time, whatever is listed of whose it was', async () => {
  await observe(store, [act('Ann Archer', 'ann@symantec.com', '2018-01-01')])
  await overrideDomain(store, {
    domain: 'symantec.com',
    kind: 'corporate',
    organisation: 'Widgets',
    by: 'Jo',
    at: new Date('2026-02-03'),
    reason: '',
  })
  await resolveAll()
  expect(await readStays('Ann Archer')).toMatchObject([{ name: 'Widgets' }])
})
