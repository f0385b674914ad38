import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { forgetEverything, type ObservedAct, observe, stateMailmap } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { UserError } from '../../core/index.ts'
import { resolve } from '../resolve.ts'
import { overrideDomain, removeDomainOverride } from './override-domain.ts'

const store = await openTestStore()

const act = (name: string, email: string, day = '2020-01-01'): ObservedAct => ({
  name,
  email,
  at: day.includes('T') ? day : `${day}T00:00:00Z`,
})

const resolveAsOf = (date: string) =>
  resolve(store, { asOf: new Date(date), signal: new AbortController().signal })

const readDomains = async () => {
  const rows = await store.read({
    text: `SELECT domain, domains.kind AS kind, domains.reason AS reason, ifNull(name, '') AS organisation
      FROM domains LEFT JOIN organisations USING (organisation_id) ORDER BY domain`,
    params: {},
    row: z.object({ domain: z.string(), kind: z.string(), reason: z.string(), organisation: z.string() }),
  })
  return Object.fromEntries(rows.map(({ domain, ...rest }) => [domain, rest]))
}

const readOrganisations = () =>
  store.read({
    text: 'SELECT name, domain, kind, people, events, toDate(first_seen) AS first, toDate(last_seen) AS last FROM organisations ORDER BY name',
    params: {},
    row: z.object({
      name: z.string(),
      domain: z.string(),
      kind: z.string(),
      people: z.number(),
      events: z.coerce.number(),
      first: z.string(),
      last: z.string(),
    }),
  })

const readAffiliations = async (person: string) => {
  const rows = await store.read({
    text: `SELECT organisations.name AS name, valid_from, valid_to, round(probability, 3) AS probability, evidence
      FROM affiliations INNER JOIN people USING (person_id) INNER JOIN organisations ON organisations.organisation_id = affiliations.organisation_id
      WHERE people.name = {person:String} ORDER BY valid_from, name`,
    params: { person },
    row: z.object({
      name: z.string(),
      valid_from: z.string(),
      valid_to: z.string().nullable(),
      probability: z.number(),
      evidence: z.string(),
    }),
  })
  return rows
}

const readHypotheses = (person: string) =>
  store.read({
    text: `SELECT ifNull(organisations.name, '') AS name, status, round(probability, 3) AS probability, valid_from
      FROM affiliation_hypotheses INNER JOIN people USING (person_id)
      LEFT JOIN organisations ON organisations.organisation_id = affiliation_hypotheses.organisation_id
      WHERE people.name = {person:String} ORDER BY valid_from, name`,
    params: { person },
    row: z.object({ name: z.string(), status: z.string(), probability: z.number(), valid_from: z.string() }),
  })

const readEmployer = async (person: string) => {
  const [row] = await store.read({
    text: `SELECT ifNull(organisations.name, '') AS employer FROM people LEFT JOIN organisations USING (organisation_id) WHERE people.name = {person:String}`,
    params: { person },
    row: z.object({ employer: z.string() }),
  })
  return row?.employer
}

describe('domains', () => {
  beforeEach(() => forgetEverything(store))

  test('whoever writes from an unlisted domain says what it is', async () => {
    await observe(store, [
      act('Ann Archer', 'ann@widgets.example'),
      act('Bob Baker', 'bob@widgets.example'),
      act('Cid Cole', 'cid@lonely.example'),
      act('Dee Dune', 'dee@dune.org'),
      act('Eve Egg', 'eve@moonbeam.net'),
      act('Flo Finn', 'flo@two-names.org'),
      act('flo', 'flo@two-names.org'),
      act('Gil Gray', 'gil1@same-name.org'),
      act('Gil Gray', 'gil2@same-name.org'),
      act('Hal Hill', 'hal@hill.widgets.example'),
    ])
    await resolveAsOf('2030-01-01')
    const domains = await readDomains()
    expect(domains['widgets.example']).toEqual({
      kind: 'corporate',
      reason: 'listed nowhere, so taken for a company’s; 2 people wrote from it',
      organisation: 'widgets.example',
    })
    expect(domains['lonely.example']).toMatchObject({
      kind: 'corporate',
      reason: 'listed nowhere, so taken for a company’s; one person ever wrote from it',
    })
    expect(domains['dune.org']).toEqual({
      kind: 'personal',
      reason: 'one person ever wrote from it and its name is theirs',
      organisation: '',
    })
    expect(domains['moonbeam.net']).toEqual({
      kind: 'unknown',
      reason: 'listed nowhere, and one person ever wrote from it',
      organisation: '',
    })
    expect(domains['hill.widgets.example']?.kind).toBe('personal')
    expect(domains['two-names.org']?.kind).toBe('unknown')
    expect(domains['same-name.org']?.kind).toBe('unknown')
  })

  test('an organisation counts its people and acts over all its domains; bots do not count, roles only act', async () => {
    await observe(store, [
      act('Ann Archer', 'ann@suse.de', '2019-01-01'),
      act('Ann Archer', 'ann@suse.de', '2019-03-01'),
      act('Bob Baker', 'bob@lists.suse.com', '2020-05-05'),
      act('Release Bot', 'rel@suse.com', '2021-01-01'),
      act('Support Team', 'support@suse.com', '2018-01-01'),
      act('Cid Cole', 'cid@gmail.com'),
      act('Dee Dune', 'dee@gnome.org'),
    ])
    await resolveAsOf('2030-01-01')
    expect(await readOrganisations()).toEqual([
      {
        name: 'GNOME',
        domain: 'gnome.org',
        kind: 'foundation',
        people: 1,
        events: 1,
        first: '2020-01-01',
        last: '2020-01-01',
      },
      {
        name: 'SUSE',
        domain: 'suse.com',
        kind: 'corporate',
        people: 2,
        events: 4,
        first: '2018-01-01',
        last: '2020-05-05',
      },
    ])
    expect(await readEmployer('Dee Dune')).toBe('')
    expect(await readEmployer('Cid Cole')).toBe('')
  })

  test('a decision outranks the tables from the next run on, until it is taken back', async () => {
    const decision = {
      domain: 'Mail.Gmail.com',
      by: 'Jane',
      at: new Date('2026-02-03'),
      reason: 'they bought it',
    }
    await observe(store, [act('Cid Cole', 'cid@gmail.com')])
    await overrideDomain(store, { ...decision, kind: 'corporate', organisation: 'Widgets' })
    await resolveAsOf('2030-01-01')
    expect(await readDomains()).toEqual({
      'gmail.com': {
        kind: 'corporate',
        organisation: 'Widgets',
        reason: 'decided by Jane on 2026-02-03: they bought it',
      },
    })
    expect(await readEmployer('Cid Cole')).toBe('Widgets')

    await removeDomainOverride(store, { ...decision, domain: 'gmail.com' })
    await resolveAsOf('2030-01-01')
    expect((await readDomains())['gmail.com']).toMatchObject({ kind: 'free-mail', organisation: '' })
  })

  test('a mistaken decision is refused with a sentence', async () => {
    const decision = { domain: 'example.org', by: 'Jane', at: new Date(), reason: '' }
    await expect(overrideDomain(store, { ...decision, kind: 'cooperative' })).rejects.toThrow(
      /Choose one of: corporate/,
    )
    await expect(overrideDomain(store, { ...decision, domain: 'no domain', kind: 'isp' })).rejects.toThrow(
      UserError,
    )
    await expect(removeDomainOverride(store, decision)).rejects.toThrow(/nothing to take back/)
  })
})

/** Acts of somebody, by the domains of the addresses they wrote from. */
const wrote = (name: string, days: Readonly<Record<string, readonly string[]>>): ObservedAct[] =>
  Object.entries(days).flatMap(([domain, all]) => all.map((day) => act(name, addressOf(name, domain), day)))
const addressOf = (name: string, domain: string): string => `${name.split(' ')[0]?.toLowerCase()}@${domain}`
const mapped = (name: string, domain: string) =>
  [name, addressOf(name, 'gmail.com'), '', addressOf(name, domain)] as const

// Nobody's employer depends on anybody else here, so they are observed, and resolved, together.
describe('affiliations', () => {
  const daily = Array.from({ length: 300 }, (_, day) => new Date(Date.UTC(2019, 0, 1 + day)).toISOString())
  let earlier = ''

  beforeAll(async () => {
    await forgetEverything(store)
    await observe(store, [
      ...wrote('Jane Doe', {
        'redhat.com': ['2019-01-01', '2021-06-01'],
        'suse.com': ['2021-06-29', '2022-01-01'],
        'gmail.com': ['2020-01-01'],
      }),
      ...wrote('Kim Kay', {
        'redhat.com': ['2020-01-01', '2020-02-01', '2020-03-01', '2020-04-01'],
        'suse.com': ['2020-02-15'],
      }),
      ...wrote('Lea Lund', { 'redhat.com': ['2019-01-01'], 'gmail.com': ['2024-01-02'] }),
      ...wrote('Mia Moss', { 'redhat.com': daily, 'gmail.com': ['2019-12-01'] }),
      ...wrote('Nora Nash', { 'redhat.com': ['2019-10-27'], 'gmail.com': ['2019-12-01'] }),
      ...wrote('Olga Orr', {
        'gmail.com': ['2019-01-01', '2019-12-01', '2021-01-01'],
        'redhat.com': ['2020-01-01', '2022-01-01'],
      }),
      ...wrote('Pia Pope', {
        'redhat.com': ['2019-01-01', '2019-05-01', '2019-06-01'],
        'suse.com': ['2019-03-01', '2019-05-15', '2022-01-01'],
        'gmail.com': ['2018-10-01', '2021-06-01', '2024-06-01'],
      }),
      act('Ann Archer', 'ann@widgets.example'),
      act('Bob Baker', 'bob@redhat.com'),
      act('Release Bot', 'rel@redhat.com'),
      act('Support Team', 'support@redhat.com'),
    ])
    const both = ['Jane Doe', 'Kim Kay', 'Pia Pope']
    const one = [...both, 'Lea Lund', 'Mia Moss', 'Nora Nash', 'Olga Orr']
    await stateMailmap(store, [
      ...one.map((name) => mapped(name, 'redhat.com')),
      ...both.map((name) => mapped(name, 'suse.com')),
    ])
    await resolveAsOf('2021-06-10')
    earlier = JSON.stringify([await readAffiliations('Jane Doe'), await readEmployer('Jane Doe')])
    await resolveAsOf('2030-01-01')
  })

  test('the change date is the midpoint; intervals are half-open and meet', async () => {
    const [first, second] = await readAffiliations('Jane Doe')
    expect(first).toEqual({
      name: 'Red Hat',
      valid_from: '2019-01-01T00:00:00.000Z',
      valid_to: '2021-06-15T00:00:00.000Z',
      probability: 0.952,
      evidence: '2 events from @redhat.com between 2019-01-01 and 2021-06-01',
    })
    expect(second).toMatchObject({ name: 'SUSE', valid_from: '2021-06-15T00:00:00.000Z', valid_to: null })

    const employers = await store.read({
      text: `SELECT organisations.name AS name FROM affiliations INNER JOIN organisations USING (organisation_id)
        ARRAY JOIN {instants:Array(DateTime64(3))} AS instant
        WHERE person_id IN (SELECT people.person_id FROM people WHERE people.name = 'Jane Doe')
          AND valid_from <= instant AND (valid_to IS NULL OR instant < valid_to) ORDER BY instant`,
      params: { instants: [new Date('2021-06-14T23:59:59Z'), new Date('2021-06-15T00:00:00Z')] },
      row: z.object({ name: z.string() }),
    })
    expect(employers.map(({ name }) => name)).toEqual(['Red Hat', 'SUSE'])
  })

  test('a person acts for whom the date says; later events do not change an earlier answer', async () => {
    expect(JSON.parse(earlier)).toMatchObject([[{ name: 'Red Hat', valid_to: null }], 'Red Hat'])
    expect(await readEmployer('Jane Doe')).toBe('SUSE')
  })

  test('employers at the same time share the probability by their acts', async () => {
    // 10 · 4/5 and 10 · 1/5, over themselves and 0.5 for "unknown"; alone, 10 over itself and 0.5.
    const redHat = { name: 'Red Hat', probability: 0.952 }
    expect(await readAffiliations('Kim Kay')).toMatchObject([
      { ...redHat, valid_to: '2020-02-08T00:00:00.000Z' },
      {
        name: 'Red Hat',
        probability: 0.762,
        valid_from: '2020-02-08T00:00:00.000Z',
        valid_to: '2020-02-22T12:00:00.000Z',
        evidence:
          '4 events from @redhat.com between 2020-01-01 and 2020-04-01; 1 other employer in that time',
      },
      { ...redHat, valid_from: '2020-02-22T12:00:00.000Z', valid_to: null },
    ])
    const hypotheses = await readHypotheses('Kim Kay')
    expect(hypotheses.filter(({ valid_from }) => valid_from === '2020-02-08T00:00:00.000Z')).toEqual([
      { name: '', status: 'unlikely', probability: 0.048, valid_from: '2020-02-08T00:00:00.000Z' },
      { name: 'Red Hat', status: 'possible', probability: 0.762, valid_from: '2020-02-08T00:00:00.000Z' },
      { name: 'SUSE', status: 'unlikely', probability: 0.19, valid_from: '2020-02-08T00:00:00.000Z' },
    ])
    expect(await readEmployer('Kim Kay')).toBe('Red Hat')
  })

  test('acts from free mail after the last from the employer’s: assigned, then possible, then unknown', async () => {
    expect(await readAffiliations('Lea Lund')).toMatchObject([
      {
        probability: 0.952,
        valid_from: '2019-01-01T00:00:00.000Z',
        valid_to: expect.stringMatching(/^2019-08/),
      },
      {
        probability: expect.closeTo(0.66, 1),
        valid_from: expect.stringMatching(/^2019-08/),
        // Two half-lives after the last act.
        valid_to: expect.stringMatching(/^2020-12-31/),
        evidence:
          '1 event from @redhat.com on 2019-01-01; after that acts from addresses that name no employer',
      },
    ])
    expect(await readEmployer('Lea Lund')).toBe('')
  })

  test('who always used the address and then stopped has left sooner than who rarely did', async () => {
    const assignedEnd = async (person: string) =>
      (await readAffiliations(person)).filter(({ probability }) => probability >= 0.8).at(-1)?.valid_to
    expect(await assignedEnd('Mia Moss')).toMatch(/^2019-10-27/)
    expect(await assignedEnd('Nora Nash')).toMatch(/^2020-0/)
  })

  test('acts from free mail before the first from the employer’s, and between two, are the employer’s for a time', async () => {
    expect(await readAffiliations('Olga Orr')).toMatchObject([
      { probability: expect.closeTo(0.74, 1), valid_from: '2018-01-01T00:00:00.000Z' },
      { probability: 0.952, valid_from: expect.stringMatching(/^2018-11/), valid_to: null },
    ])
  })

  test('at every moment the hypotheses of one person add up to 1, "nobody we know of" among them', async () => {
    const moments = await store.read({
      text: `SELECT toString(person_id) AS person, at, round(sum(probability), 6) AS total, countIf(organisation_id = 0) AS unknown
        FROM (SELECT DISTINCT person_id, valid_from AS at FROM affiliation_hypotheses) AS turns
        INNER JOIN affiliation_hypotheses AS held USING (person_id)
        WHERE held.valid_from <= at AND (held.valid_to IS NULL OR held.valid_to > at)
        GROUP BY person_id, at ORDER BY person_id, at`,
      params: {},
      row: z.object({ person: z.string(), at: z.string(), total: z.number(), unknown: z.coerce.number() }),
    })
    expect(new Set(moments.map(({ person }) => person)).size).toBe(9)
    expect(moments.length).toBeGreaterThan(20)
    expect(moments.map(({ unknown }) => unknown)).toEqual(moments.map(() => 1))
    expect(moments.map(({ total }) => total)).toEqual(moments.map(() => 1))
  })

  test('one person’s use of an unlisted company domain is weaker evidence', async () => {
    expect(await readAffiliations('Ann Archer')).toMatchObject([{ probability: 0.667 }])
    expect(await readAffiliations('Bob Baker')).toMatchObject([{ probability: 0.952 }])
  })

  test('bots and roles have no employer', async () => {
    expect(await readAffiliations('Release Bot')).toEqual([])
    expect(await readAffiliations('Support Team')).toEqual([])
  })
})
