import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startChild } from '../../test/support/child.ts'
import { makeHistory } from '../../test/support/git-repository.ts'
import { makeTestFolder } from '../../test/support/workspace.ts'

const folder = makeTestFolder()

function collect(workspace: string, repository: string) {
  return startChild('collect-child.ts', [join(folder, workspace), repository, '400'])
}

test('kill -9 during a collection, several times, then a rerun: as if undisturbed, and nothing is read twice in vain', async () => {
  const repository = join(folder, 'project.git')
  makeHistory(
    repository,
    Array.from({ length: 6000 }, (_, index) => ({
      files: { 'src/a.c': `${index}\n` },
      message: `Change ${index}\n\nReviewed-by: Dee <dee${index % 50}@example.net>\n`,
    })),
  )
  const undisturbed = collect('undisturbed', repository)
  const expected = await undisturbed.waitFor(/^kept/)
  expect(await undisturbed.end()).toBe(0)
  expect(expected).toContain('"events":"12000","ids":"12000"')

  for (const progress of [/^read [1-9]/, /^read [3-9]\d\d\d/]) {
    const killed = collect('killed', repository)
    await killed.waitFor(progress)
    await killed.kill('SIGKILL')
    expect(killed.lines.filter((line) => line.startsWith('kept'))).toEqual([])
  }
  const rerun = collect('killed', repository)
  expect(await rerun.waitFor(/^kept/)).toBe(expected)
  const appended = Number((await rerun.waitFor(/^appended/)).slice('appended '.length))
  expect(appended).toBeLessThan(6000)
  expect(await rerun.end()).toBe(0)
})
