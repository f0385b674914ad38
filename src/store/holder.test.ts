import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startChild } from '../../test/support/child.ts'
import { makeTestFolder } from '../../test/support/workspace.ts'
import { type Holder, readHolder, readStaleHolder, takeHold } from './holder.ts'
import { identifyThisProcess } from './running-process.ts'

const options = { program: 'groundswell test', startedAt: new Date('2024-01-02T03:04:05Z') }
const root = makeTestFolder()
let made = 0

function makeFolder(holder?: Partial<Holder>): string {
  made += 1
  const folder = join(root, `w${made}`)
  mkdirSync(folder)
  if (holder !== undefined) writeHolder(join(folder, 'holder.json'), holder)
  return folder
}

function writeHolder(path: string, holder: Partial<Holder>): void {
  const whole: Holder = {
    ...identifyThisProcess(),
    program: 'an earlier program',
    startedAt: '2024-01-01T00:00:00.000Z',
    holding: 'earlier',
    ...holder,
  }
  writeFileSync(path, JSON.stringify(whole))
}

/** A process number that was just in use and is not any more. */
const deadPid = spawnSync('true').pid

describe('one process holds a workspace', () => {
  test('the second is refused with the process and what to do, until the first lets go', () => {
    const folder = makeFolder()
    const hold = takeHold(folder, options)
    expect(() => takeHold(folder, options)).toThrow(
      `${folder} is in use by process ${process.pid} (groundswell test). Wait until it has finished, or stop it first.`,
    )
    hold.release()
    takeHold(folder, options).release()
    expect(readdirSync(folder)).toEqual([])
  })

  test('once it serves, the sentence names the address', () => {
    const folder = makeFolder()
    const hold = takeHold(folder, options)
    hold.announce('http://127.0.0.1:4747')
    expect(() => takeHold(folder, options)).toThrow(
      `${folder} is in use by process ${process.pid} (groundswell test), which serves http://127.0.0.1:4747; open that, or stop it first.`,
    )
    expect(readHolder(folder)).toMatchObject({
      pid: process.pid,
      url: 'http://127.0.0.1:4747',
      startedAt: '2024-01-02T03:04:05.000Z',
    })
    hold.release()
    expect(readHolder(folder)).toBeUndefined()
  })

  test('only its owner can read who holds it', () => {
    const folder = makeFolder()
    const hold = takeHold(folder, options)
    expect(spawnSync('stat', ['-c', '%a', join(folder, 'holder.json')]).stdout.toString()).toBe('600\n')
    hold.release()
  })

  test('a hold that was replaced is not taken away by the one before', () => {
    const folder = makeFolder()
    const first = takeHold(folder, options)
    writeHolder(join(folder, 'holder.json'), { holding: 'later' })
    first.release()
    expect(readHolder(folder)?.holding).toBe('later')
  })
})

describe('a holder that is gone is replaced', () => {
  const replaced = (folder: string): void => {
    expect(readHolder(folder)).toBeUndefined()
    expect(readStaleHolder(folder)).toBeDefined()
    const hold = takeHold(folder, options)
    expect(readHolder(folder)?.holding).toBe(hold.holder.holding)
    hold.release()
    expect(readdirSync(folder)).toEqual([])
  }
  const old = (folder: string): string => {
    const before = new Date(Date.now() - 91_000)
    utimesSync(join(folder, 'holder.json'), before, before)
    return folder
  }

  test('its process has ended', () => replaced(makeFolder({ pid: deadPid })))
  test('its number belongs to another process now', () => replaced(makeFolder({ processStart: '1' })))
  test('its machine was started anew', () =>
    replaced(makeFolder({ machine: 'boot 0-0-0 pid:[1]', pid: process.pid })))
  test('its machine is another and has been silent', () =>
    replaced(old(makeFolder({ machine: 'boot 0-0-0', host: 'elsewhere' }))))
  test('it cannot be read and has been silent', () => {
    const folder = makeFolder()
    writeFileSync(join(folder, 'holder.json'), '{"pid": 12')
    replaced(old(folder))
  })
  test('a start that wanted to replace it was killed, too', () => {
    const folder = makeFolder({ pid: deadPid })
    writeHolder(join(folder, 'holder.json.after-earlier'), { pid: deadPid, holding: 'middle' })
    writeHolder(join(folder, 'holder.json.after-earlier.after-middle'), { pid: deadPid, holding: 'last' })
    replaced(folder)
  })
})

describe('a holder that may be there is not', () => {
  test('on another machine or in another container, with its name', () => {
    const folder = makeFolder({ machine: 'boot 0-0-0', host: 'elsewhere', pid: 7 })
    expect(() => takeHold(folder, options)).toThrow(
      `${folder} is in use by process 7 on elsewhere (an earlier program). Wait until it has finished, or stop it first. Should it be gone already, try again in 90 seconds.`,
    )
  })

  test('unreadable: the sentence says what to do', () => {
    const folder = makeFolder()
    writeFileSync(join(folder, 'holder.json'), 'x')
    expect(() => takeHold(folder, options)).toThrow(
      /holder.json cannot be read.*delete that file, or try again in 90 seconds\./,
    )
    expect(readFileSync(join(folder, 'holder.json'), 'utf8')).toBe('x')
  })
})

test('of many starts at once on a workspace left by a crash, exactly one gets it', async () => {
  const folders = Array.from({ length: 150 }, (_, number) =>
    makeFolder(number % 3 === 0 ? undefined : { pid: deadPid }),
  )
  const shot = join(makeTestFolder(), 'shot')
  const racers = [1, 2, 3, 4].map(() => startChild('claim-folders.ts', [shot, ...folders]))
  await Promise.all(racers.map((racer) => racer.waitFor(/^ready$/)))
  writeFileSync(shot, '')
  const taken = await Promise.all(
    racers.map(async (racer) => JSON.parse((await racer.waitFor(/^took /)).slice(5)) as number[]),
  )
  await Promise.all(racers.map((racer) => racer.kill('SIGKILL')))
  expect(taken.flat().sort((a, b) => a - b)).toEqual(folders.map((_, number) => number))
  expect(taken.filter((numbers) => numbers.length > 0).length).toBeGreaterThan(1)
  for (const folder of folders) expect(readdirSync(folder)).toEqual(['holder.json'])
})
