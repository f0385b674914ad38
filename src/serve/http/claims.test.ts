import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestDoor } from '../../../test/support/door.ts'
import { observe } from '../../../test/support/observed.ts'
import { openTestStore } from '../../../test/support/workspace.ts'
import { digestCode } from '../../core/index.ts'
import { resolve } from '../../resolve/index.ts'
import { accountClaim, followedClaim, issuedClaim, listOf, quality } from './contract.ts'

const store = await openTestStore()
let now = new Date('2026-05-01T00:00:00Z')
const door = openTestDoor(store, { now: () => now })
const options = { asOf: new Date('2027-01-01'), signal: new AbortController().signal }

const mail = { name: 'J. Loom', email: 'jl@mail.example.org' }
const second = { name: 'Ann Hall', email: 'ann@hall.example.org' }
const account = { platform: 'github', source: 'github:tool', username: 'weaver', accountId: '7' }

beforeAll(async () => {
  await observe(store, [mail, second, account])
  await resolve(store, options)
})

const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  door.app.request(`http://127.0.0.1${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

async function idOf(part: { email?: string; username?: string }): Promise<string> {
  const { id } = await store.readOne({
    text: `SELECT toString(alias_id) AS id FROM aliases WHERE username = {username:String} AND email = {email:String} LIMIT 1`,
    params: { username: part.username ?? '', email: part.email ?? '' },
    row: z.object({ id: z.string() }),
  })
  return id
}

async function issue(alias: { email?: string; username?: string }, more: object = {}) {
  const answer = await send('POST', '/api/v1/identity/claims', { alias: await idOf(alias), ...more })
  expect(answer.status).toBe(200)
  const issued = issuedClaim.parse(await answer.json())
  return { ...issued, token: issued.link.split('#')[1] ?? '' }
}

const listed = async () => {
  const answer = await send('GET', '/api/v1/identity/claims')
  return listOf(accountClaim).parse(await answer.json()).items
}

const doubted = async () =>
  quality
    .parse(await (await send('GET', '/api/v1/quality')).json())
    .items.filter(({ kind }) => kind.includes('proof'))

describe('making a link', () => {
  test('tells the secrets once and says what to mind', async () => {
    const issued = await issue(mail, { second: await idOf(account) })
    expect(issued.link).toMatch(/^http:\/\/127\.0\.0\.1\/prove#[\w-]{43}$/)
    expect(issued.code).toMatch(/^also-mine-/)
    expect(issued.notes).toEqual(['The link opens on this machine only; the code is enough without it.'])
    expect((await issue(account, { second: 'ann@hall.example.org' })).notes.join(' ')).toMatch(
      /Anybody can write/,
    )
    const text = JSON.stringify(await listed())
    for (const secret of [issued.token, issued.code ?? '?']) expect(text).not.toContain(secret)
  })

  test.each([
    [{ alias: '7' }, 404],
    [{ alias: 'x' }, 404],
    [{ alias: '-1' }, 404],
    [{}, 422],
    [{ alias: '1', days: 0 }, 422],
    [{ alias: '1', days: 1e9 }, 422],
  ])('is refused for %o', async (body, status) => {
    expect((await send('POST', '/api/v1/identity/claims', body)).status).toBe(status)
  })

  test('is refused for one account twice, or for what is no account', async () => {
    const alias = await idOf(mail)
    for (const other of [alias, 'nobody', 'x'.repeat(400)])
      expect((await send('POST', '/api/v1/identity/claims', { alias, second: other })).status).toBe(422)
    expect((await send('DELETE', '/api/v1/identity/claims/none')).status).toBe(404)
  })
})

describe('following a link, from anywhere', () => {
  const abroad = { host: 'community.example.org', origin: 'https://community.example.org' }
  const follow = (act: string, body: unknown) => send('POST', `/prove/${act}`, body, abroad)

  test('opens a page of its own, and nothing else of the workspace', async () => {
    const page = await send('GET', '/prove', undefined, abroad)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'/)
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect((await send('GET', '/prove/page.js', undefined, abroad)).status).toBe(200)
    for (const path of ['/', '/api/v1/home', '/prove/x', '/proveme'])
      expect((await send('GET', path, undefined, abroad)).status, path).toBe(403)
  })

  test('shows the account, takes the other, gives the code, and is found', async () => {
    const { token, claim } = await issue(mail)
    const look = async (body: unknown, act = 'look') =>
      followedClaim.parse(await (await follow(act, body)).json())
    expect(await look({ token })).toMatchObject({
      account: '“J. Loom” <jl@mail.example.org> (git)',
      state: 'open',
      code: null,
    })
    const bound = await look({ token, account: 'https://github.com/weaver' }, 'second')
    expect(bound.state).toBe('waiting')
    expect((await follow('second', { token, account: 'github/mal' })).status).toBe(409)
    await observe(store, [
      {
        ...account,
        id: 'proof',
        type: 'issue.comment',
        at: '2026-05-02T00:00:00Z',
        attrs: { proof: digestCode(bound.code ?? '') },
      },
    ])
    await resolve(store, options)
    const found = (await listed()).find(({ claimId }) => claimId === claim.claimId)
    expect(found?.state).toBe('proved')
    expect(found?.sentence).toBe('Proved: “weaver”.')
    const exported = await (await send('GET', '/api/v1/export/decisions?format=jsonl')).text()
    expect(exported).toMatch(/"verdict":"same".*"decided_by":"the person".*proved by the person/)

    await send('POST', '/api/v1/identity/decisions', {
      decisions: [{ a: await idOf(mail), b: await idOf(account), verdict: 'different' }],
    })
    await resolve(store, options)
    const [doubt, ...others] = await doubted()
    expect(others).toEqual([])
    expect(doubt).toMatchObject({ kind: 'proof against a decision', name: 'weaver' })
    expect(doubt?.aliases.toSorted()).toEqual([await idOf(mail), await idOf(account)].toSorted())
    expect((await follow('withdraw', { token })).status).toBe(200)
    expect(await doubted()).toEqual([])
    expect((await look({ token })).state).toBe('withdrawn')
  })

  test('two links opened by one prove both', async () => {
    const [one, other] = [await issue(mail), await issue(second)]
    expect((await follow('join', { tokens: [one.token, other.token] })).status).toBe(200)
    expect((await follow('look', { token: other.token })).status).toBe(200)
    await resolve(store, options)
    const { people } = await store.readOne({
      text: `SELECT uniqExact(person_id) AS people FROM person_aliases WHERE email IN ('jl@mail.example.org', 'ann@hall.example.org')`,
      params: {},
      row: z.object({ people: z.coerce.number() }),
    })
    expect(people).toBe(1)
  })

  test('tells nobody anything who has no link, and expired ones nothing but that', async () => {
    for (const token of ['', 'x', 'a'.repeat(43), '../..', '\u0000'])
      expect((await follow('look', { token })).status, token).toBe(404)
    for (const body of [{}, [], 'x', null, { token: 7 }, { token: 'x'.repeat(200) }])
      expect((await follow('look', body)).status).toBe(422)
    const { token } = await issue(mail)
    const begun = now
    now = new Date('2026-07-01T00:00:00Z')
    expect(await (await follow('look', { token })).json()).toMatchObject({ state: 'expired', code: null })
    expect((await follow('second', { token, account: 'github/weaver' })).status).toBe(409)
    now = begun
  })

  test('opening the page, as programs do that look into mails, changes nothing', async () => {
    const { token, claim } = await issue(mail)
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      for (const path of ['/prove', `/prove?${token}`, '/prove/second', '/prove/join', '/prove/withdraw'])
        await send(method, path, undefined, abroad)
    expect((await send('HEAD', '/prove', undefined, abroad)).status).toBe(200)
    await follow('look', { token })
    expect((await listed()).find(({ claimId }) => claimId === claim.claimId)?.state).toBe('open')
  })

  test('the host somebody names is in no link', async () => {
    const body = { alias: await idOf(mail) }
    expect((await send('POST', '/api/v1/identity/claims', body, abroad)).status).toBe(403)
    const forwarded = { 'x-forwarded-host': 'mal.example.org', forwarded: 'host=mal.example.org' }
    const issued = issuedClaim.parse(
      await (await send('POST', '/api/v1/identity/claims', body, forwarded)).json(),
    )
    expect(new URL(issued.link).hostname).toBe('127.0.0.1')
  })

  test('only so many a minute, and then again; who was in before stays in', async () => {
    const { token } = await issue(mail)
    now = new Date('2026-05-03T00:00:00Z')
    expect((await follow('look', { token })).status).toBe(200)
    const statuses = []
    for (let times = 0; times < 620; times++) statuses.push((await follow('look', { token: 'x' })).status)
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(20)
    const mine = []
    for (let times = 0; times < 62; times++) mine.push((await follow('look', { token })).status)
    expect([mine[0], mine.at(-1)]).toEqual([200, 429])
    now = new Date('2026-05-03T00:01:01Z')
    for (const secret of ['x', token])
      expect((await follow('look', { token: secret })).status).toBe(secret === 'x' ? 404 : 200)
  })
})
