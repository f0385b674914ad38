import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf, ask, Refusal } from './ask.ts'

let server: Server
const realFetch = globalThis.fetch

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/api/v1/empty') return void response.writeHead(204).end()
    if (request.url === '/api/v1/odd') return void response.writeHead(502).end('<h1>Bad gateway</h1>')
    const refused = request.url === '/api/v1/refused'
    response.writeHead(refused ? 422 : 200, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify(refused ? { title: 'Not so', status: 422, detail: 'Do this.' } : { fine: true }),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  // A browser resolves addresses against its page; Node has no page.
  globalThis.fetch = (address, init) => realFetch(`${base}${String(address)}`, init)
})

afterAll(() => {
  globalThis.fetch = realFetch
  server.close()
})

test('addresses leave out what has no value and encode the rest', () => {
  expect(addressOf('/people', { search: 'a&b=ü', state: undefined, offset: 0, class: '' })).toBe(
    '/api/v1/people?search=a%26b%3D%C3%BC&offset=0',
  )
  expect(addressOf('/home')).toBe('/api/v1/home')
})

test('an answer is read, an empty one is null', async () => {
  expect(await ask('/fine')).toEqual({ fine: true })
  expect(await ask('/empty')).toBeNull()
})

test('a refusal carries the words of the server', async () => {
  const refusal = await ask('/refused').catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(Refusal)
  expect(refusal).toMatchObject({ status: 422, message: 'Not so', detail: 'Do this.' })
})

test('an answer that is no problem document is still told', async () => {
  await expect(ask('/odd')).rejects.toMatchObject({ status: 502, detail: '<h1>Bad gateway</h1>' })
})
