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

type Organisation = Record<string, { Id?: string; SystemModstamp?: string; [field: string]: unknown }[]>

const load = (): Organisation =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL('./fixtures/organisation.json', import.meta.url)), 'utf8'),
  ) as Organisation

const fault = (errorCode: string, message: string): Said => ({ status: 400, json: [{ errorCode, message }] })

/** The organisation's API, two rows to a page; leads cannot opt out in it, and it does not show when stages change. */
const answerAs =
  (organisation: Organisation, hidden: readonly string[] = ['HasOptedOutOfEmail@Lead']) =>
  ({ url: { pathname, searchParams }, headers, body }: Seen): Said => {
    if (pathname === '/services/oauth2/token')
      return new URLSearchParams(body).get('client_secret') === 's'
        ? {
            json: {
              access_token: 't',
              instance_url: 'https://example.my.salesforce.com',
              token_type: 'Bearer',
            },
          }
        : { status: 400, json: { error: 'invalid_client', error_description: 'invalid client credentials' } }
    if (headers.get('authorization') !== 'Bearer t')
      return {
        status: 401,
        json: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }],
      }
    const later = pathname.match(/\/query\/(\w+)-(\d+)-(\w*)$/)
    const question = searchParams.get('q') ?? ''
    const table = later?.[1] ?? question.match(/ FROM (\w+)/)?.[1] ?? ''
    const unknown = hidden.find(
      (name) => name.endsWith(`@${table}`) && question.includes(name.split('@')[0] ?? ''),
    )
    if (unknown?.startsWith('Account'))
      return fault('INVALID_FIELD', "Didn't understand relationship 'Account' in field path.")
    if (unknown !== undefined)
      return fault(
        'INVALID_FIELD',
        `\nERROR at Row:1\nNo such column '${unknown.split('@')[0]}' on entity '${table}'.`,
      )
    const rows = organisation[table]
    if (rows === undefined) return fault('INVALID_TYPE', `sObject type '${table}' is not supported.`)
    const since = Date.parse(question.match(/SystemModstamp >= (\S+)/)?.[1] ?? '') || Number(later?.[3] ?? 0)
    const open = rows.filter(({ SystemModstamp: at = '2040-01-01T00:00:00.000+0000' }) => toTime(at) >= since)
    const from = Number(later?.[2] ?? 0)
    const done = from + 2 >= open.length
    const next = done ? {} : { nextRecordsUrl: `/services/data/v61.0/query/${table}-${from + 2}-${since}` }
    return { json: { totalSize: open.length, done, records: open.slice(from, from + 2), ...next } }
  }

const toTime = (written: string): number => Date.parse(written.replace('+0000', 'Z'))

testAskingConnector(connector, {
  'an organisation': async () => {
    const organisation = load()
    const server = await openReplayServer(answerAs(organisation))
    return {
      server,
      config: { url: server.origin, clientId: 'c', clientSecret: 's' },
      records: 15,
      quarantined: 5,
      grow: () => {
        const [first] = organisation['Contact'] ?? []
        const SystemModstamp = '2023-08-01T00:00:00.000+0000'
        organisation['Contact']?.push({ ...first, Id: '003A0000009', SystemModstamp })
      },
    }
  },
})

const follow = (server: ReplayServer, since?: Cursor, more: object = { token: 't' }): Promise<Followed> =>
  followSource(connector, { url: server.origin, ...more }, since)

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
  test('companies, contacts and leads, deals, contracts', async () => {
    const server = await openReplayServer(answerAs(load()))
    const { events, outcomes, notes } = await follow(server)
    expect(events.map(tell)).toEqual([
      '001A0000001 | crm.stage_change | 2022-04-01 | Harbour, Ltd. | Customer | - | time-estimated',
      '001A0000002 | crm.stage_change | 2022-05-01 | works.example | known | - | time-estimated',
      'hal@harbour.example | crm.contact | 2022-05-01 | Harbour, Ltd. | - | -',
      'pia@example.net | crm.contact | 2022-06-01 | Example Works | - | -',
      '006A0000001 | crm.stage_change | 2022-07-01 | Harbour, Ltd. | opened | -',
      '006A0000001 | contract.sign | 2022-09-01 | Harbour, Ltd. | Closed Won | 9000',
      '006A0000002 | crm.stage_change | 2023-07-01 | Harbour, Ltd. | opened | -',
      '006A0000002 | contract.renew | 2023-08-30 | Harbour, Ltd. | Unterschrieben | -',
      '006A0000003 | crm.stage_change | 2023-07-01 | Harbour, Ltd. | opened | -',
      '006A0000003 | crm.stage_change | 2023-07-01 | Harbour, Ltd. | Prospecting | - | time-estimated',
      '00000100 | contract.sign | 2022-09-10 | Harbour, Ltd. | - | -',
      '00000099 | contract.sign | 2021-09-10 | Harbour, Ltd. | - | -',
      '00000099 | contract.end | 2022-09-14 | Harbour, Ltd. | Expired | -',
    ])
    expect(events[0]?.attrs).toEqual({
      stage: 'Customer',
      domain: 'harbour.example',
      industry: 'Shipping',
      employees: '120',
      country: 'Norway',
    })
    expect(events[2]).toMatchObject({ attrs: { contact_withdrawn: 'unsubscribed' }, visibility: 'private' })
    expect(events.every(({ contactBasis }) => contactBasis === undefined)).toBe(true)
    expect(notes).toEqual(['Salesforce does not show HasOptedOutOfEmail of Lead; it is left out.'])
    expect(JSON.stringify(outcomes)).not.toMatch(/must not be kept/)
    await server.close()
  })

  test('tables and fields that are not shown are left out and named', async () => {
    const { Lead: _leads, ...organisation } = load()
    const server = await openReplayServer(
      answerAs(organisation, ['LastStageChangeDate@Opportunity', 'Account@Contact']),
    )
    const { notes, events } = await follow(server)
    expect(notes).toEqual([
      'Salesforce does not show Account.Name of Contact; it is left out.',
      'Salesforce does not show the table Lead; it is left out.',
      'Salesforce does not show LastStageChangeDate of Opportunity; it is left out.',
    ])
    expect(events.length).toBeGreaterThan(8)
    await server.close()
  })

  test('a later run asks for what changed since; a list that was forgotten goes on at the last change', async () => {
    const server = await openReplayServer(answerAs(load()))
    const { cursor, cursors } = await follow(server, undefined, { token: 't', since: '2022-01-01' })
    const asked = server.seen.length
    await follow(server, cursor)
    expect(server.seen[asked]?.url.searchParams.get('q')).toContain('>= 2023-01-02T23:50:00.000Z ORDER')
    await server.close()
    let forgets = 1
    const forgetful = await openReplayServer((seen) => {
      const hasForgotten = seen.url.pathname.includes('/query/') && forgets-- > 0
      return hasForgotten ? fault('INVALID_QUERY_LOCATOR', 'invalid query locator') : answerAs(load())(seen)
    })
    const { notes, events } = await follow(forgetful, cursors[0])
    expect(notes[0]).toMatch(/forgot where the list of Account had stopped; it goes on at the last change/)
    expect(events.map(tell).join()).toContain('006A0000003')
    forgets = 100
    await expect(follow(forgetful)).rejects.toThrow(/refuses to list Account \(INVALID_QUERY_LOCATOR\)/)
    await forgetful.close()
  })

  test('an app gets a token for each run; what is refused is told, and no secret is', async () => {
    const server = await openReplayServer(answerAs(load()))
    const app = { clientId: 'c', clientSecret: 's' }
    const { cursor } = await follow(server, undefined, app)
    expect(server.seen[0]?.url.pathname).toBe('/services/oauth2/token')
    expect(JSON.stringify(cursor)).not.toMatch(/Bearer|"t"|"s"/)
    await expect(follow(server, undefined, { ...app, clientSecret: 'no' })).rejects.toThrow(
      /invalid client credentials/,
    )
    await expect(follow(server, undefined, { token: 'old' })).rejects.toThrow(/refuses the token \(401\)/)
    await server.close()
    const spent = await openReplayServer(() => ({
      status: 403,
      json: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }],
    }))
    await expect(follow(spent)).rejects.toMatchObject({ name: 'PartialRead' })
    await spent.close()
    expect(() => connector.config.parse({ url: 'https://example.my.salesforce.com' })).toThrow(
      /connected app, or a token/,
    )
  })

  test('nothing is written: all that is asked are queries', async () => {
    const server = await openReplayServer(answerAs(load()))
    await follow(server)
    expect(server.seen.every(({ method, url }) => method === 'GET' && url.pathname.includes('/query'))).toBe(
      true,
    )
    await server.close()
  })
})
