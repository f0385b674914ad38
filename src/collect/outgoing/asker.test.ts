import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  openReplayServer,
  type ReplayServer,
  type Said,
  type Seen,
} from '../../../test/support/replay-server.ts'
import { PartialRead } from '../connector.ts'
import { type Asker, openAsker } from './asker.ts'

const start = Date.parse('2026-11-01T12:00:00Z')
let server: ReplayServer
let asker: Asker
let answer: (seen: Seen) => Said
let time = start
let waits: number[] = []

beforeEach(async () => {
  time = start
  waits = []
  answer = () => ({ json: { ok: true } })
  server = await openReplayServer((seen) => answer(seen))
  asker = openPatient(['127.0.0.1'])
  return async () => server.close()
})
afterEach(() => asker.close())

function openPatient(privateHosts: readonly string[]): Asker {
  return openAsker({
    clock: { now: () => new Date(time) },
    privateHosts,
    // Time passes as if it had been waited, so that waits can be told apart without waiting.
    async pause(milliseconds, signal) {
      signal.throwIfAborted()
      waits.push(milliseconds)
      time += milliseconds
    },
  })
}

const { signal } = new AbortController()
const hostOf = (origin: string): string => new URL(origin).host
const askAs = (hosts: readonly string[]) => asker.forSource({ hosts, signal })
const ask = (path: string, more: object = {}) =>
  askAs([hostOf(server.origin)])({ url: server.origin + path, ...more })

describe('what may be asked', () => {
  test('only hosts of the source', async () => {
    await expect(ask('').then(() => askAs(['forum.example.org'])({ url: server.origin }))).rejects.toThrow(
      /The source asks forum\.example\.org, and was led to 127\.0\.0\.1:\d+, which is not asked/,
    )
    expect(server.seen).toHaveLength(1)
  })

  test.each([
    ['127.0.0.1', /GROUNDSWELL_PRIVATE_HOSTS=127\.0\.0\.1/],
    ['10.1.2.3', /inside a private network/],
    ['192.168.1.1:8443', /inside a private network/],
    ['[::1]', /inside a private network/],
    ['[::ffff:10.0.0.1]', /inside a private network/],
    ['[::ffff:169.254.169.254]', /keep their own secrets/],
    ['[fd00:ec2::254]', /keep their own secrets/],
    ['169.254.169.254', /keep their own secrets/],
    ['2852039166', /keep their own secrets/],
    ['0x7f.1', /inside a private network/],
    ['localhost', /localhost is at .*, an address inside a private network/],
  ])('not %s', async (host, sentence) => {
    const strict = openPatient([])
    const url = `https://${host}/latest/meta-data`
    await expect(strict.forSource({ hosts: [new URL(url).host], signal })({ url })).rejects.toThrow(sentence)
    await strict.close()
  })

  test('the machine’s own secrets not even when allowed', async () => {
    const lax = openPatient(['169.254.169.254'])
    const url = 'http://169.254.169.254/latest/meta-data'
    await expect(lax.forSource({ hosts: ['169.254.169.254'], signal })({ url })).rejects.toThrow(
      /never asked/,
    )
    await lax.close()
  })

  test('not without encryption, except inside the own network', async () => {
    await expect(askAs(['forum.example.org'])({ url: 'http://forum.example.org/' })).rejects.toThrow(
      /only https .* Write https:\/\/forum\.example\.org/,
    )
    expect((await ask('/')).status).toBe(200)
  })

  test('a redirect is followed to the same host and to no other', async () => {
    answer = ({ url }) =>
      url.pathname === '/old'
        ? { status: 301, headers: { location: '/new' } }
        : url.pathname === '/away'
          ? { status: 302, headers: { location: 'https://elsewhere.example.org/' } }
          : { json: { at: url.pathname } }
    expect((await ask('/old')).json).toEqual({ at: '/new' })
    await expect(ask('/away')).rejects.toThrow(/was led to elsewhere\.example\.org, which is not asked/)
  })

  test('a redirect without end is told', async () => {
    answer = () => ({ status: 302, headers: { location: '/again' } })
    await expect(ask('/again')).rejects.toThrow(/without end/)
    expect(server.seen.length).toBeLessThan(10)
  })
})

describe('patience', () => {
  test('waits as long as the server asks to, and not before the first request', async () => {
    server.weather = (request) => (request === 0 ? 'busy' : undefined)
    expect((await ask('/')).json).toEqual({ ok: true })
    expect(waits).toEqual([7000])
  })

  test('reads the moment a server names by the clock of the server', async () => {
    server.weather = (request) => (request === 0 ? 'skewed' : undefined)
    await ask('/')
    expect(waits).toHaveLength(1)
    expect(waits[0]).toBeGreaterThan(58_000)
    expect(waits[0]).toBeLessThan(62_000)
  })

  test.each(['bad-gateway', 'cut', 'broken', 'page'] as const)(
    'asks again after “%s”, later each time',
    async (weather) => {
      server.weather = (request) => (request < 3 ? weather : undefined)
      expect((await ask('/')).json).toEqual({ ok: true })
      expect(server.seen).toHaveLength(4)
      for (const [index, wait] of waits.entries()) {
        expect(wait).toBeGreaterThanOrEqual(750 * 2 ** index)
        expect(wait).toBeLessThanOrEqual(1250 * 2 ** index)
      }
    },
  )

  test('gives up after six times, with the host and what it did', async () => {
    server.weather = () => 'cut'
    const failed = ask('/')
    await expect(failed).rejects.toThrow(PartialRead)
    await expect(failed).rejects.toThrow(
      /127\.0\.0\.1:\d+ sent an answer that breaks off, 6 times in a row\./,
    )
    expect(server.seen).toHaveLength(6)
  })

  test('does not wait for hours: it says when', async () => {
    answer = () => ({ status: 429, headers: { 'retry-after': '3600' } })
    await expect(ask('/')).rejects.toThrow(/allows no more requests until 2026-11-01 13:00 UTC/)
    expect(waits).toEqual([])
  })

  test('stops before the limit is passed: the last request that is left is the last', async () => {
    answer = () => ({
      headers: { 'x-ratelimit-remaining': '0', 'ratelimit-reset': '30', date: new Date(start).toUTCString() },
      json: {},
    })
    await ask('/')
    expect(waits).toEqual([])
    await ask('/')
    expect(waits).toEqual([30_000])
  })

  test('waits as long as an answer says in its own way, whichever source asks next', async () => {
    answer = () => ({ json: { backoff: 20 } })
    const readPause = (json: unknown): number => 1000 * Number(Reflect.get(Object(json), 'backoff'))
    await ask('/', { readPause })
    expect(waits).toEqual([])
    await ask('/')
    expect(waits).toEqual([20_000])
  })

  test('sources of one host share its limits, and its turns', async () => {
    server.weather = (request) => (request === 0 ? 'busy' : undefined)
    let together = 0
    let most = 0
    answer = () => {
      most = Math.max(most, ++together)
      together--
      return { json: {} }
    }
    const hosts = [hostOf(server.origin)]
    await Promise.all([1, 2, 3].map(() => asker.forSource({ hosts, signal })({ url: server.origin })))
    expect(waits).toEqual([7000])
    expect(most).toBe(1)
  })

  test('says that it waits', async () => {
    server.weather = (request) => (request === 0 ? 'busy' : undefined)
    const heard: [string, number][] = []
    const hosts = [hostOf(server.origin)]
    await asker.forSource({ hosts, signal, onWait: (...wait) => heard.push(wait) })({ url: server.origin })
    expect(heard).toEqual([[hosts[0], 7000]])
  })

  test('stops waiting when it is cancelled', async () => {
    const impatient = openAsker({ clock: { now: () => new Date(start) }, privateHosts: ['127.0.0.1'] })
    server.weather = () => 'busy'
    const abort = new AbortController()
    const asked = impatient.forSource({ hosts: [hostOf(server.origin)], signal: abort.signal })({
      url: server.origin,
    })
    setTimeout(() => abort.abort(new Error('enough')), 50)
    await expect(asked).rejects.toThrow()
    await impatient.close()
  })
})

describe('what is answered', () => {
  test('a refusal that the request does not accept is a sentence with the reason', async () => {
    answer = () => ({ status: 404, json: { message: 'Not Found' } })
    await expect(ask('/repos/x?token=secret')).rejects.toThrow(/answered 404 to \/repos\/x: Not Found/)
    expect((await ask('/repos/x', { accepts: [404] })).status).toBe(404)
    answer = () => ({ status: 400, json: { errorMessages: ['There is no field “updatd”.'], errors: {} } })
    await expect(ask('/search')).rejects.toThrow(/answered 400 to \/search: There is no field “updatd”\.$/)
  })

  test.each([
    [{ errors: ['You are not permitted to view the requested resource.'] }, 'You are not permitted to view'],
    [{ errors: ['One.', 'One.', 'Two.'], error_type: 'x' }, /: One\. Two\.$/],
    [
      [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
      /: Session expired or invalid$/,
    ],
    [{ error: { code: 7, message: 'Too old' } }, /: Too old$/],
    [{ errors: [{ detail: 'No such field' }] }, /: No such field$/],
    [{ errors: [], message: '' }, /answered 422 to \/: \{"errors"/],
  ])('a reason given as %j is told', async (json, sentence) => {
    answer = () => ({ status: 422, json })
    await expect(ask('/')).rejects.toThrow(sentence)
  })

  test('a refused token is told as such, and the token is not', async () => {
    answer = () => ({ status: 401, json: { message: 'Bad credentials' } })
    const refused = ask('/user', { headers: { authorization: 'Bearer top-secret' } })
    await expect(refused).rejects.toThrow(/refuses the token \(401\).*: Bad credentials/)
    await refused.catch((error: Error) => expect(error.message).not.toContain('top-secret'))
  })

  test('what is sent packed is unpacked; what is no archive is asked for again', async () => {
    answer = () => ({ json: { at: 'ž'.repeat(5000) }, isPacked: true })
    expect((await ask('/')).json).toEqual({ at: 'ž'.repeat(5000) })
    answer = () => ({ json: {}, headers: { 'content-encoding': 'gzip' } })
    await expect(ask('/')).rejects.toThrow(/sent an answer that breaks off, 6 times in a row/)
  })

  test('nothing new', async () => {
    answer = ({ headers }) => (headers.get('if-none-match') === '"a"' ? { status: 304 } : { json: {} })
    expect(await ask('/', { headers: { 'if-none-match': '"a"' } })).toMatchObject({
      status: 304,
      json: undefined,
    })
  })

  test('an object is sent as JSON, parameters as a form', async () => {
    answer = ({ method, headers, body }) => ({ json: { method, type: headers.get('content-type'), body } })
    expect((await ask('/', { body: { a: 'ž' } })).json).toEqual({
      method: 'POST',
      type: 'application/json',
      body: '{"a":"ž"}',
    })
    expect((await ask('/', { body: new URLSearchParams({ a: '1 2' }) })).json).toMatchObject({
      type: 'application/x-www-form-urlencoded',
      body: 'a=1+2',
    })
  })
})
