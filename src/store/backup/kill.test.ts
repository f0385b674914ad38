import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { startChild } from '../../../test/support/child.ts'
import { makeTestFolder } from '../../../test/support/workspace.ts'
import { openWorkspace } from '../workspace.ts'
import { readContent } from './content.ts'

const root = makeTestFolder()
const open = (folder: string) => openWorkspace({ folder, clock: { now: () => new Date() }, program: 'test' })

/** Starts, waits for a step, lets it go on for a moment, kills it. */
async function killAfter(args: readonly string[], step: RegExp, milliseconds: number): Promise<void> {
  const child = startChild('back-up.ts', args)
  await child.waitFor(step)
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  await child.kill('SIGKILL')
  expect(child.lines).not.toContain('done')
}

test('killed while backing up and while restoring, both work when run again', async () => {
  const source = join(root, 'source')
  const first = await open(source)
  await first.store.write(
    `INSERT INTO events (event_id, source, source_event_id, type, occurred_at, touched)
     SELECT number, 's', toString(number), 'commit.author', toDateTime64(number, 3), [hex(sipHash128(number))] FROM numbers(400000)`,
  )
  const before = await readContent(first.store, 'events')
  await first.close()

  const target = join(root, 'backup')
  const backingUp = ['backup', source, target]
  await killAfter(backingUp, /opened/, 5)
  await killAfter(backingUp, /step aliases/, 0)
  await killAfter(backingUp, /step events/, 60)
  expect(existsSync(target)).toBe(false)
  expect(await startChild('back-up.ts', backingUp).end()).toBe(0)

  const restored = join(root, 'restored')
  const restoring = ['restore', target, restored]
  await killAfter(restoring, /step aliases/, 0)
  await killAfter(restoring, /step events/, 60)
  expect(existsSync(restored)).toBe(false)
  expect(await startChild('back-up.ts', restoring).end()).toBe(0)
  expect(readdirSync(root).sort()).toEqual(['backup', 'restored', 'source'])

  for (const folder of [source, restored]) {
    const workspace = await open(folder)
    expect(await readContent(workspace.store, 'events')).toEqual(before)
    const tables = await workspace.store.read({
      text: `SELECT name FROM system.tables WHERE database = currentDatabase() AND endsWith(name, '_backup')`,
      params: {},
      row: z.unknown(),
    })
    expect(tables).toEqual([])
    await workspace.close()
  }
})
