import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { openTestDoor } from '../../../test/support/door.ts'
import { makeTestFolder, openTestStore } from '../../../test/support/workspace.ts'
import { UserError } from '../../core/index.ts'
import { listen } from './listen.ts'

// Over a real socket: headers a browser would send, and a stream that stays open.

const assets = makeTestFolder()
mkdirSync(join(assets, 'assets'))
writeFileSync(join(assets, 'index.html'), '<!doctype html><title>Groundswell</title>')
writeFileSync(join(assets, 'assets', 'app-1a2b3c.js'), `console.log('${'x'.repeat(2000)}')`)

const store = await openTestStore()
const door = openTestDoor(store, { assets })
const { url, close } = await listen(door.app, { firstPort: 15_747, host: '127.0.0.1' })
afterAll(close)
const port = Number(new URL(url).port)

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly bytes: Buffer
}

function send(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          bytes: Buffer.concat(chunks),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

describe('who may ask', () => {
  test.each(['127.0.0.1', 'localhost', '[::1]', `127.0.0.1:${port}`, 'LOCALHOST:80'])('%s', async (host) => {
    expect((await send('/healthz', { host })).status).toBe(200)
  })

  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '10.0.0.1',
    'localhost@evil.example',
  ])('not as “%s”', async (host) => {
    expect((await send('/api/v1/home', { host })).status).toBeGreaterThanOrEqual(400)
  })

  test('not by an absolute request line for another name', async () => {
    expect((await send('http://evil.example/api/v1/home', { host: '127.0.0.1' })).status).toBe(403)
  })

  const json = { 'content-type': 'application/json' }
  test.each([
    ['a page of another site', { origin: 'http://evil.example' }, 403],
    ['a page without an origin', { origin: 'null' }, 403],
    ['another port of this machine', { origin: 'http://127.0.0.1:3000' }, 403],
    ['a cross-site form', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a page of a neighbour', { 'sec-fetch-site': 'same-site' }, 403],
    ['the app itself', { origin: url, 'sec-fetch-site': 'same-origin' }, 200],
    ['a program', {}, 200],
  ])('%s', async (_name, headers, expected) => {
    const answer = await send('/api/v1/jobs', { ...json, ...headers }, 'POST', '{"stages":[]}')
    expect(answer.status).toBe(expected)
  })

  test('nobody may read the answers from another site', async () => {
    const { headers } = await send('/api/v1/home', { origin: 'http://evil.example' })
    expect(headers['access-control-allow-origin']).toBeUndefined()
    expect(headers['cross-origin-resource-policy']).toBe('same-origin')
  })
})

test('every answer forbids scripts that are not ours', async () => {
  for (const path of ['/', '/api/v1/home', '/api/v1/nothing']) {
    const { headers } = await send(path)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['strict-transport-security']).toBeUndefined()
  }
})

describe('the web app', () => {
  test('pages are the one page; it is asked for anew', async () => {
    for (const path of ['/', '/people', '/sources/git:evolution.log'])
      expect(await send(path, { accept: 'text/html' })).toMatchObject({
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
      })
  })

  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('hashed files come packed by %s and are kept for ever', async (encoding, unpack) => {
    const { headers, bytes } = await send('/assets/app-1a2b3c.js', { 'accept-encoding': encoding })
    expect(headers).toMatchObject({
      'content-encoding': encoding,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
    })
    expect(bytes.length).toBeLessThan(500)
    expect(unpack(bytes).toString()).toContain('console.log')
  })

  test.each(['/assets/missing.js', '/../package.json', '/assets/..%2findex.html.js'])(
    '%s is not there',
    async (path) => {
      expect((await send(path)).status).toBe(404)
    },
  )

  test('no path leads out of the folder', async () => {
    const { bytes } = await send('/%2e%2e/%2e%2e/%2e%2e/etc/passwd', { accept: 'text/html' })
    expect(bytes.toString()).toContain('<title>Groundswell</title>')
  })

  test('only reading is possible', async () => {
    expect((await send('/people', {}, 'POST')).status).toBe(405)
  })
})

describe('progress', () => {
  test('comes as it happens, starting with how it stands, and ends with the job', async () => {
    const { jobId } = door.jobs.start('long', async (report) => {
      report.step('read', { done: 1, total: 2, unit: 'files' })
      await setTimeout(250)
      report.step('read', { done: 2, total: 2, unit: 'files' })
      report.say('Read.')
    })
    await setTimeout(20)
    const { headers, bytes } = await send(`/api/v1/jobs/${jobId}/progress`)
    expect(headers['content-type']).toContain('text/event-stream')
    const states = bytes
      .toString()
      .split('\n\n')
      .filter((event) => event !== '')
      .map((event) => {
        expect(event.startsWith('event: job\n')).toBe(true)
        return JSON.parse(event.slice(event.indexOf('data: ') + 6)) as {
          status: string
          done: number
          endedAt: string | null
        }
      })
    expect(states[0]).toMatchObject({ status: 'running', done: 1 })
    expect(states.at(-1)).toMatchObject({ status: 'done', done: 2 })
    expect(states.filter((state) => state.endedAt !== null)).toHaveLength(1)
  })

  test('a reader who leaves does not stop the job', async () => {
    const { jobId } = door.jobs.start('long', async () => {
      await setTimeout(200)
    })
    const gone = new AbortController()
    const response = await fetch(`${url}/api/v1/jobs/${jobId}/progress`, { signal: gone.signal })
    await response.body?.getReader().read()
    gone.abort()
    expect(await door.jobs.ended(jobId)).toMatchObject({ status: 'done' })
  })

  test('of a job that is not there is a problem', async () => {
    expect((await send('/api/v1/jobs/nothing/progress')).status).toBe(404)
  })
})

describe('the address', () => {
  test('the next port is taken when the first is not free', async () => {
    const second = await listen(door.app, { firstPort: port, host: 'localhost' })
    expect(Number(new URL(second.url).port)).toBeGreaterThan(port)
    await second.close()
  })

  test('a port that was named and is taken is a sentence', async () => {
    await expect(listen(door.app, { port, firstPort: 1, host: '127.0.0.1' })).rejects.toThrow(UserError)
  })

  test.each(['0.0.0.0', '::', '192.168.1.5', 'example.org'])('%s is refused', async (host) => {
    await expect(listen(door.app, { port: 0, firstPort: 1, host })).rejects.toThrow(/this machine only/)
  })
})

describe('half of a character in a body', () => {
  const decide = (body: string) =>
    send('/api/v1/identity/decisions', { 'content-type': 'application/json' }, 'POST', body)
  const saying = (reason: string) => `{"decisions":[{"a":"1","b":"2","verdict":"same","reason":"${reason}"}]}`

  test.each(['x\\ud800', '\\uDC00y', '\\udc00\\ud800'])('is refused: %s', async (reason) => {
    const { status, bytes } = await decide(saying(reason))
    expect([status, String(bytes)]).toEqual([400, expect.stringMatching(/half of a character/)])
  })

  test('whole ones, and what only looks like one, are read', async () => {
    for (const reason of ['\\ud83c\\udf31', '\\\\ud800', '🌱'])
      expect((await decide(saying(reason))).status, reason).toBe(404)
    expect((await decide('{"\\ud800":1}')).status).toBe(400)
    expect((await decide('{"x":"\\ud800')).status).toBe(400)
  })
})
