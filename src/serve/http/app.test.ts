import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { asOf, fillDerivedCommunity, hostileName } from '../../../test/support/derived-community.ts'
import { openTestDoor } from '../../../test/support/door.ts'
import { makeTestFolder, openTestStore } from '../../../test/support/workspace.ts'
import { writeStageRun } from '../jobs/stage-freshness.ts'
import { rebuildPages } from '../pages/rebuild-pages.ts'
import * as contract from './contract.ts'

const store = await openTestStore()
await fillDerivedCommunity(store)
await rebuildPages(store, asOf)
for (const stage of ['resolve', 'segment'] as const)
  await writeStageRun(store, { stage, asOf, startedAt: asOf, finishedAt: asOf, rows: 1 })
const door = openTestDoor(store, { now: asOf })

async function ask(path: string, init?: RequestInit) {
  const response = await door.app.request(`http://localhost${path}`, init)
  const text = await response.text()
  return {
    status: response.status,
    body: JSON.parse(text.startsWith('{') ? text : JSON.stringify(text)),
    response,
  }
}
const names = (body: { items: { name: string }[] }): string[] => body.items.map((item) => item.name)

describe('people', () => {
  test('are sorted by events, the most active first', async () => {
    const { status, body } = await ask('/api/v1/people')
    expect(status).toBe(200)
    expect(contract.listOf(contract.personSummary).parse(body).total).toBe(6)
    expect(names(body)).toEqual(['build-bot', 'Žofie Nováková', 'Ann Lee', 'Bob Ray', hostileName, 'Dana Wu'])
    expect(body.items[1]).toMatchObject({
      personId: '1',
      state: 'P5',
      organisation: { organisationId: '10', name: 'Example Works' },
      firstSeen: '2007-02-03T12:00:00.000Z',
    })
    expect(body.items[0].state).toBeNull()
  })

  test('pages neither overlap nor miss anybody', async () => {
    const first = await ask('/api/v1/people?sort=name&order=asc&limit=4')
    expect(first.body.next).toBe(4)
    const second = await ask('/api/v1/people?sort=name&order=asc&limit=4&offset=4')
    expect(second.body.next).toBeNull()
    expect([...names(first.body), ...names(second.body)]).toHaveLength(6)
    expect(new Set([...names(first.body), ...names(second.body)]).size).toBe(6)
  })

  test.each([
    ['zofie nov', ['Žofie Nováková']],
    ['ŽOFIE', ['Žofie Nováková']],
    ['BOB@EXAMPLE', ['Bob Ray']],
    ['%', []],
    ["'; DROP TABLE", [hostileName]],
    ['nobody at all', []],
  ])('search %s', async (text, expected) => {
    const { body } = await ask(`/api/v1/people?search=${encodeURIComponent(text)}`)
    expect(names(body)).toEqual(expected)
    expect(body.total).toBe(expected.length)
  })

  test.each([
    ['class=bot', ['build-bot']],
    ['state=P3', ['Bob Ray', hostileName]],
    ['organisation=10', ['Žofie Nováková', 'Ann Lee']],
    ['segment=ladder%2Fcore', ['Žofie Nováková']],
    ['class=human&organisation=20&sort=last_seen', ['Dana Wu']],
  ])('filter %s', async (query, expected) => {
    expect(names((await ask(`/api/v1/people?${query}`)).body)).toEqual(expected)
  })

  test('one person is told whole', async () => {
    const { body } = await ask('/api/v1/people/1')
    const person = contract.person.parse(body)
    expect(person.aliasList).toHaveLength(1)
    expect(person.evidence[0]).toMatchObject({ rule: 'R2', verdict: 'accepted' })
    expect(person.affiliations[0]).toMatchObject({ name: 'Example Works', validTo: null })
    expect(person.hypotheses).toMatchObject([
      { name: 'Example Works', status: 'assigned', evidence: [{ family: 'address', halfLife: 365, age: 0 }] },
      { organisationId: null, name: '', status: 'unlikely' },
    ])
    expect(person.memberships.map((stay) => stay.segment)).toEqual(['ladder/core', 'ladder/contributor'])
    expect(person.contribution).toEqual([{ fileClass: 'source', added: 400, removed: 40 }])
    expect(person.activity).toEqual([{ month: '2007-10-01', type: 'commit.author', events: 40 }])
  })

  test('for whom somebody acts is decided with dates, and taken back', async () => {
    const path = '/api/v1/people/1/employer'
    const put = (body: unknown) =>
      ask(path, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const decided = await put({ organisation: 'Widgets', from: '2007-03-01T00:00:00Z', reason: 'told us' })
    expect(decided.body.stays).toMatchObject([
      { organisation: 'Widgets', from: '2007-03-01T00:00:00.000Z', to: null },
    ])
    expect((await put({ organisation: 'Widgets', from: 'yesterday' })).status).toBe(422)
    expect(
      (await put({ organisation: 'X', from: '2007-03-01T00:00:00Z', to: '2007-03-01T00:00:00Z' })).status,
    ).toBe(422)
    expect((await ask(path, { method: 'DELETE' })).body.stays).toEqual([])
    expect((await ask(path, { method: 'DELETE' })).status).toBe(404)
    expect((await ask('/api/v1/people/9999/employer', { method: 'DELETE' })).status).toBe(404)
  })

  test('which organisation another belongs to is decided with dates, and taken back', async () => {
    const path = '/api/v1/organisations/10/owner'
    const body = JSON.stringify({ organisation: 'Holding', from: '2007-03-01T00:00:00Z' })
    const headers = { 'content-type': 'application/json' }
    const decided = await ask(path, { method: 'PUT', headers, body })
    expect(decided.body).toMatchObject({
      organisationId: '10',
      stays: [{ organisation: 'Holding', to: null }],
    })
    expect((await ask(path, { method: 'DELETE' })).status).toBe(200)
    expect((await ask(path, { method: 'DELETE' })).status).toBe(404)
    expect((await ask('/api/v1/organisations/9999/owner', { method: 'PUT', headers, body })).status).toBe(404)
  })

  test('whose a domain was is decided with dates, and taken back', async () => {
    const path = '/api/v1/domains/mail.example.org/holder'
    const body = JSON.stringify({ organisation: 'Elder Works', to: '2007-03-01T00:00:00Z' })
    const headers = { 'content-type': 'application/json' }
    expect((await ask(path, { method: 'PUT', headers, body })).body).toMatchObject({
      domain: 'example.org',
      stays: [{ organisation: 'Elder Works', from: null, to: '2007-03-01T00:00:00.000Z' }],
    })
    expect((await ask(path, { method: 'DELETE' })).body).toEqual({ domain: 'example.org', stays: [] })
    expect((await ask(path, { method: 'DELETE' })).status).toBe(404)
    expect((await ask('/api/v1/domains/nonsense/holder', { method: 'PUT', headers, body })).status).toBe(422)
  })

  test('attributes of a person are told with their evidence, also what is not known', async () => {
    const { attributes } = contract.person.parse((await ask('/api/v1/people/1')).body)
    expect(attributes.length).toBeGreaterThan(7)
    expect(attributes.find(({ attribute }) => attribute === 'purpose')).toMatchObject({
      values: [{ value: 'hobby', title: 'Hobby', probability: 0.895, status: 'inferred' }],
      alternatives: [
        { value: 'hobby', probability: 0.895 },
        { value: 'business', probability: 0.105 },
      ],
      evidence: [{ rule: 'hours', evidence: '35 of 100 changes', weights: { business: -2.142 } }],
    })
    expect(attributes.find(({ attribute }) => attribute === 'role')).toMatchObject({
      values: [{ value: 'unknown', status: 'too little data' }],
      evidence: [],
    })
  })

  test('a timeline is paged, the latest first', async () => {
    const { body } = await ask('/api/v1/people/2/events?limit=5')
    const list = contract.listOf(contract.event).parse(body)
    expect(list.total).toBe(60)
    expect(list.next).toBe(5)
    expect(list.items[0]).toMatchObject({
      phrase: 'wrote a change',
      object: { kind: 'commit', id: '296', version: '' },
    })
    const times = list.items.map((item) => item.occurredAt)
    expect(times).toEqual([...times].sort().reverse())
  })

  test.each([
    '/api/v1/people/999',
    '/api/v1/people/1e3',
    '/api/v1/people/99999999999999999999',
    '/api/v1/people/x%00',
  ])('%s is not found', async (path) => {
    const { status, body, response } = await ask(path)
    expect(status).toBe(404)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(contract.problem.parse(body).detail).toContain('no person')
  })
})

describe('organisations', () => {
  test('are listed and searched without accents', async () => {
    expect(names((await ask('/api/v1/organisations')).body)).toEqual([
      'Example Works',
      'Université d’Exemple',
    ])
    expect(names((await ask('/api/v1/organisations?search=universite')).body)).toEqual([
      'Université d’Exemple',
    ])
    expect(names((await ask('/api/v1/organisations?kind=education')).body)).toEqual(['Université d’Exemple'])
    expect(names((await ask('/api/v1/organisations?sort=name&order=desc')).body)[0]).toBe(
      'Université d’Exemple',
    )
  })

  test('one is told with its people, months and rungs', async () => {
    const { body } = await ask('/api/v1/organisations/10')
    const organisation = contract.organisation.parse(body)
    expect(organisation.domains).toEqual([
      { domain: 'example.org', kind: 'corporate', reason: 'listed', isHolderDecided: false },
    ])
    expect(organisation.ladder).toEqual([
      { state: 'P4', people: 1 },
      { state: 'P5', people: 1 },
    ])
    // Ann left in September: her acts of October are not the organisation's.
    expect(organisation.activity).toEqual([
      { month: '2007-10-01', type: 'commit.author', events: 40, people: 1 },
    ])
    expect([organisation.owners, organisation.owned]).toEqual([[], []])
    expect(organisation.affiliations).toMatchObject([
      { personId: '1', evidence: '40 events from zofie@example.org' },
      { personId: '2', evidence: '30 events' },
    ])
    expect(names((await ask('/api/v1/organisations/10/people')).body)).toEqual(['Žofie Nováková', 'Ann Lee'])
  })
})

describe('segments', () => {
  test('schemes come with their segments', async () => {
    const { body } = await ask('/api/v1/schemes')
    const [scheme] = contract.listOf(contract.scheme).parse(body).items
    expect(scheme?.segments.map((segment) => segment.segment)).toEqual([
      'ladder/anonymous',
      'ladder/contributor',
      'ladder/core',
    ])
  })

  test('one segment shows how it grew', async () => {
    const { body } = await ask('/api/v1/segments/ladder%2Fcontributor')
    expect(contract.segment.parse(body).months).toEqual([
      { month: '2007-02-01', members: 1, entered: 1, left: 0 },
      { month: '2007-03-01', members: 2, entered: 1, left: 0 },
      { month: '2007-04-01', members: 3, entered: 1, left: 0 },
      { month: '2007-06-01', members: 2, entered: 0, left: 1 },
    ])
  })

  test.each([
    ['', [hostileName, 'Bob Ray']],
    ['?sort=name&order=asc', [hostileName, 'Bob Ray']],
    ['?sort=events', ['Bob Ray', hostileName]],
    ['?search=bob', ['Bob Ray']],
    ['?asOf=2007-03-15T00:00:00Z&sort=name&order=asc', ['Bob Ray', 'Žofie Nováková']],
    ['?limit=1', [hostileName]],
  ])('members%s', async (query, expected) => {
    const { body } = await ask(`/api/v1/segments/ladder%2Fcontributor/members${query}`)
    contract.listOf(contract.member).parse(body)
    expect(names(body)).toEqual(expected)
  })
})

describe('search', () => {
  test('finds people, organisations and segments in one go', async () => {
    const { body } = await ask('/api/v1/search?q=EXAMPLE')
    const kinds = contract
      .listOf(contract.found)
      .parse(body)
      .items.map((item) => item.kind)
    expect(new Set(kinds)).toEqual(new Set(['person', 'organisation']))
    expect((await ask('/api/v1/search?q=core')).body.items).toMatchObject([
      { kind: 'segment', id: 'ladder/core' },
    ])
    expect((await ask('/api/v1/search?q=%20')).body.items).toEqual([])
  })
})

describe('a preview', () => {
  const folder = makeTestFolder()
  const path = join(folder, 'acts.csv')
  writeFileSync(
    path,
    'occurred_at,type,name,email\n2024-01-02,docs.contribute,Ada Ott,ada@example.org\nlater,docs.contribute,Bea,\n2024-01-03,image.pull,,\n',
  )
  const post = (body: object) =>
    ask('/api/v1/preview', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  test('tells what the first records become, and adds no source', async () => {
    const { status, body } = await post({ path })
    expect(status, JSON.stringify(body)).toBe(200)
    const preview = contract.preview.parse(body)
    expect(preview).toMatchObject({
      connector: 'table',
      records: 3,
      events: 2,
      quarantined: 1,
      isWhole: true,
    })
    expect(preview.items.map((item) => item.events[0]?.who)).toEqual([
      'Ada Ott <ada@example.org>',
      undefined,
      '',
    ])
    expect(preview.items[0]?.events[0]).toMatchObject({
      type: 'docs.contribute',
      phrase: 'wrote documentation',
      occurredAt: '2024-01-02T00:00:00.000Z',
    })
    expect(Object.values(preview.quarantinedBy)).toEqual([1])
    const mapped = await post({ connector: 'table', config: { path, nameColumn: 'email' }, records: 1 })
    expect(mapped.body).toMatchObject({
      records: 1,
      isWhole: false,
      items: [{ events: [{ who: 'ada@example.org <ada@example.org>' }] }],
    })
    expect((await ask('/api/v1/sources')).body.total).toBe(0)
  })

  test.each([
    [{ connector: 'tracking', config: { name: 'site' } }, 422, 'programs send to it'],
    [{ connector: 'table', config: {} }, 422, 'path'],
    [{ connector: 'nothing', config: {} }, 404, 'nothing'],
    [{ path: '/nonexistent/file' }, 404, 'There is nothing at'],
    [{ path, records: 1000 }, 422, 'records'],
  ])('of %j is refused in a sentence', async (body, status, word) => {
    const answer = await post(body)
    expect([answer.status, answer.body.detail]).toEqual([status, expect.stringContaining(word)])
  })
})

describe('home', () => {
  test('says who is here from the data', async () => {
    const { body } = await ask('/api/v1/home')
    const home = contract.home.parse(body)
    expect(home.counts).toMatchObject({ people: 5, bots: 1, organisations: 2, anonymousVisitors: 50 })
    expect(home.ladder.map((rung) => [rung.state, rung.people])).toEqual([
      ['P0', 50],
      ['P1', 1],
      ['P2', 0],
      ['P3', 2],
      ['P4', 1],
      ['P5', 1],
    ])
    expect(home.contribution.map((entry) => entry.fileClass)).toEqual(['source', 'translation'])
    expect(home.marks).toEqual([{ at: '2007-08-28T10:00:00.000Z', label: 'v1.0' }])
    expect(home.waterline).toContainEqual({ month: '2007-08-01', people: 1, visitors: 50 })
    expect(home.sentences[0]?.text).toBe(
      '5 people from 2 organisations left a trace in May to October 2007; 4 of them are contributors now.',
    )
  })
})

describe('what is wrong is said', () => {
  test.each([
    ['/api/v1/people?limit=501', 'limit'],
    ['/api/v1/people?limit=many', 'limit'],
    ['/api/v1/people?sort=person_id', 'sort'],
    ['/api/v1/people?state=P9', 'state'],
    ['/api/v1/segments/ladder%2Fcore/members?asOf=yesterday', 'asOf'],
    ['/api/v1/segments/ladder%2Fcore/members?asOf=2008-01-01T00:00:00Z', '2007-10-16'],
    ['/api/v1/export/people?format=xlsx', 'format'],
    ['/api/v1/export/secrets', 'what'],
  ])('%s is 422 naming %s', async (path, field) => {
    const { status, body } = await ask(path)
    expect(status).toBe(422)
    expect(contract.problem.parse(body).detail).toContain(field)
  })

  test('an unknown route is a problem, not the web app', async () => {
    const { status, body } = await ask('/api/v1/persons')
    expect(status).toBe(404)
    expect(body.detail).toContain('openapi.json')
  })

  test('a body that is no JSON, or none, is refused', async () => {
    const headers = { 'content-type': 'application/json' }
    expect((await ask('/api/v1/jobs', { method: 'POST', headers, body: '{' })).status).toBe(400)
    expect(
      (await ask('/api/v1/jobs', { method: 'POST', headers, body: '{"stages":["estimate"]}' })).status,
    ).toBe(422)
    expect(
      (await ask('/api/v1/jobs', { method: 'POST', body: 'stages=collect' })).status,
    ).toBeGreaterThanOrEqual(400)
  })

  test('a body over a megabyte is refused', async () => {
    const { status } = await ask('/api/v1/detect', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': String(2 << 20) },
      body: JSON.stringify({ path: 'x'.repeat(2 << 20) }),
    })
    expect(status).toBe(413)
  })

  test('while the first reading goes on, everything but the jobs says how far it is', async () => {
    door.preparing = { step: 'collect git:demo', secondsLeft: 90 }
    const { status, body, response } = await ask('/api/v1/home')
    expect([status, response.headers.get('retry-after')]).toEqual([503, '2'])
    expect(body.detail).toContain('still reading (collect git:demo, about 90 seconds left)')
    expect((await ask('/healthz')).status).toBe(503)
    expect((await ask('/api/v1/jobs')).status).toBe(200)
    door.preparing = undefined
    expect((await ask('/healthz')).body).toMatchObject({ status: 'ok' })
  })
})

describe('the document', () => {
  test('describes every route with its answers and problems', async () => {
    const { body } = await ask('/api/v1/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    const paths = Object.keys(body.paths)
    expect(paths).toContain('/api/v1/people/{id}/events')
    expect(paths.length).toBeGreaterThan(20)
    for (const [path, methods] of Object.entries(
      body.paths as Record<string, Record<string, { summary: string; responses: object }>>,
    ))
      for (const [method, route] of Object.entries(methods)) {
        expect(route.summary, `${method} ${path}`).toBeTruthy()
        expect(Object.keys(route.responses), `${method} ${path}`).toContain('default')
      }
    expect(body.components.schemas.PersonSummary.properties.events).toEqual({ type: 'integer', minimum: 0 })
  })
})

test('the doctor looks at the workspace that is open', async () => {
  const { body } = await ask('/api/v1/doctor')
  const { items } = contract.listOf(contract.finding).parse(body)
  expect(items.map((item) => item.check)).toContain('git')
})

test('metrics are in the text format', async () => {
  const { body, response } = await ask('/metrics')
  expect(response.headers.get('content-type')).toContain('text/plain')
  expect(body).toContain('groundswell_events{source="git:demo"} 301')
  expect(body).toMatch(
    /groundswell_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/people",status="200"\} \d+/,
  )
})
