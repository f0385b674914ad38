import { createHmac } from 'node:crypto'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { startChild } from '../../../test/support/child.ts'
import { openReplayServer, type Said, type Seen } from '../../../test/support/replay-server.ts'
import { makeTestFolder } from '../../../test/support/workspace.ts'
import { openAsker, openSecretBox } from '../../collect/index.ts'
import { connectStore, migrate, type Store } from '../../store/index.ts'
import { addWebhook, listAttempts, openCourier, readWebhooks, removeWebhook } from '../index.ts'

const workspace = makeTestFolder()
let store: Store = await connectStore({ workspace, url: undefined })
await migrate(store)
afterAll(() => store.close())

let now = new Date('2026-01-05T10:00:00Z')
const clock = { now: () => now }
const asker = openAsker({ clock, privateHosts: ['127.0.0.1'] })
const secrets = openSecretBox({ given: '7'.repeat(64) })
const { signal } = new AbortController()
const deliver = () => openCourier({ store, clock, asker, secrets }).deliver(signal)

let answer: (seen: Seen) => Said | Promise<Said> = () => ({})
const receiver = await openReplayServer((seen) => answer(seen))
afterAll(() => receiver.close())
const url = `${receiver.origin}/hook`
const told = () => ({ by: 'somebody', at: now, reason: '' })
const add = (segment: string | null = null) => addWebhook({ store, asker, secrets }, { url, segment }, told())

/** Somebody comes into or leaves a segment, as a run would have it. */
async function change(segment: string, subject: string, entered: boolean, at = now): Promise<void> {
  const row = {
    segment,
    version: 1,
    subject_kind: 'person',
    subject_id: subject,
    at: at.toISOString(),
    entered,
    reason: 'asked 3 times',
    recorded_at: now.toISOString(),
  }
  await store.append('membership_changes', [Buffer.from(JSON.stringify(row))], 'JSONEachRow')
}

const pass = (minutes: number): void => {
  now = new Date(now.getTime() + minutes * 60_000)
}

let from = 0
const heard = () => receiver.seen.slice(from)
const attempts = () => store.read(listAttempts({ webhook: '', most: 100 }))

beforeEach(async () => {
  for (const { id } of await readWebhooks(store)) await removeWebhook(store, id, told())
  await store.write('TRUNCATE TABLE webhook_attempts')
  await store.write('TRUNCATE TABLE membership_changes')
  answer = () => ({})
  pass(60 * 24 * 7)
  from = receiver.seen.length
})

test('says who came and who left, signed, once, and nothing from before', async () => {
  await change('custom/askers', '7', true)
  pass(1)
  const { webhook, secret } = await add('custom/askers')
  pass(1)
  await change('custom/askers', '7', false)
  await change('custom/others', '8', true)
  answer = () => ({ json: 'thanks, not JSON' })
  expect(await deliver()).toEqual({ delivered: 1, failed: 0 })
  expect(await deliver()).toEqual({ delivered: 0, failed: 0 })
  const [message, ...more] = heard()
  if (message === undefined) throw new Error('nothing was heard')
  expect(more).toEqual([])
  expect(JSON.parse(message.body)).toEqual({
    type: 'segment.left',
    timestamp: now.toISOString(),
    data: {
      segment: 'custom/askers',
      subjectKind: 'person',
      subjectId: '7',
      at: now.toISOString(),
      reason: 'asked 3 times',
      version: 1,
    },
  })
  const id = message.headers.get('webhook-id') ?? ''
  const timestamp = message.headers.get('webhook-timestamp') ?? ''
  expect(Number(timestamp) * 1000).toBe(now.getTime())
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  expect(key).toHaveLength(32)
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${message.body}`).digest('base64')
  expect(message.headers.get('webhook-signature')).toBe(`v1,${signature}`)
  expect(webhook.secret).not.toContain(secret)
  expect(await attempts()).toMatchObject([
    {
      webhook: webhook.id,
      messageId: id,
      attempt: 1,
      outcome: 'delivered',
      status: 200,
      event: 'segment.left',
    },
  ])
})

test('tries again later and later with the same id, then gives up', async () => {
  await add()
  await change('custom/askers', '7', true)
  answer = () => ({ status: 503 })
  expect(await deliver()).toEqual({ delivered: 0, failed: 1 })
  expect(await deliver()).toEqual({ delivered: 0, failed: 0 })
  for (const minutes of [0.2, 1, 5, 30, 120, 300, 600]) {
    pass(minutes / 2)
    expect(await deliver()).toEqual({ delivered: 0, failed: 0 })
    pass(minutes / 2)
    expect(await deliver()).toEqual({ delivered: 0, failed: 1 })
  }
  pass(1200)
  await deliver()
  pass(10_000)
  expect(await deliver()).toEqual({ delivered: 0, failed: 0 })
  expect(new Set(heard().map(({ headers }) => headers.get('webhook-id'))).size).toBe(1)
  expect((await attempts()).map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
    [9, 'given up'],
    ...[8, 7, 6, 5, 4, 3, 2, 1].map((attempt) => [attempt, 'failed']),
  ])
})

test('a change that is seen a little after it was recorded is told, too', async () => {
  await add()
  pass(60)
  expect(await deliver()).toEqual({ delivered: 0, failed: 0 })
  pass(-5)
  await change('custom/askers', '7', true)
  pass(5)
  expect(await deliver()).toEqual({ delivered: 1, failed: 0 })
})

test('all segments are those somebody wrote down, of people and organisations', async () => {
  await add()
  for (const segment of ['custom/a', 'custom-organisations/b', 'purpose/business'])
    await change(segment, '1', true)
  expect(await deliver()).toEqual({ delivered: 2, failed: 0 })
})

test('one message that is refused holds up no other; a receiver that is ill is left alone', async () => {
  await add()
  for (const subject of ['1', '2', '3']) await change('custom/askers', subject, true)
  answer = ({ body }) => ({ status: body.includes('"subjectId":"1"') ? 400 : 200 })
  expect(await deliver()).toEqual({ delivered: 2, failed: 1 })
  pass(0.1)
  for (const subject of ['4', '5']) await change('custom/askers', subject, true)
  answer = () => ({ status: 500 })
  expect(await deliver()).toEqual({ delivered: 0, failed: 1 })
  const [latest] = await attempts()
  expect(latest).toMatchObject({ status: 500, outcome: 'failed' })
  expect(await deliver()).toEqual({ delivered: 0, failed: 0 })
  pass(1)
  answer = () => ({ status: 302, headers: { location: 'http://127.0.0.1:1/' } })
  await deliver()
  expect((await attempts())[0]?.note).toBe('redirects are not followed')
})

test.each([
  ['http://hooks.example.org/', /only https/],
  ['https://10.0.0.1/', /inside a private network/],
  ['https://[::1]/', /inside a private network/],
  ['https://169.254.169.254/latest', /never asked/],
  ['ftp://example.org/', /not a web address/],
  ['https://joe:secret@example.org/', /name or password/],
  ['hook', /not a web address/],
  [`https://example.org/${'x'.repeat(2000)}`, /2000 characters/],
])('refuses %s', async (address, reason) => {
  const adding = addWebhook({ store, asker, secrets }, { url: address, segment: null }, told())
  await expect(adding).rejects.toThrow(reason)
  expect(await readWebhooks(store)).toEqual([])
})

test('a name that comes to mean a private address is not told, and the log says why', async () => {
  const strict = openAsker({ clock, privateHosts: [] })
  await addWebhook({ store, asker: strict, secrets }, { url: 'https://localhost:1/', segment: null }, told())
  await change('custom/askers', '7', true)
  await openCourier({ store, clock, asker: strict, secrets }).deliver(signal)
  expect((await attempts())[0]?.note).toMatch(/localhost is at .*, an address inside a private network/)
  await strict.close()
})

test('the same twice is refused, also at once; whoever is removed is told nothing more', async () => {
  const both = await Promise.allSettled([add(), add()])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const [webhook] = await readWebhooks(store)
  await change('custom/askers', '7', true)
  await removeWebhook(store, webhook?.id ?? '', told())
  await deliver()
  expect(heard()).toEqual([])
  await expect(removeWebhook(store, webhook?.id ?? '', told())).rejects.toThrow(/There is no webhook/)
  await addWebhook({ store, asker, secrets }, { url: 'http://127.0.0.1:9/', segment: null }, told())
  await change('custom/askers', '8', true)
  await deliver()
  expect((await attempts())[0]).toMatchObject({ status: 0, note: '127.0.0.1:9 refuses connections' })
})

test('killed while telling, nothing is lost: it is told again, with the same id', async () => {
  await add()
  await change('custom/askers', '7', true)
  await store.close()
  answer = () => new Promise(() => undefined)
  const child = startChild('tell-child.ts', [workspace])
  while (heard().length === 0) await new Promise((resolve) => setTimeout(resolve, 50))
  await child.kill('SIGKILL')
  store = await connectStore({ workspace, url: undefined })
  answer = () => ({})
  expect(await deliver()).toEqual({ delivered: 1, failed: 0 })
  expect(await deliver()).toEqual({ delivered: 0, failed: 0 })
  const [first, second] = heard().map(({ headers }) => headers.get('webhook-id'))
  expect(heard()).toHaveLength(2)
  expect(second).toBe(first)
})
