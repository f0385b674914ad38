import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { commitAs, makeRepository, runProgram, startServer } from '../../../test/support/program.ts'
import { makeTestFolder } from '../../../test/support/workspace.ts'
import type { List, PersonSummary, Source } from '../http/contract.ts'

// Each step is a process of its own; on a busy machine that takes long.
vi.setConfig({ testTimeout: 240_000 })

const cwd = makeTestFolder()
const run = (...words: string[]) => runProgram(words, { cwd })
const ann = { name: 'Ann Lee', email: 'ann@example.org' }
const bob = { name: 'Bob Ray', email: 'bob@example.com' }
const repository = makeRepository(join(cwd, 'demo'), [ann])
const names = (text: string): string[] =>
  (JSON.parse(text) as List<PersonSummary>).items.map((person) => person.name).sort()

test('start reads, serves, is asked by other verbs, and reads only what is new the second time', async () => {
  const first = await startServer(['start', '--no-open', '--port', '0', 'demo'], { cwd })
  expect(await (await fetch(`${first.url}/healthz`)).json()).toMatchObject({ status: 'ok' })
  expect(names(await (await fetch(`${first.url}/api/v1/people`)).text())).toEqual(['Ann Lee'])

  const second = await run('start', '--no-open', 'demo')
  expect(second.code).toBe(2)
  expect(second.stderr).toContain(String(first.pid === 0 ? 'process' : first.url))

  commitAs(repository, bob, 'more', '2024-05-01T10:00:00Z')
  const collected = await run('collect')
  expect(collected.code).toBe(0)
  expect(collected.stdout).toContain('1 new event')
  expect(names((await run('people', 'list', '--json')).stdout)).toEqual(['Ann Lee', 'Bob Ray'])

  const [doctor, backup] = [await run('doctor', '--json'), await run('backup', 'copy')]
  expect([doctor.code, backup.code]).toEqual([0, 0])
  expect(JSON.parse(doctor.stdout)).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ check: 'git' })]),
  })
  expect(backup.stdout).toContain('verified')

  const ended = await first.stop('SIGTERM')
  expect(ended.code).toBe(0)
  expect(existsSync(join(cwd, '.groundswell', 'holder.json'))).toBe(false)

  commitAs(repository, ann, 'even more', '2024-06-01T10:00:00Z')
  const again = await startServer(['start', '--no-open', '--port', '0'], { cwd })
  expect(again.texts.stderr).toContain('Read 1 record: 1 new event.')
  const { items } = (await (await fetch(`${again.url}/api/v1/sources`)).json()) as List<Source>
  expect(items).toMatchObject([{ id: 'git:demo', events: 3 }])
  expect((await again.stop('SIGINT')).code).toBe(0)
})

test('a backup becomes a workspace of its own, and never overwrites one', async () => {
  const restored = await run('restore', 'copy', '--workspace', 'restored')
  expect(restored.code).toBe(0)
  const refused = await run('restore', 'copy', '--workspace', 'restored')
  expect(refused.code).toBe(2)
  const worked = await run('run', '--workspace', 'restored', '--json')
  expect(worked.code).toBe(0)
  expect(names((await run('people', 'list', '--workspace', 'restored', '--json')).stdout)).toEqual([
    'Ann Lee',
    'Bob Ray',
  ])
})

test('a workspace left by a killed process is taken over, with nothing lost', async () => {
  const killed = await startServer(['start', '--no-open', '--port', '0'], { cwd })
  await killed.stop('SIGKILL')
  const people = await run('people', 'list', '--json')
  expect(people.code).toBe(0)
  expect(names(people.stdout)).toEqual(['Ann Lee', 'Bob Ray'])
})
