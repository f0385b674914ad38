import { execFileSync } from 'node:child_process'
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runProgram, startServer } from '../../../test/support/program.ts'
import { openReplayServer, type ReplayServer } from '../../../test/support/replay-server.ts'
import { makeTestFolder } from '../../../test/support/workspace.ts'
import type { List, Source } from '../http/contract.ts'

vi.setConfig({ testTimeout: 240_000 })

const token = 'ghp_very_secret_indeed'
const cwd = makeTestFolder()
const env = { GROUNDSWELL_PRIVATE_HOSTS: '127.0.0.1' }
const keyFile = join(cwd, '.config', 'groundswell', 'secret.key')
let server: ReplayServer

/** A forge on which one person starred the one repository there is. */
beforeAll(async () => {
  server = await openReplayServer(({ url, headers }) => {
    if (headers.get('authorization') !== `Bearer ${token}`)
      return { status: 401, json: { message: 'Bad credentials' } }
    if (url.pathname.endsWith('/stargazers'))
      return { json: [{ starred_at: '2024-01-01T00:00:00Z', user: { id: 7, login: 'ann', type: 'User' } }] }
    return { json: { id: 1, full_name: 'example/tool', default_branch: 'main' } }
  })
})
afterAll(() => server.close())

const flags = 'issues reviews discussions forks releases sponsors'.split(' ').map((name) => `--no-${name}`)
const words = () => ['add', 'github', '--url', server.origin, '--repositories', 'example/tool', ...flags]
const add = (secret: string) => runProgram([...words(), '--token', secret], { cwd, env })
const addByPipe = (input: string) => runProgram([...words(), '--token', '-'], { cwd, env, input })

async function readSource(): Promise<Source> {
  const { stdout } = await runProgram(['sources', '--json'], { cwd, env })
  const [source] = (JSON.parse(stdout) as List<Source>).items
  if (source === undefined) throw new Error(stdout)
  return source
}

/** Files of the workspace that hold a text, also in parts the engine packs. */
function findInWorkspace(text: string): string {
  const search = `grep -rlaF ${JSON.stringify(text)} .groundswell || true`
  return execFileSync('sh', ['-c', search], { cwd, encoding: 'utf8' })
}

test('a server is asked with a token that nobody sees again', async () => {
  const nothing = await addByPipe('')
  expect([nothing.code, nothing.stderr]).toEqual([
    2,
    expect.stringMatching(/--token - takes a line of standard input/),
  ])
  const added = await addByPipe(`${token}\r\n`)
  expect([added.stderr, added.code]).toEqual(['', 0])
  expect(added.stdout).not.toContain(token)
  expect(statSync(keyFile).mode & 0o777).toBe(0o600)
  const source = await readSource()
  expect(source.config['token']).toBe('••••••••')
  expect(source).toMatchObject({ schedule: 'daily', form: 'stream', events: 0 })
  const { stderr, code } = await runProgram(['collect'], { cwd, env })
  expect(code, stderr).toBe(0)
  expect(await readSource()).toMatchObject({ events: 1, aliases: 1 })
  const served = await startServer(['serve', '--port', '0'], { cwd })
  for (const path of ['sources', `sources/${source.id}/runs`, 'jobs'])
    expect(await (await fetch(`${served.url}/api/v1/${path}`)).text()).not.toContain(token)
  await served.stop('SIGTERM')
  expect(findInWorkspace(token)).toBe('')
})

test('a token that is refused is told, and a new one takes its place', async () => {
  const { id } = await readSource()
  const hinted = await runProgram(['sources', 'set', id, '--token', 'wrong'], { cwd, env })
  expect(hinted.stderr).toMatch(/^A --token on the command line .* Write --token - .*\.\n$/)
  const refused = await runProgram(['collect', '--again'], { cwd, env })
  expect(refused.code).toBe(2)
  expect(refused.stderr).toMatch(/refuses the token \(401\)/)
  // Adding it again with another token is not another source.
  expect((await add(token)).stdout).toContain('was added before')
  expect((await runProgram(['collect', '--again'], { cwd, env })).code).toBe(0)
  // Other settings leave the token as it is.
  await runProgram(['sources', 'set', id, '--no-stars'], { cwd, env })
  await runProgram(['sources', 'set', id, '--stars'], { cwd, env })
  expect((await runProgram(['collect', '--again'], { cwd, env })).code).toBe(0)
})

test('an address inside a private network is refused unless the operator allows it', async () => {
  const asked = server.seen.length
  const refused = await runProgram(['collect'], { cwd, env: {} })
  expect(refused.code).toBe(2)
  expect(refused.stderr).toMatch(/only https|GROUNDSWELL_PRIVATE_HOSTS/)
  expect(server.seen).toHaveLength(asked)
})

test('without its key a token does not open, and says what to do', async () => {
  rmSync(keyFile)
  const refused = await runProgram(['collect'], { cwd, env })
  expect(refused.code).toBe(2)
  expect(refused.stderr).toMatch(
    /encrypted with a key that is not here\. Bring the one .*secret\.key, or set the secret again/,
  )
  const { id } = await readSource()
  expect((await runProgram(['sources', 'set', id, '--token', token], { cwd, env })).code).toBe(0)
  expect((await runProgram(['collect'], { cwd, env })).code).toBe(0)
})
