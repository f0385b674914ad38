import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { forgetEverything, observe } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { resolve } from '../resolve.ts'
import { readListings } from './listing.ts'
import { overrideOwner, removeOwnerOverride } from './override-owner.ts'
import { readOwnerLines } from './state-owners.ts'

const store = await openTestStore()
beforeEach(() => forgetEverything(store))

const resolveAll = () =>
  resolve(store, { asOf: new Date('2030-01-01'), signal: new AbortController().signal })
const readOwners = () =>
  store.read({
    text: `SELECT organisations.name AS name, owner_name AS owner, owned_from, owned_to, sentence
      FROM organisation_owners INNER JOIN organisations ON organisations.organisation_id = organisation_owners.organisation_id
      ORDER BY name, owned_from`,
    params: {},
    row: z.object({
      name: z.string(),
      owner: z.string(),
      owned_from: z.string().nullable(),
      owned_to: z.string().nullable(),
      sentence: z.string(),
    }),
  })

test('the table names listed organisations, and ends come after beginnings', () => {
  const names = new Set([...readListings().values()].map(({ organisation }) => organisation))
  const lines = readOwnerLines()
  expect(lines.length).toBeGreaterThan(80)
  for (const { organisation, owner, from, to } of lines) {
    expect([organisation, owner].filter((name) => !names.has(name))).toEqual([])
    expect(organisation).not.toBe(owner)
    expect(from).toMatch(/^(?:19|20)\d\d-\d\d-\d\d$/)
    if (to !== '') expect(to > from, organisation).toBe(true)
  }
})

test('owners have dates; somebody’s word replaces what is listed, until it is taken back', async () => {
  await observe(store, [
    { name: 'Ann Archer', email: 'ann@suse.com' },
    { name: 'Bob Baker', email: 'bob@redhat.com' },
  ])
  await resolveAll()
  const listed = await readOwners()
  expect(listed).toEqual([
    {
      name: 'Red Hat',
      owner: 'IBM',
      owned_from: '2019-07-09',
      owned_to: null,
      sentence: 'listed as part of IBM since 2019-07-09',
    },
    expect.objectContaining({ name: 'SUSE', owner: 'Novell', owned_to: '2011-04-27' }),
  ])
  const { owned } = await store.readOne({
    text: "SELECT toString(organisation_id) AS owned FROM organisations WHERE name = 'SUSE'",
    params: {},
    row: z.object({ owned: z.string() }),
  })
  const word = { by: 'Jo', at: new Date('2026-02-03'), reason: 'it was sold', owned }
  await overrideOwner(store, { ...word, organisation: 'Widgets AG', from: new Date('2019-01-01') })
  await resolveAll()
  expect((await readOwners()).filter(({ name }) => name === 'SUSE')).toEqual([
    {
      name: 'SUSE',
      owner: 'Widgets AG',
      owned_from: '2019-01-01',
      owned_to: null,
      sentence: 'decided by Jo on 2026-02-03: it was sold',
    },
  ])
  await removeOwnerOverride(store, word)
  await resolveAll()
  expect(await readOwners()).toEqual(listed)
  await expect(removeOwnerOverride(store, word)).rejects.toThrow(/nothing to take back/)
  await expect(overrideOwner(store, { ...word, owned: '1', organisation: 'X' })).rejects.toThrow(
    /no organisation 1/,
  )
})
