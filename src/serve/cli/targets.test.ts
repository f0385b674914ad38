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

test('a plan, settings, a hypothesis and a snapshot are said by the command line', async () => {
  const plan = [
    '--owner',
    'Ann',
    '--gain',
    'Answers within a day',
    '--never',
    'Calls',
    '--channel',
    'git=Thanks',
  ]
  expect((await run('targets', 'plan', 'custom/code-contributors', ...plan)).code).toBe(0)
  const shown = await run('targets', 'show', 'custom/code-contributors')
  for (const said of ['Ann', 'Answers within a day', 'Calls', 'Thanks']) expect(shown.stdout).toContain(said)
  const nowhere = await run('targets', 'plan', 'custom/nobody', '--owner', 'Ann')
  expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('is no target')])

  const asked = ['--measure', 'answers', '--target', '9', '--due', '2027-01-01']
  const added = await run('hypotheses', 'add', 'custom/code-contributors', 'They help', ...asked)
  const [, id = ''] = added.stdout.match(/Added as (\w+)/) ?? []
  expect((await run('hypotheses', 'judge', id, 'kept')).stderr).toContain('--by')
  const judged = await run('hypotheses', 'judge', id, 'kept', '--by', 'Ann', '--reason', '12 answers')
  expect(judged.stdout).toContain('They help: kept by Ann: 12 answers')
  expect((await run('hypotheses', 'remove', id)).stdout).toContain('taken back')

  expect((await run('targets', 'snapshot', '--reason', 'the quarter ends')).code).toBe(0)
  expect((await run('targets', 'snapshot', '--list')).stdout).toMatch(/\d{4}-Q[1-4]/)
})
