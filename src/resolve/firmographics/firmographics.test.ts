import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { forgetEverything, type ObservedAct, observe, printResolved } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { overrideDomain } from '../organisations/override-domain.ts'
import { overrideOwner } from '../organisations/override-owner.ts'
import { readRecognition } from '../organisations/read-recognition.ts'
import { resolve } from '../resolve.ts'
import { type CompanyRow, dropCompanyList, type ListedFacts, takeCompanies } from './company-list.ts'
import type { FactName } from './fact.ts'
import { overrideFact, removeFactOverride } from './override-fact.ts'
import { rebuildFacts } from './rebuild-facts.ts'

const store = await openTestStore()
const jo = { by: 'Jo', at: new Date('2026-02-03'), reason: '' }

// Once for all: what differs between the tests is what is decided, and what follows from that is told again.
beforeAll(async () => {
  await forgetEverything(store)
  await observe(store, [
    { name: 'Ann Archer', email: 'ann.archer@widgets.example' },
    { name: 'Bob Baker', email: 'bob.baker@widgets.example' },
    { name: 'Cal Carter', email: 'cal.carter@suse.com' },
    { name: 'Dee Dyer', email: 'dee@uni-example.de' },
    { name: 'Eve Eaton', email: 'eve@gnome.org' },
    { name: 'Fay Finch', email: 'fay@gmail.com' },
  ])
  await resolveAll()
})
beforeEach(() => store.write('TRUNCATE TABLE decisions'))

const asOf = new Date('2030-01-01')
const resolveAll = () => resolve(store, { asOf, signal: new AbortController().signal })
/** The last of what `resolve` does to organisations; the rest of them stays as it is. */
const tellAgain = async () => rebuildFacts(store, asOf, await readRecognition(store))

async function readFacts(domain: string) {
  const rows = await store.read({
    text: `SELECT fact, value, scheme, round(probability, 3) AS probability, status, evidence, source
      FROM organisation_facts INNER JOIN organisations USING (organisation_id) WHERE domain = {domain:String} ORDER BY fact`,
    params: { domain },
    row: z.object({
      fact: z.string(),
      value: z.string(),
      scheme: z.string(),
      probability: z.number(),
      status: z.string(),
      evidence: z.string(),
      source: z.string(),
    }),
  })
  return Object.fromEntries(rows.map(({ fact, ...rest }) => [fact, rest]))
}

const readId = async (domain: string): Promise<string> => {
  const { id } = await store.readOne({
    text: 'SELECT toString(organisation_id) AS id FROM organisations WHERE domain = {domain:String}',
    params: { domain },
    row: z.object({ id: z.string() }),
  })
  return id
}

const plain = (facts: Partial<Record<FactName, string>>): ListedFacts =>
  Object.fromEntries(Object.entries(facts).map(([fact, value]) => [fact, { value, scheme: '' }]))
const row = (line: number, domain: string, name: string, facts: ListedFacts): CompanyRow => ({
  position: `line ${line}`,
  domain,
  name,
  facts,
})
const company = (source: string, name: string, attrs: Record<string, string>): ObservedAct => ({
  id: name,
  source,
  type: 'crm.stage_change',
  organisation: name,
  object: { kind: 'company', id: name },
  attrs: { stage: 'customer', ...attrs },
})

test('domains tell academia, public bodies, foundations and regions', async () => {
  expect(await readFacts('uni-example.de')).toMatchObject({
    business_type: {
      value: 'academia',
      probability: 0.95,
      status: 'inferred',
      evidence: 'uni-example.de is named like a university',
    },
    region: {
      value: 'europe',
      probability: 0.8,
      evidence: 'uni-example.de ends in .de, which is of Germany',
    },
  })
  expect(await readFacts('gnome.org')).toEqual({
    business_type: expect.objectContaining({ value: 'foundation', source: 'domains' }),
  })
  expect(await readFacts('widgets.example')).toEqual({})
})

describe('a list of companies', () => {
  test('is matched by domain, then by name; classes of size and types of business follow', async () => {
    const fates = await takeCompanies(
      store,
      'list.csv',
      [
        row(2, 'widgets.example', 'Quite Another Name', {
          ...plain({ headcount: '49', turnover: '9000000', region: 'europe' }),
          industry: { value: '62.01', scheme: 'NACE Rev. 2' },
        }),
        row(3, '', 'suse', plain({ headcount: '2000' })),
        row(4, 'www-nobody.example', 'Nobody & Sons', plain({ headcount: '3' })),
        row(5, 'gmail.com', '', plain({ headcount: '3' })),
        row(6, '', 'WIDGETS', plain({ headcount: '4' })),
        row(7, '', '', plain({ headcount: '4' })),
        row(8, 'gnome.org', '', {}),
      ],
      jo,
    )
    expect(fates).toEqual([
      { fate: 'matched' },
      { fate: 'matched' },
      { fate: 'unmatched', reason: 'nobody here is known to act for it' },
      { fate: 'unmatched', reason: 'no organisation stands behind that name or domain' },
      { fate: 'unmatched', reason: 'line 2 speaks of the same organisation (widgets.example)' },
      { fate: 'unmatched', reason: 'it names neither a domain nor an organisation' },
      { fate: 'unmatched', reason: 'it says nothing of the organisation that can be read' },
    ])
    await tellAgain()
    expect(await readFacts('widgets.example')).toEqual({
      headcount: expect.objectContaining({
        value: '49',
        status: 'stated',
        probability: 0.97,
        source: 'list.csv',
      }),
      turnover: expect.objectContaining({ value: '9000000' }),
      size_class: {
        value: 'small',
        scheme: '2003/361/EC, size_by_headcount_and_money',
        probability: 0.97,
        status: 'inferred',
        evidence:
          'headcount 49 (list.csv, line 2, imported on 2026-02-03), turnover € 9,000,000 (list.csv, line 2, imported on 2026-02-03)',
        source: 'list.csv',
      },
      industry: expect.objectContaining({ value: '62.01', scheme: 'NACE Rev. 2' }),
      business_type: {
        value: 'isv',
        scheme: '',
        probability: 0.824,
        status: 'inferred',
        evidence: 'its industry is NACE Rev. 2 62.01 (list.csv, line 2, imported on 2026-02-03)',
        source: 'list.csv',
      },
      region: expect.objectContaining({ value: 'europe', status: 'stated' }),
    })
    expect((await readFacts('suse.com'))['size_class']).toMatchObject({
      value: 'large',
      scheme: '2003/361/EC, size_by_headcount',
    })
  })

  test('the same again is already so; a later list outranks an earlier one, and both can be taken back', async () => {
    const rows = [row(2, 'widgets.example', '', plain({ headcount: '10', region: 'africa' }))]
    expect(await takeCompanies(store, 'old', rows, jo)).toEqual([{ fate: 'matched' }])
    expect(await takeCompanies(store, 'old', rows, jo)).toEqual([{ fate: 'already so' }])
    const later = { ...jo, at: new Date('2026-03-03') }
    await takeCompanies(store, 'new', [row(9, 'widgets.example', '', plain({ headcount: '20' }))], later)
    await tellAgain()
    const both = await readFacts('widgets.example')
    expect(both['headcount']).toMatchObject({
      value: '20',
      evidence: 'new, line 9, imported on 2026-03-03; old says 10',
    })
    expect(both['region']).toMatchObject({ value: 'africa' })
    expect(await dropCompanyList(store, 'new', later)).toBe(1)
    await tellAgain()
    expect((await readFacts('widgets.example'))['headcount']).toMatchObject({ value: '10' })
    await dropCompanyList(store, 'old', later)
    await tellAgain()
    expect(await readFacts('widgets.example')).toEqual({})
    await expect(dropCompanyList(store, 'old', later)).rejects.toThrow(/nothing to take back/)
    // What was taken back can be imported again.
    expect(await takeCompanies(store, 'old', rows, later)).toEqual([{ fate: 'matched' }])
  })
})

test('CRMs state industry, headcount and country; a list outranks them, the latest of several holds', async () => {
  await observe(store, [
    company('crm:one', 'Widgets', { domain: 'widgets.example', employees: '500', industry: 'BANKING' }),
    company('hubspot:two', 'Nobody here', { employees: '7' }),
    { ...company('crm:one', 'SUSE', { country: 'Germany', employees: 'lots' }) },
  ])
  await tellAgain()
  expect(await readFacts('widgets.example')).toMatchObject({
    headcount: { value: '500', probability: 0.9, status: 'stated', evidence: 'crm:one says “500”' },
    size_class: { value: 'large', probability: 0.9 },
    industry: { value: 'BANKING', scheme: '' },
    business_type: { value: 'end-user', probability: 0.54 },
  })
  expect(await readFacts('suse.com')).toEqual({
    region: expect.objectContaining({ value: 'europe', status: 'stated' }),
  })
  await takeCompanies(store, 'l', [row(2, 'widgets.example', '', plain({ headcount: '5' }))], jo)
  await tellAgain()
  expect((await readFacts('widgets.example'))['headcount']).toMatchObject({
    value: '5',
    evidence: 'l, line 2, imported on 2026-02-03; crm:one says 500',
  })
})

describe('a person’s word', () => {
  test('outranks everything, survives that the organisation is named otherwise, and can be taken back', async () => {
    const organisation = await readId('uni-example.de')
    const word = { organisation, fact: 'business_type', value: 'public sector', scheme: '' } as const
    expect(await overrideFact(store, word, { ...jo, reason: 'a ministry runs it' })).toEqual({
      value: 'public-sector',
      scheme: '',
    })
    await tellAgain()
    const decided = {
      value: 'public-sector',
      scheme: '',
      probability: 1,
      status: 'overridden',
      evidence: 'decided by Jo on 2026-02-03: a ministry runs it',
      source: 'Jo',
    }
    expect((await readFacts('uni-example.de'))['business_type']).toEqual(decided)
    // A name makes another organisation of the domain.
    await overrideDomain(store, {
      domain: 'uni-example.de',
      kind: 'education',
      organisation: 'Example University',
      ...jo,
    })
    await resolveAll()
    expect((await readFacts('uni-example.de'))['business_type']).toEqual(decided)
    const renamed = await readId('uni-example.de')
    expect(renamed).not.toBe(organisation)
    await removeFactOverride(store, { organisation: renamed, fact: 'business_type' }, jo)
    await tellAgain()
    expect((await readFacts('uni-example.de'))['business_type']).toMatchObject({ value: 'academia' })
    await expect(
      removeFactOverride(store, { organisation: renamed, fact: 'business_type' }, jo),
    ).rejects.toThrow(/nothing to take back/)
  })

  test('says something, of an organisation that is here', async () => {
    const organisation = await readId('widgets.example')
    const word = { organisation, fact: 'headcount', value: 'many', scheme: '' } as const
    await expect(overrideFact(store, word, jo)).rejects.toThrow(/“many” does not say the headcount/)
    await expect(overrideFact(store, { ...word, organisation: '1', value: '3' }, jo)).rejects.toThrow(
      /no organisation 1/,
    )
  })
})

test('the figures of a group count: a small part of a large one is large, of an unknown one less sure', async () => {
  const rows = [
    row(2, 'widgets.example', '', plain({ headcount: '5' })),
    row(3, 'suse.com', '', plain({ headcount: '2000' })),
  ]
  await takeCompanies(store, 'l', rows, jo)
  const owned = await readId('widgets.example')
  await overrideOwner(store, { ...jo, owned, organisation: 'SUSE' })
  await resolveAll()
  expect((await readFacts('widgets.example'))['size_class']).toMatchObject({
    value: 'large',
    evidence: expect.stringMatching(/it belongs to SUSE, whose figures count too: large$/),
  })
  await overrideOwner(store, { ...jo, owned, organisation: 'Somebody Else' })
  await resolveAll()
  expect((await readFacts('widgets.example'))['size_class']).toMatchObject({
    value: 'micro',
    probability: 0.582,
  })
})

test('working it out again changes nothing, and hostile words stay words', async () => {
  const evil = "'; DROP TABLE people; --\n\u0000=cmd()"
  await observe(store, [company('crm:one', 'Widgets', { domain: 'widgets.example', industry: evil })])
  await takeCompanies(store, evil, [row(2, 'widgets.example', evil, plain({ headcount: '5' }))], {
    ...jo,
    reason: evil,
  })
  await resolveAll()
  const before = await printResolved(store)
  expect(before['organisation_facts']?.length).toBeGreaterThan(3)
  await resolveAll()
  expect(await printResolved(store)).toEqual(before)
})
