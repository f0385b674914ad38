import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { startChild } from '../../test/support/child.ts'
import { copyEmptyWorkspace, makeTestFolder } from '../../test/support/workspace.ts'
import { examineWorkspace } from './doctor/index.ts'
import { openWorkspace } from './workspace.ts'

const clock = { now: () => new Date() }

test('killed while appending, whatever was acknowledged is there', async () => {
  const folder = join(makeTestFolder(), 'w')
  await copyEmptyWorkspace(folder)
  const rows = 2000
  const acknowledged: number[] = []
  for (const [round, milliseconds] of [30, 95, 160].entries()) {
    const child = startChild('append-batches.ts', [folder, String(round * 1000), String(rows)])
    await child.waitFor(/acknowledged/)
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    await child.kill('SIGKILL')
    for (const line of child.lines) acknowledged.push(Number(line.slice('acknowledged '.length)))
  }
  const workspace = await openWorkspace({ folder, clock, program: 'test' })
  const batches = await workspace.store.read({
    text: 'SELECT source_event_id AS batch, count() AS rows, uniqExact(event_id) AS different FROM events GROUP BY batch',
    params: {},
    row: z.object({ batch: z.coerce.number(), rows: z.coerce.number(), different: z.coerce.number() }),
  })
  const findings = await examineWorkspace({ folder, clock, store: workspace.store })
  await workspace.close()
  expect(acknowledged.length).toBeGreaterThanOrEqual(3)
  for (const batch of acknowledged) expect(batches).toContainEqual({ batch, rows, different: rows })
  expect(findings.filter(({ check, status }) => check === 'tables' && status !== 'ok')).toEqual([])
})

/** What the child that fills the disk reports. */
const report = z.object({
  acknowledged: z.number(),
  afterRefusal: z.number(),
  afterReopening: z.number(),
  goesOn: z.boolean(),
  refusals: z.record(z.string(), z.string()),
  left: z.array(z.string()),
  rebuilt: z.number(),
  unwell: z.array(z.unknown()),
})

async function fill(
  under: readonly string[],
  folder: string,
  ballast: string,
): Promise<z.infer<typeof report>> {
  const child = startChild('fill-disk.ts', [folder, ballast], { under })
  const line = await child.waitFor(/^\{/)
  expect(await child.end()).toBe(0)
  return report.parse(JSON.parse(line))
}

describe('a system that refuses to write', () => {
  const expectSurvived = (found: z.infer<typeof report>, ways: readonly string[]): void => {
    expect(Object.keys(found.refusals)).toEqual(ways)
    for (const sentence of Object.values(found.refusals))
      expect(sentence).toMatch(
        /^507 The disk .* is full.* Nothing that was acknowledged is lost; free some space and run the same command again\.$/,
      )
    expect(found.acknowledged).toBeGreaterThan(1000)
    expect(found.afterReopening).toBe(found.acknowledged)
    expect(found).toMatchObject({ goesOn: true, left: [], rebuilt: 0, unwell: [] })
    expect(found.afterRefusal).toBe(found.acknowledged - 1000)
  }

  test('larger files: nothing acknowledged is lost, nothing is damaged, it goes on', async () => {
    const folder = join(makeTestFolder(), 'w')
    await copyEmptyWorkspace(folder)
    // Blocks of 512 bytes: files end at 12 MB.
    const limited = ['sh', '-c', 'ulimit -f 24000; exec "$@"', 'sh']
    expectSurvived(await fill(limited, folder, ''), ['write', 'append', 'rebuild', 'export'])
    const workspace = await openWorkspace({ folder, clock, program: 'test' })
    await workspace.store.write(
      `INSERT INTO quarantine (record) SELECT randomString(1000) FROM numbers(30000)`,
    )
    await workspace.close()
  })

  test('a full disk: nothing acknowledged is lost, nothing is damaged, it goes on when there is space', async () => {
    const disk = join(makeTestFolder(), 'disk')
    mkdirSync(disk)
    const small = mountSmallDisk(disk)
    // Where no small disk can be had, the limit on files stands for it, with the second file deleted.
    const ballast = join(disk, 'ballast')
    if (small === undefined) writeFileSync(ballast, '')
    const under = small ?? ['sh', '-c', 'ulimit -f 40000; exec "$@"', 'sh']
    expectSurvived(await fill(under, join(disk, 'w'), ballast), ['write', 'append', 'rebuild', 'export'])
  })
})

/** A command that gives what it starts a disk of its own of 230 MB, 60 of which are taken; undefined where that is not allowed. */
function mountSmallDisk(place: string): string[] | undefined {
  const script = `mount -t tmpfs -o size=230m tmpfs '${place}' && head -c 60000000 /dev/zero > '${place}/ballast' && exec "$@"`
  const ways = [
    ['unshare', '--mount'],
    ['unshare', '--user', '--map-root-user', '--mount'],
  ]
  return ways
    .map((way) => [...way, 'sh', '-c', script, 'sh'])
    .find(([command = '', ...rest]) => spawnSync(command, [...rest, 'true']).status === 0)
}
