import { beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { forgetEverything, type ObservedAct, observe } from '../../../test/support/observed.ts'
import { type SeenNetwork, seeActs, seeVisitors } from '../../../test/support/seen-network.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { decideOrganisations } from '../organisations/decide-organisations.ts'
import { resolve } from '../resolve.ts'
import { decideNetwork, undecideNetwork } from './decide-network.ts'
import { decideSmallestGroup } from './smallest-group.ts'

const store = await openTestStore()
beforeEach(() => forgetEverything(store))

const resolveAll = () =>
  resolve(store, { asOf: new Date('2027-01-01'), signal: new AbortController().signal })
const author = { by: 'me', at: new Date('2026-12-01'), reason: '' }

const acme: SeenNetwork = { number: 64500, name: 'Acme', domain: 'acme.example', class: 'business' }

const visit = (visitor: number, at: string, more: Partial<ObservedAct> = {}): ObservedAct => ({
  source: 'access-log:made-up',
  platform: 'web',
  type: 'docs.visit',
  visitor,
  at,
  attrs: { agent: 'browser', client: 'Firefox' },
  ...more,
  id: `${visitor} ${at} ${more.type ?? ''} ${more.attrs?.['client'] ?? ''}`,
})

/** Visits by so many visitors in November, from an own stretch of made-up hashes. */
async function visitFrom(network: SeenNetwork, visitors: number, first: number): Promise<number[]> {
  const numbers = Array.from({ length: visitors }, (_, index) => first + index)
  await observe(
    store,
    numbers.map((visitor) => visit(visitor, '2026-11-05T10:00:00Z')),
  )
  await seeVisitors(store, numbers, network)
  return numbers
}

const readMeanings = () =>
  store.read({
    text: `SELECT name, class, organisation_key AS organisation, reason FROM network_meanings ORDER BY number, name`,
    params: {},
    row: z.object({ name: z.string(), class: z.string(), organisation: z.string(), reason: z.string() }),
  })

const readMonths = () =>
  store.read({
    text: `SELECT toString(month) AS month, visits, downloads, automated, endpoints, origins, is_organisation_shown AS shown
      FROM network_months ORDER BY organisation_id != 0 DESC, month`,
    params: {},
    row: z.object({
      month: z.string(),
      visits: z.coerce.number(),
      downloads: z.coerce.number(),
      automated: z.coerce.number(),
      endpoints: z.coerce.number(),
      origins: z.coerce.number(),
      shown: z.boolean(),
    }),
  })

const readOrganisations = async (): Promise<string[]> => {
  const rows = await store.read({
    text: 'SELECT name, domain, kind, people FROM organisations ORDER BY name',
    params: {},
    row: z.object({ name: z.string(), domain: z.string(), kind: z.string(), people: z.number() }),
  })
  return rows.map(({ name, domain, kind, people }) => `${name} (${domain}) ${kind} ${people}`)
}

const readNetworkId = async (name: string): Promise<string> => {
  const { id } = await store.readOne({
    text: 'SELECT toString(network_id) AS id FROM network_meanings WHERE name = {name:String}',
    params: { name },
    row: z.object({ id: z.string() }),
  })
  return id
}

describe('whose a network is', () => {
  const cases: readonly [string, SeenNetwork, string, string][] = [
    ['a business by its domain, listed nowhere', acme, 'business', 'domain:acme.example'],
    [
      'a business by the name that the tables list',
      { name: 'Red Hat, Inc.', class: 'business' },
      'business',
      'name:red hat',
    ],
    [
      'a business by a name of its own',
      { name: 'Widgets GmbH', class: 'business' },
      'business',
      'name:widgets',
    ],
    ['a listed domain, without a class', { name: 'RH', domain: 'redhat.com' }, 'business', 'name:red hat'],
    ['a listed name, without a class', { name: 'Red Hat' }, 'business', 'name:red hat'],
    [
      'a university',
      { name: 'X', domain: 'cs.example.edu', class: 'education' },
      'education',
      'domain:example.edu',
    ],
    [
      'a domain that is not known, without a class, whoever else is called so',
      { name: 'Bolt', domain: 'bolt.example' },
      'unknown',
      '',
    ],
    ['a provider, though listed as a company', { name: 'O', domain: 'orange.com', class: 'isp' }, 'isp', ''],
    ['hosting', { ...acme, class: 'hosting' }, 'hosting', ''],
    ['VPN', { ...acme, class: 'vpn' }, 'vpn', ''],
    ['a provider by a word in its name', { name: 'Amazon' }, 'hosting', ''],
    [
      'a provider by its domain, whatever the file says',
      { name: 'T', domain: 't-online.de', class: 'business' },
      'isp',
      '',
    ],
    ['a class and nothing else', { class: 'business' }, 'business', ''],
    ['a name that is none', { name: 'Private', class: 'business' }, 'business', ''],
  ]

  test('files, domains, names and words tell it', async () => {
    for (const [index, [, network]] of cases.entries())
      await visitFrom({ ...network, number: index + 1 }, 2, 100 * index + 1)
    await resolveAll()
    const told = (await readMeanings()).map(({ class: name, organisation }) => [name, organisation])
    expect(cases.map(([what], index) => [what, ...(told[index] ?? [])])).toEqual(
      cases.map(([what, , name, organisation]) => [what, name, organisation]),
    )
    expect((await readMeanings()).every(({ reason }) => /\w/.test(reason))).toBe(true)
  })

  test('a domain that people write from is known without a class', async () => {
    await observe(store, [
      { name: 'Ann Archer', email: 'ann.archer@acme.example' },
      { name: 'Bob Baker', email: 'bob.baker@acme.example' },
    ])
    await visitFrom({ ...acme, class: 'unknown' }, 5, 100)
    await resolveAll()
    expect(await readMeanings()).toMatchObject([{ class: 'business' }])
    expect(await readOrganisations()).toEqual(['acme.example (acme.example) corporate 2'])
  })

  test('somebody here decides, and takes it back; the organisation follows merges', async () => {
    await visitFrom({ number: 64501, name: 'Widgets' }, 6, 100)
    await visitFrom(acme, 6, 200)
    await resolveAll()
    expect(await readOrganisations()).toEqual(['acme.example (acme.example) corporate 0'])
    const network = await readNetworkId('Widgets')
    await decideNetwork(store, network, { organisation: 'Widgets Worldwide' }, author)
    await decideNetwork(store, await readNetworkId('Acme'), { class: 'isp' }, author)
    await resolveAll()
    expect(await readOrganisations()).toEqual(['Widgets Worldwide () corporate 0'])
    expect((await readMeanings()).map(({ reason }) => reason)).toEqual(
      Array(2).fill('decided by me on 2026-12-01'),
    )
    await undecideNetwork(store, await readNetworkId('Acme'), author)
    await resolveAll()
    const ids = await store.read({
      text: 'SELECT toString(organisation_id) AS id FROM organisations ORDER BY name DESC',
      params: {},
      row: z.object({ id: z.string() }),
    })
    await decideOrganisations(store, { a: ids[0]?.id ?? '', b: ids[1]?.id ?? '', verdict: 'same' }, author)
    await resolveAll()
    expect(await readOrganisations()).toHaveLength(1)
    await expect(decideNetwork(store, '5', { class: 'isp' }, author)).rejects.toThrow(
      'There is no network 5.',
    )
    await expect(decideNetwork(store, network, {}, author)).rejects.toThrow('Say either')
    await expect(undecideNetwork(store, '5', author)).rejects.toThrow('nothing to take back')
  })
})

describe('how much came from it', () => {
  test('addresses and addresses with programs bound the people behind it', async () => {
    const visitors = await visitFrom(acme, 5, 100)
    await observe(
      store,
      visitors.slice(0, 2).map((visitor) =>
        visit(visitor, '2026-11-06T10:00:00Z', {
          attrs: { agent: 'package-manager', client: 'pip' },
          type: 'package.pull',
        }),
      ),
    )
    await observe(store, [visit(100, '2026-11-07T10:00:00Z', { flags: ['automated'], type: 'package.pull' })])
    await resolveAll()
    expect(await readMonths()).toEqual([
      { month: '2026-11-01', visits: 5, downloads: 2, automated: 1, endpoints: 5, origins: 7, shown: true },
    ])
  })

  test('many downloads a day, and downloads at a steady pace, are a machine’s', async () => {
    await visitFrom(acme, 5, 100)
    const pull = (visitor: number, second: number): ObservedAct =>
      visit(visitor, new Date(Date.UTC(2026, 10, 9) + second * 1000).toISOString(), { type: 'package.pull' })
    await seeVisitors(store, [200, 201, 202, 203], acme)
    await observe(store, [
      // 51 in a day, at no pace.
      ...Array.from({ length: 51 }, (_, index) => pull(200, index * index * 7)),
      // 50 in a day, at no pace: somebody busy.
      ...Array.from({ length: 50 }, (_, index) => pull(201, index * index * 7)),
      // Every hour, with a few seconds' jitter.
      ...Array.from({ length: 12 }, (_, index) => pull(202, index * 3600 + (index % 3) * 5)),
      // Ten are too few to tell.
      ...Array.from({ length: 10 }, (_, index) => pull(203, index * 3600)),
    ])
    await resolveAll()
    expect(await readMonths()).toMatchObject([{ visits: 5, downloads: 60, automated: 63, endpoints: 7 }])
  })

  test('below the smallest group an organisation is not shown, nor is it one', async () => {
    await visitFrom(acme, 4, 100)
    await resolveAll()
    expect(await readMonths()).toMatchObject([{ endpoints: 4, shown: false }])
    expect(await readOrganisations()).toEqual([])
    await decideSmallestGroup(store, 4, author)
    await resolveAll()
    expect(await readMonths()).toMatchObject([{ endpoints: 4, shown: true }])
    expect(await readOrganisations()).toHaveLength(1)
    for (const wrong of [2, 0, -1, 4.5, Number.NaN, 100_000])
      await expect(decideSmallestGroup(store, wrong, author)).rejects.toThrow('whole number from 3')
  })

  test('the group is counted over all networks of an organisation, within one month', async () => {
    await visitFrom(acme, 3, 100)
    await visitFrom({ ...acme, number: 64502, name: 'Acme EU' }, 3, 200)
    await observe(
      store,
      [100, 101, 102].map((visitor) => visit(visitor, '2026-10-05T10:00:00Z')),
    )
    await resolveAll()
    expect((await readMonths()).map(({ month, shown }) => `${month} ${shown}`)).toEqual([
      '2026-10-01 false',
      '2026-11-01 true',
      '2026-11-01 true',
    ])
  })

  test('a renewed file holds from the next look-up on; unknown visitors are none', async () => {
    const visitors = await visitFrom({ ...acme, name: 'Old', domain: 'old.example' }, 5, 100)
    await seeVisitors(store, visitors, acme, '2026-11-20T00:00:00Z')
    await observe(store, [visit(0, '2026-11-08T10:00:00Z')])
    await resolveAll()
    expect(await readMonths()).toMatchObject([{ visits: 5, endpoints: 5 }])
    expect((await readMeanings()).map(({ name }) => name)).toEqual(['Acme'])
  })
})

describe('who acts for whom', () => {
  const readAffiliations = () =>
    store.read({
      text: `SELECT organisations.name AS name, round(probability, 3) AS probability, status, toDate(valid_from) AS since, toDate(valid_to) AS until, evidence.sentence AS sentences
        FROM affiliation_hypotheses INNER JOIN organisations USING (organisation_id) ORDER BY valid_from, name`,
      params: {},
      row: z.object({
        name: z.string(),
        probability: z.number(),
        status: z.string(),
        since: z.string().nullable(),
        until: z.string().nullable(),
        sentences: z.array(z.string()),
      }),
    })
  const signedIn = (email: string, at: string): ObservedAct => ({
    source: 'posthog:made-up',
    platform: 'posthog',
    type: 'product.use',
    name: 'Ann Archer',
    email,
    at,
  })

  test('a network of a business makes its organisation possible for weeks, and never sure', async () => {
    await observe(store, [
      signedIn('ann@gmail.com', '2026-03-10T10:00:00Z'),
      signedIn('ann@gmail.com', '2026-03-12T10:00:00Z'),
    ])
    await seeActs(store, 'posthog:made-up', acme)
    await resolveAll()
    const stretches = await readAffiliations()
    const within = stretches.find(({ since }) => since === '2026-03-10')
    expect(within).toMatchObject({ name: 'acme.example', probability: 0.8, status: 'possible' })
    expect(within?.sentences[0]).toBe(
      '2 events from a network of acme.example between 2026-03-10 and 2026-03-12',
    )
    expect(stretches.map(({ since }) => since)[0]).toBe('2026-01-09')
    expect(stretches.map(({ until }) => until).at(-1)).toBe('2026-05-11')
    expect(stretches.every(({ status }) => status !== 'assigned')).toBe(true)
  })

  test('an address in use outranks the network one happens to be in', async () => {
    await observe(store, [signedIn('ann.archer@redhat.com', '2026-03-10T10:00:00Z')])
    await seeActs(store, 'posthog:made-up', acme)
    await resolveAll()
    const since = (await readAffiliations()).filter((stretch) => (stretch.since ?? '') >= '2026-03-10')
    expect(since[0]).toMatchObject({ name: 'Red Hat', probability: 0.952, status: 'assigned' })
    expect(since.map(({ name }) => name)).not.toContain('acme.example')
  })

  test('networks of providers, schools and the unknown say nothing', async () => {
    for (const [number, name] of ['isp', 'hosting', 'vpn', 'unknown', 'education'].entries()) {
      const source = `posthog:${name}`
      await observe(store, [
        { ...signedIn(`ann@${name}.example`, '2026-03-10T10:00:00Z'), email: 'ann@gmail.com', source },
      ])
      await seeActs(store, source, { ...acme, class: name, number })
    }
    await resolveAll()
    expect(await readAffiliations()).toEqual([])
  })
})
