import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Followed, followSource } from '../../../../test/support/follow-source.ts'
import {
  openReplayServer,
  type ReplayServer,
  type Said,
  type Seen,
} from '../../../../test/support/replay-server.ts'
import { testAskingConnector } from '../../conformance.ts'
import type { Cursor, EventDraft } from '../../connector.ts'
import { connector } from './index.ts'

interface Found {
  id: string
  properties: Record<string, string | null>
  propertiesWithHistory?: unknown
}
interface Account {
  companies: Found[]
  contacts: Found[]
  deals: Found[]
  associations: Record<string, string[]>
  pipelines: unknown[]
}
interface Search {
  filterGroups: [{ filters: [{ propertyName: string; value: string }] }]
  inputs: { id: string }[]
  after?: string
}

const loadAccount = (): Account =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL('./fixtures/account.json', import.meta.url)), 'utf8'),
  ) as Account

const forbidden: Said = {
  status: 403,
  json: { status: 'error', message: 'scopes', category: 'MISSING_SCOPES' },
}

/** The account's API, two objects to a page. */
const answerAs =
  (account: Account) =>
  ({ url: { pathname }, body, headers }: Seen): Said => {
    if (headers.get('authorization') !== 'Bearer t') return { status: 401, json: { message: 'expired' } }
    if (pathname === '/crm/v3/pipelines/deals') return { json: { results: account.pipelines } }
    const asked = JSON.parse(body) as Search
    const [, kind, verb] = pathname.match(/objects\/(companies|contacts|deals)\/(search|batch\/read)$/) ?? []
    if (kind === undefined) {
      const results = asked.inputs.flatMap(({ id }) => {
        const to = account.associations[id]?.map((company) => ({
          toObjectId: Number(company),
          associationTypes: [],
        }))
        return to === undefined ? [] : [{ from: { id }, to }]
      })
      return { status: 207, json: { status: 'COMPLETE', results, errors: [] } }
    }
    const all = account[kind as 'deals']
    if (verb === 'batch/read')
      return { json: { results: all.filter(({ id }) => asked.inputs.some((one) => one.id === id)) } }
    const { propertyName, value } = asked.filterGroups[0].filters[0]
    const found = all.filter(({ properties }) => Date.parse(properties[propertyName] ?? '') >= Number(value))
    const from = Number(asked.after ?? 0)
    const results = found.slice(from, from + 2).map(({ propertiesWithHistory: _only, ...rest }) => rest)
    const paging = found.length > from + 2 ? { paging: { next: { after: String(from + 2) } } } : {}
    return { json: { total: found.length, results, ...paging } }
  }

testAskingConnector(connector, {
  'an account': async () => {
    const account = loadAccount()
    // What stands last on a page stands first on the next; what is set aside stands elsewhere, so that it is counted once.
    for (const kind of ['companies', 'contacts', 'deals'] as const) account[kind] = account[kind].slice(0, 4)
    account.contacts = account.contacts.filter(({ id }) => id !== '3003')
    const server = await openReplayServer(answerAs(account))
    return {
      server,
      config: { url: server.origin, token: 't' },
      // Companies: two, two again, two at the same moment; contacts: two, two; deals: two, two, two.
      records: 16,
      quarantined: 4,
      grow: () => {
        const [first] = account.contacts
        if (first === undefined) return
        const properties = {
          ...first.properties,
          email: 'new@example.org',
          lastmodifieddate: '2023-08-01T00:00:00Z',
        }
        account.contacts.push({ ...first, id: '3010', properties })
      },
    }
  },
})

const follow = (server: ReplayServer, since?: Cursor, more: object = {}): Promise<Followed> =>
  followSource(connector, { token: 't', url: server.origin, ...more }, since)

const tell = (event: EventDraft): string =>
  [
    event.object?.id ?? event.actor?.email,
    event.type,
    new Date(event.occurredAt).toISOString().slice(0, 10),
    event.organisationHint ?? '-',
    event.attrs?.['stage'] ?? '-',
    event.quantities?.['amount'] ?? '-',
    ...(event.flags ?? []),
  ].join(' | ')

describe('what becomes of it', () => {
  test('companies by their stages, contacts with their company, deals by what they went through', async () => {
    const server = await openReplayServer(answerAs(loadAccount()))
    const { events, outcomes } = await follow(server, undefined, { won: ['Signed on paper'] })
    expect([...new Set(events.map(tell))]).toEqual([
      '12345 | crm.stage_change | 2023-01-02 | Harbour, Ltd. | lead | -',
      '12345 | crm.stage_change | 2023-04-01 | Harbour, Ltd. | customer | -',
      '12346 | crm.stage_change | 2023-02-02 | works.example | 98765 | - | time-estimated',
      '12349 | crm.stage_change | 2023-01-02 | Quay | known | - | time-estimated',
      'ada@example.org | crm.contact | 2023-01-02 | Harbour, Ltd. | - | -',
      'bea@example.com | crm.contact | 2023-01-05 | Example Works | - | -',
      '7001 | crm.stage_change | 2023-02-10 | Harbour, Ltd. | opened | -',
      '7001 | contract.renew | 2023-04-01 | Harbour, Ltd. | Signed | 12000.5',
      '7001 | crm.stage_change | 2023-02-10 | Harbour, Ltd. | Appointment Scheduled | -',
      '7002 | crm.stage_change | 2024-01-10 | works.example | opened | -',
      '7002 | contract.sign | 2024-03-05 | works.example | signed on paper | -',
      '7002 | crm.stage_change | 2024-03-01 | works.example | Closed Lost | -',
      '7002 | crm.stage_change | 2024-01-10 | works.example | Appointment Scheduled | -',
      '7003 | crm.stage_change | 2024-05-10 | Harbour, Ltd. | opened | -',
      '7003 | crm.stage_change | 2024-05-10 | Harbour, Ltd. | Appointment Scheduled | - | time-estimated',
    ])
    expect(events[0]?.attrs).toEqual({
      stage: 'lead',
      domain: 'harbour.example',
      industry: 'SHIPPING',
      employees: '120',
      country: 'Norway',
    })
    const contacts = events.filter(({ type }) => type === 'crm.contact')
    expect(contacts.at(-1)).toMatchObject({
      attrs: { contact_withdrawn: 'unsubscribed' },
      visibility: 'private',
    })
    expect(contacts.every(({ contactBasis }) => contactBasis === undefined)).toBe(true)
    const reasons = outcomes.flatMap((outcome) => (outcome.kind === 'quarantined' ? [outcome.reason] : []))
    expect([...new Set(reasons)].sort()).toEqual([
      'it does not tell when it was made',
      'it does not tell when they became a contact',
      'it has neither name nor domain',
      'it has no address that can be read',
      'it has no number, or no properties',
      'it names no organisation',
      'it names nobody',
    ])
    expect(JSON.stringify(outcomes)).not.toMatch(/must not be kept/)
    await server.close()
  })

  test('a later run asks for what changed since the last change, a little earlier', async () => {
    const server = await openReplayServer(answerAs(loadAccount()))
    const { cursor } = await follow(server, undefined, { since: '2023-01-01' })
    const asked = server.seen.length
    await follow(server, cursor)
    const search = server.seen.slice(asked).find(({ url }) => url.pathname.endsWith('companies/search'))
    expect(search?.body).toContain(`"value":"${Date.parse('2023-05-02T23:50:00Z')}"`)
    await server.close()
  })

  test('what the token may not read is left out and named; a token that expired ends the run', async () => {
    const server = await openReplayServer((seen) =>
      seen.url.pathname.includes('deals') ? forbidden : answerAs(loadAccount())(seen),
    )
    const { events, notes } = await follow(server)
    expect(events.length).toBeGreaterThan(4)
    expect(notes).toEqual([
      'The token may not read deals (scope crm.objects.deals.read), so they are left out.',
    ])
    await expect(follow(server, undefined, { token: 'old' })).rejects.toThrow(
      /refuses the token \(401\).*expired/,
    )
    await server.close()
  })

  test('nothing is written: all that is sent are questions', async () => {
    const server = await openReplayServer(answerAs(loadAccount()))
    await follow(server)
    const posted = server.seen.filter(({ method }) => method !== 'GET').map(({ url }) => url.pathname)
    expect(posted.every((path) => /\/(?:search|batch\/read)$/.test(path))).toBe(true)
    await server.close()
  })
})
