import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { makeRepository, runProgram } from '../../../test/support/program.ts'
import { makeTestFolder } from '../../../test/support/workspace.ts'

// Each step is a process of its own; on a busy machine that takes long.
vi.setConfig({ testTimeout: 240_000 })

const cwd = makeTestFolder()
const run = (...words: string[]) => runProgram(words, { cwd })

test('from choosing a business model to a rated target, by the command line alone', async () => {
  makeRepository(join(cwd, 'demo'), [{ name: 'Ann Lee', email: 'ann@example.org' }])
  await run('add', 'demo')
  await run('collect')
  const none = await run('init', '--business-model', 'selling-air')
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('open-core')])
  const trial = await run('init', '--business-model', 'community-only', '--dry-run')
  expect(trial.stdout).toContain('+ code-contributors')
  expect(trial.stdout).toContain('nothing was written')
  expect((await run('targets')).stdout).toContain('There are no targets yet')
  expect((await run('init', '--business-model', 'community-only')).stdout).toContain('It is chosen')

  const scores = ['independence=4', 'knowledge=3', 'reach=2']
  const rated = await run('targets', 'rate', 'custom/code-contributors', ...scores, '--rater', 'Ann')
  expect(rated.stdout).toContain('1 of at least 2 raters')
  const wrong = await run('targets', 'worth', 'custom/code-contributors', 'revenue=3,2,1')
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('low over mode to high')])
})
