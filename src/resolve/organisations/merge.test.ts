import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { forgetEverything, observe, printResolved } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { overrideFact } from '../firmographics/override-fact.ts'
import { resolve } from '../resolve.ts'
import { decideOrganisations, undecideOrganisations } from './decide-organisations.ts'
import { type DecidedOrganisations, groupOrganisations } from './group-organisations.ts'
import { overrideDomain, removeDomainOverride } from './override-domain.ts'
import { overrideOwner } from './override-owner.ts'
import { previewKnowledge, previewPair } from './preview-organisations.ts'
import { foreseeSplit, splitOrganisation } from './split-organisation.ts'

const nothing = { listings: new Map(), overrides: new Map() }
const side = (name: string) => ({ id: `id of ${name}`, key: `name:${name}`, name })
const pair = (a: string, b: string, verdict: 'same' | 'different' = 'same'): DecidedOrganisations => ({
  subject: `${a} ${b}`,
  a: side(a),
  b: side(b),
  verdict,
})
const group = (...pairs: DecidedOrganisations[]) => {
  const { merged, idle, currentId } = groupOrganisations(pairs, nothing)
  const names = Object.fromEntries([...merged].map(([key, { organisationName }]) => [key, organisationName]))
  return { names, idle: [...idle], currentId }
}

describe('which organisations are one', () => {
  test('chains end at the organisation all others are part of', () => {
    const { names, currentId } = group(pair('a', 'b'), pair('c', 'a'), pair('b', 'd'))
    expect(names).toEqual({ 'name:a': 'c', 'name:b': 'c', 'name:d': 'c' })
    expect([currentId('id of d'), currentId('id of c'), currentId('other')]).toEqual([
      'id of c',
      'id of c',
      'other',
    ])
  })
  test('both ways round is no circle', () => {
    expect(group(pair('a', 'b'), pair('b', 'a')).names).toEqual({ 'name:b': 'a' })
  })
  test('what keeps apart holds: a decision that would join them through a third has no effect', () => {
    const { names, idle } = group(pair('a', 'b'), pair('a', 'c', 'different'), pair('b', 'c'))
    expect(names).toEqual({ 'name:b': 'a' })
    expect(idle).toEqual(['b c'])
  })
})

const store = await openTestStore()
const jo = { by: 'Jo', at: new Date('2026-02-03'), reason: '' }

beforeEach(async () => {
  await forgetEverything(store)
  await observe(store, [
    { name: 'Ann Archer', email: 'ann.archer@widgets.example' },
    { name: 'Bob Baker', email: 'bob.baker@widgets.example', at: '2020-02-01T00:00:00Z' },
    { name: 'Cal Carter', email: 'cal.carter@gadgets.example' },
    { name: 'Dee Dyer', email: 'dee.dyer@gadgets.example' },
    { name: 'Dee Dyer', email: 'dee.dyer@gadgets.example', at: '2020-03-01T00:00:00Z' },
    { name: 'Eve Eaton', email: 'eve.eaton@labs.gadgets.example' },
    { name: 'Fay Finch', email: 'fay@gmail.com', source: 'survey:one', organisation: 'Widgets Holding' },
  ])
  await resolveAll()
})

const resolveAll = () =>
  resolve(store, { asOf: new Date('2030-01-01'), signal: new AbortController().signal })

const readOrganisations = async () => {
  const rows = await store.read({
    text: `SELECT toString(organisation_id) AS id, name, people, events, arraySort(groupArray(ifNull(domains.domain, ''))) AS domains
      FROM organisations LEFT JOIN domains ON domains.organisation_id = organisations.organisation_id GROUP BY id, name, people, events ORDER BY name`,
    params: {},
    row: z.object({
      id: z.string(),
      name: z.string(),
      people: z.number(),
      events: z.coerce.number(),
      domains: z.array(z.string()),
    }),
  })
  return new Map(rows.map(({ name, ...rest }) => [name, rest]))
}
const idOf = async (name: string): Promise<string> => (await readOrganisations()).get(name)?.id ?? ''
const employerOf = async (person: string): Promise<string> => {
  const [row] = await store.read({
    text: `SELECT organisations.name AS name FROM affiliations INNER JOIN people USING (person_id)
      INNER JOIN organisations ON organisations.organisation_id = affiliations.organisation_id WHERE people.name = {person:String}`,
    params: { person },
    row: z.object({ name: z.string() }),
  })
  return row?.name ?? ''
}

test('two made one have the id and name of the first, all people, acts, facts and owners; taken back, all is as before', async () => {
  const before = await printResolved(store)
  const [widgets, gadgets] = [await idOf('widgets.example'), await idOf('gadgets.example')]
  const preview = await previewPair(store, { a: widgets, b: gadgets, verdict: 'same' })
  expect(preview.after).toEqual([
    {
      organisationKey: 'domain:widgets.example',
      organisationName: 'widgets.example',
      domains: ['gadgets.example', 'labs.gadgets.example', 'widgets.example'],
    },
  ])
  expect(await decideOrganisations(store, { a: widgets, b: gadgets, verdict: 'same' }, jo)).toBe(true)
  expect(await decideOrganisations(store, { a: widgets, b: gadgets, verdict: 'same' }, jo)).toBe(false)
  const word = { organisation: gadgets, fact: 'headcount', value: '70', scheme: '' } as const
  await overrideFact(store, word, jo)
  await overrideOwner(store, { ...jo, owned: gadgets, organisation: 'SUSE' })
  await resolveAll()
  expect((await readOrganisations()).get('widgets.example')).toEqual({
    id: widgets,
    people: 5,
    events: 6,
    domains: ['gadgets.example', 'labs.gadgets.example', 'widgets.example'],
  })
  expect(await idOf('gadgets.example')).toBe('')
  expect(await employerOf('Cal Carter')).toBe('widgets.example')
  const told = await store.read({
    text: `SELECT value, owner_name AS owner FROM organisation_facts INNER JOIN organisation_owners USING (organisation_id)
      WHERE toString(organisation_id) = {widgets:String} AND fact = 'headcount'`,
    params: { widgets },
    row: z.unknown(),
  })
  expect(told).toEqual([{ value: '70', owner: 'SUSE' }])
  const again = await printResolved(store)
  await resolveAll()
  expect(await printResolved(store)).toEqual(again)

  const undone = await previewPair(store, { a: widgets, b: gadgets, verdict: 'undecided' })
  expect(undone.after.map(({ organisationName, domains }) => [organisationName, domains.length])).toEqual([
    ['widgets.example', 1],
    ['gadgets.example', 2],
  ])
  await undecideOrganisations(store, { a: gadgets, b: widgets }, jo)
  await store.write("DELETE FROM decisions WHERE kind IN ('organisation-fact', 'owner')")
  await resolveAll()
  expect(await printResolved(store)).toEqual(before)
  await expect(undecideOrganisations(store, { a: gadgets, b: widgets }, jo)).rejects.toThrow(
    /nothing to take back/,
  )
})

test('an organisation known by name alone becomes part of one with domains; a name given later changes nothing', async () => {
  const [widgets, holding] = [await idOf('widgets.example'), await idOf('Widgets Holding')]
  await decideOrganisations(store, { a: widgets, b: holding, verdict: 'same' }, jo)
  await overrideDomain(store, {
    ...jo,
    domain: 'widgets.example',
    kind: 'corporate',
    organisation: 'Widgets AG',
  })
  await resolveAll()
  expect([...(await readOrganisations()).keys()].sort()).toEqual(['Widgets AG', 'gadgets.example'])
  expect(await employerOf('Fay Finch')).toBe('Widgets AG')
})

test('different is remembered, and one organisation is not two', async () => {
  const [widgets, gadgets] = [await idOf('widgets.example'), await idOf('gadgets.example')]
  await decideOrganisations(store, { a: widgets, b: gadgets, verdict: 'different' }, jo)
  await resolveAll()
  expect((await readOrganisations()).size).toBe(3)
  await expect(decideOrganisations(store, { a: widgets, b: widgets, verdict: 'same' }, jo)).rejects.toThrow(
    /one organisation already/,
  )
  await expect(decideOrganisations(store, { a: widgets, b: '1', verdict: 'same' }, jo)).rejects.toThrow(
    /no organisation 1/,
  )
})

test('a domain taken out stands for another organisation, until that is taken back', async () => {
  const gadgets = await idOf('gadgets.example')
  const split = { organisation: gadgets, domains: ['labs.gadgets.example'], name: 'Gadget Labs' }
  const preview = await previewKnowledge(store, gadgets, await foreseeSplit(store, split))
  expect(preview.after.map(({ organisationName, domains }) => [organisationName, domains])).toEqual([
    ['gadgets.example', ['gadgets.example']],
    ['Gadget Labs', ['labs.gadgets.example']],
  ])
  await splitOrganisation(store, split, jo)
  await resolveAll()
  const after = await readOrganisations()
  expect(after.get('gadgets.example')).toMatchObject({ id: gadgets, people: 2, events: 3 })
  expect(after.get('Gadget Labs')).toMatchObject({ people: 1, domains: ['labs.gadgets.example'] })
  expect(await employerOf('Eve Eaton')).toBe('Gadget Labs')
  await removeDomainOverride(store, { ...jo, domain: 'labs.gadgets.example' })
  await resolveAll()
  expect((await readOrganisations()).get('gadgets.example')).toMatchObject({ people: 3 })

  for (const [wrong, sentence] of [
    [{ ...split, domains: ['widgets.example'] }, /is no domain of gadgets.example/],
    [{ ...split, name: ' ' }, /Name the organisation/],
    [{ ...split, name: 'gadgets.example' }, /is the organisation they are taken out of/],
    [{ ...split, domains: ['gadgets.example'] }, /Nothing would be left/],
  ] as const)
    await expect(splitOrganisation(store, wrong, jo)).rejects.toThrow(sentence)
})
