import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { runProgram, startServer } from '../../../../test/support/program.ts'
import { makeTestFolder } from '../../../../test/support/workspace.ts'

vi.setConfig({ testTimeout: 120_000 })

const secret = 'a-secret-of-the-test'
const fixture = new URL('./fixtures/github-deliveries.json', import.meta.url)
const deliveries = JSON.parse(readFileSync(fixture, 'utf8')) as { event: string; payload: object }[]

interface Said {
  readonly event?: string
  readonly secret?: string
}

/** Posts as GitHub does. */
function push(
  url: string,
  body: string,
  { event = 'issues', secret: shown = secret }: Said = {},
): Promise<Response> {
  return fetch(`${url}/hooks/github`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/0000000',
      'x-github-event': event,
      'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
      'x-hub-signature-256': `sha256=${createHmac('sha256', shown).update(body).digest('hex')}`,
    },
    body,
  })
}

test('what GitHub and GitLab send is collected once, and nobody else may send', async () => {
  const cwd = makeTestFolder()
  const words = ['add', 'forge-webhook', '--name', 'example', '--secret', '-']
  const added = await runProgram(words, { cwd, input: `${secret}\n` })
  expect([added.stderr, added.code]).toEqual(['', 0])
  const { url, stop } = await startServer(['serve', '--port', '0'], { cwd })
  for (const { event, payload } of [...deliveries, ...deliveries])
    expect((await push(url, JSON.stringify(payload), { event })).status, event).toBe(200)

  const statuses = await Promise.all([
    push(url, '{}', { secret: 'another-secret-of-nobody' }),
    push(url, '{"action": '),
    push(url, JSON.stringify({ body: 'x'.repeat(1_100_000) })),
    fetch(`${url}/hooks/gitlab`, { method: 'POST', body: '{}', headers: { 'x-gitlab-token': 'guessed' } }),
    fetch(`${url}/hooks/gitlab`, { method: 'POST', body: '{}', headers: { 'x-gitlab-token': secret } }),
    fetch(`${url}/hooks/github`, { method: 'POST', body: '{}' }),
  ])
  expect(statuses.map(({ status }) => status)).toEqual([401, 400, 413, 401, 400, 401])

  expect((await runProgram(['collect'], { cwd })).code).toBe(0)
  const { stdout } = await runProgram(['sources', '--json'], { cwd })
  const { items } = JSON.parse(stdout) as { items: { lastRun: { outcomes: object } }[] }
  const ignored = deliveries.filter(({ event }) => ['ping', 'watch', 'push'].includes(event)).length
  const appended = deliveries.length - ignored
  expect(items[0]?.lastRun.outcomes).toMatchObject({
    records: 2 * deliveries.length,
    appended,
    duplicate: appended,
    ignored: 2 * ignored,
    quarantined: 0,
    events: appended,
  })
  await stop('SIGTERM')
})
