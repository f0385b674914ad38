import { afterAll, expect, test } from 'vitest'
import { openTestDoor } from '../../../test/support/door.ts'
import { openReplayServer } from '../../../test/support/replay-server.ts'
import { openTestStore } from '../../../test/support/workspace.ts'

const door = openTestDoor(await openTestStore(), { now: new Date('2026-01-05T10:00:00Z') })
let status = 200
const receiver = await openReplayServer(() => ({ status }))
afterAll(() => receiver.close())

test('a webhook is added, tested, listed without its secret, logged, and removed', async () => {
  const url = `${receiver.origin}/hook`
  const added = await door.send('POST', '/webhooks', { url, segment: null })
  expect(added).toMatchObject({ status: 200, body: { url, segment: null, latest: null } })
  const { id, secret } = added.body as { id: string; secret: string }
  expect(secret).toMatch(/^whsec_[\w+/]{43}=$/)
  expect(await door.send('POST', '/webhooks', { url, segment: null })).toMatchObject({ status: 409 })

  expect((await door.send('POST', `/webhooks/${id}/test`)).body).toEqual({
    outcome: 'delivered',
    status: 200,
    note: '',
  })
  status = 500
  expect((await door.send('POST', `/webhooks/${id}/test`)).body).toMatchObject({
    outcome: 'given up',
    status: 500,
  })
  expect(receiver.seen.map(({ body }) => JSON.parse(body).type)).toEqual(['webhook.test', 'webhook.test'])

  const listed = await door.send('GET', '/webhooks')
  expect(listed.body).toMatchObject({ total: 1, items: [{ id, url, latest: { outcome: 'given up' } }] })
  expect(JSON.stringify(listed.body)).not.toContain('secret')
  expect(await door.send('GET', `/webhooks/attempts?webhook=${id}&limit=1`)).toMatchObject({
    body: { items: [{ webhook: id, event: 'webhook.test' }] },
  })
  expect((await door.send('DELETE', `/webhooks/${id}`)).body).toMatchObject({ total: 0 })
  expect(await door.send('POST', `/webhooks/${id}/test`)).toMatchObject({ status: 404 })
  expect(door.faults).toEqual([])
})

test.each([
  [
    { url: 'https://hooks.example.org/', segment: 'ladder/P3' },
    404,
    /no segment “ladder\/P3” made of a rule/,
  ],
  [{ url: 'http://hooks.example.org/' }, 422, /only https/],
  [{ url: '' }, 422, /url/],
  [{}, 422, /url/],
  [{ url: 7 }, 422, /url/],
])('refuses %j', async (body, code, detail) => {
  const refused = await door.send('POST', '/webhooks', body)
  expect(refused.status).toBe(code)
  expect(JSON.stringify(refused.body)).toMatch(detail)
})
