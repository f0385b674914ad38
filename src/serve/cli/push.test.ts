import { Analytics } from '@segment/analytics-node'
import { expect, test, vi } from 'vitest'
import { runProgram, type Server, startServer } from '../../../test/support/program.ts'
import { makeTestFolder } from '../../../test/support/workspace.ts'
import type { List, Source } from '../http/contract.ts'

vi.setConfig({ testTimeout: 240_000 })

const writeKey = 'a-write-key-of-the-test'
const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`

async function addTracking(): Promise<{ cwd: string; start: () => Promise<Server> }> {
  const cwd = makeTestFolder()
  const added = await runProgram(['add', 'tracking', '--name', 'site', '--write-key', writeKey], { cwd })
  expect([added.stderr, added.code]).toEqual(['', 0])
  return { cwd, start: () => startServer(['serve', '--port', '0'], { cwd }) }
}

const push = (url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}/v1/batch`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

async function readSource(cwd: string): Promise<Source> {
  const { stdout } = await runProgram(['sources', '--json'], { cwd })
  const [source] = (JSON.parse(stdout) as List<Source>).items
  if (source === undefined) throw new Error(stdout)
  return source
}

test('a library for Segment sends here, and its calls are collected', async () => {
  const { cwd, start } = await addTracking()
  const server = await start()
  const failures: unknown[] = []
  const client = new Analytics({ writeKey, host: server.url, path: '/v1/batch', maxRetries: 0 })
  client.on('error', (error) => failures.push(error))
  client.identify({ userId: 'u1', traits: { name: 'Ann Lee', email: 'ann@example.org' } })
  client.track({ userId: 'u1', event: 'Report Made', properties: { value: 3 } })
  client.page({ anonymousId: 'a1', properties: { path: '/docs/start' } })
  client.group({ userId: 'u1', groupId: 'g1', traits: { name: 'Example Works' } })
  client.alias({ userId: 'u1', previousId: 'a1' })
  await client.closeAndFlush()
  expect(failures).toEqual([])

  const collected = await runProgram(['collect'], { cwd })
  expect([collected.stderr, collected.code]).toEqual([expect.any(String), 0])
  expect(await readSource(cwd)).toMatchObject({ events: 5, quarantined: 0 })
  const people = JSON.parse((await runProgram(['people', '--json'], { cwd })).stdout) as List<{
    name: string
  }>
  expect(people.items.map(({ name }) => name)).toContain('Ann Lee')
  expect((await server.stop('SIGTERM')).code).toBe(0)
})

test('what was answered 200 is there exactly once after kill -9', async () => {
  const { cwd, start } = await addTracking()
  const server = await start()
  let acknowledged = 0
  const pushing = Array.from({ length: 4 }, async (_unused, lane) => {
    for (let turn = 0; ; turn++) {
      const batch = Array.from({ length: 50 }, (_none, call) => ({
        type: 'track',
        userId: `u${lane}`,
        event: 'Step',
        messageId: `${lane}-${turn}-${call}`,
        timestamp: '2026-11-01T12:00:00Z',
      }))
      try {
        // Each twice, as after a timeout.
        for (const _time of [1, 2]) if ((await push(server.url, { batch })).status !== 200) return
        acknowledged += batch.length
      } catch {
        return
      }
    }
  })
  await vi.waitUntil(() => acknowledged > 4_000, { timeout: 60_000 })
  await server.stop('SIGKILL')
  await Promise.all(pushing)

  const again = await start()
  expect((await runProgram(['collect'], { cwd })).code).toBe(0)
  const { events } = await readSource(cwd)
  // At most one batch of each lane was written and not answered.
  expect(events).toBeGreaterThanOrEqual(acknowledged)
  expect(events).toBeLessThanOrEqual(acknowledged + 4 * 50)
  expect((await runProgram(['doctor'], { cwd })).code).toBe(0)
  await again.stop('SIGTERM')
})

test('who has no key, sends nonsense, or comes from another site', async () => {
  const { cwd, start } = await addTracking()
  const { url, stop } = await start()
  const call = { type: 'page', anonymousId: 'a1', properties: { path: '/' } }
  const statuses = await Promise.all([
    push(url, { batch: [call] }, { authorization: 'Basic bm9uZTo=' }),
    push(url, { batch: 'x' }),
    push(url, { batch: [{ ...call, properties: { path: 'x'.repeat(1_100_000) } }] }),
    push(url, { batch: [call] }, { 'content-encoding': 'gzip' }),
    push(url, { batch: [call] }, { origin: 'https://example.org', 'sec-fetch-site': 'cross-site' }),
    push(url, { batch: [call] }, { dnt: '1' }),
    push(url, { batch: [{ type: 'dance' }, 7] }),
  ])
  expect(statuses.map(({ status }) => status)).toEqual([401, 400, 413, 400, 200, 200, 200])
  expect(statuses[4]?.headers.get('access-control-allow-origin')).toBe('*')
  expect(statuses[4]?.headers.get('set-cookie')).toBeNull()
  expect((await runProgram(['collect'], { cwd })).stdout).toContain('wait in quarantine')
  const { lastRun } = await readSource(cwd)
  expect(lastRun?.outcomes).toMatchObject({ records: 4, appended: 1, ignored: 1, quarantined: 2 })
  await stop('SIGTERM')
})
