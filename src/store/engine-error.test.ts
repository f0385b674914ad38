import { createServer } from 'node:http'
import { inspect } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { startTestServer, testPassword } from '../../test/support/server.ts'
import { makeTestFolder, modes, openTestStore } from '../../test/support/workspace.ts'
import { UserError } from '../core/index.ts'
import { connectStore } from './store.ts'

/** What a call threw; an error when it threw nothing. */
async function catchFrom(run: () => Promise<unknown>): Promise<unknown> {
  try {
    await run()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown')
}

describe.each(modes)('what the engine refuses, %s', async (mode) => {
  const store = await openTestStore({ mode })
  const read = (text: string): Promise<unknown> => store.read({ text, params: {}, row: z.unknown() })

  test('a statement that is wrong is our fault and is named', async () => {
    const error = await catchFrom(() =>
      store.write('INSERT INTO nowhere SELECT {x:String}', { x: 'a secret' }),
    )
    expect(error).not.toBeInstanceOf(UserError)
    expect(String(error)).toMatch(
      /The engine refused: .*nowhere[\s\S]*Statement: INSERT INTO nowhere SELECT \{x:String\}/,
    )
    expect(inspect(error, { depth: 9 })).not.toContain('a secret')
  })

  test('too much memory for a question is a sentence, and the next question is answered', async () => {
    const error = await catchFrom(() =>
      read('SELECT length(groupArray(randomString(1000))) FROM numbers(2000000)'),
    )
    expect(error).toMatchObject({ status: 422, message: expect.stringContaining('needs more memory') })
    expect(await read('SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  test('an error of the one who gives the rows stays his own', async () => {
    const own = new UserError('The mailbox ends in the middle.')
    async function* broken(): AsyncIterable<Buffer> {
      yield Buffer.from('{"source":"s"}\n')
      throw own
    }
    expect(await catchFrom(() => store.append('quarantine', broken(), 'JSONEachRow'))).toBe(own)
  })
})

describe('a server', async () => {
  const server = await startTestServer(makeTestFolder())
  const workspace = makeTestFolder()
  const host = new URL(server.url).host
  const other = createServer((_asked, answer) => answer.writeHead(404).end('<html>')).listen(0)
  afterAll(async () => {
    other.close()
    await server.stop()
  })
  const port = (other.address() as { port: number }).port

  test.each([
    [
      'another password',
      server.url.replace('tester:', 'tester:x'),
      `${host} refuses the user or the password. Check GROUNDSWELL_CLICKHOUSE_URL.`,
    ],
    [
      'nobody listens',
      server.url.replace(host, '127.0.0.1:1'),
      'The ClickHouse server at 127.0.0.1:1 cannot be reached.',
    ],
    ['no such host', server.url.replace(host, 'nowhere.invalid'), 'nowhere.invalid cannot be reached'],
    ['no encryption there', server.url.replace('http:', 'https:'), 'cannot be reached'],
    [
      'another kind of server',
      server.url.replace(host, `127.0.0.1:${port}`),
      `What answers at 127.0.0.1:${port} is not a ClickHouse server.`,
    ],
    ['no address', `clickhouse//${testPassword}`, 'The address of the ClickHouse server cannot be read.'],
    [
      'another protocol',
      server.url.replace('http:', 'mysql:'),
      'The address of the ClickHouse server cannot be read.',
    ],
  ])('%s: a sentence, without the password', async (_what, url, sentence) => {
    const error = await catchFrom(() => connectStore({ workspace, url }))
    expect(error).toBeInstanceOf(UserError)
    expect(String(error)).toContain(sentence)
    expectNoPassword(error)
  })

  test('that dies under a statement: a sentence; one that is back answers again', async () => {
    const own = await startTestServer(makeTestFolder())
    const store = await connectStore({ workspace, url: own.url })
    const slow = 'SELECT sleepEachRow(1) AS slept FROM numbers(3) SETTINGS max_block_size = 1'
    const asking = catchFrom(() => store.read({ text: slow, params: {}, row: z.unknown() }))
    await new Promise((resolve) => setTimeout(resolve, 300))
    await own.stop()
    const error = await asking
    expect(error).toMatchObject({
      status: 409,
      message: expect.stringContaining('ended the connection in the middle'),
    })
    expectNoPassword(error)
    expectNoPassword(await catchFrom(() => store.write('SELECT 1')))
    await store.close()
  })
})

function expectNoPassword(error: unknown): void {
  const everything = inspect(error, { depth: 12, showHidden: true })
  expect(everything).not.toContain(testPassword)
  expect(everything).not.toContain(encodeURIComponent(testPassword))
}
