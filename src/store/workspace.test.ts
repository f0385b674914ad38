import {
  chmodSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Child, startChild } from '../../test/support/child.ts'
import { type Mode, makeTestFolder, modes, openTestServer } from '../../test/support/workspace.ts'
import { readHolder } from './holder.ts'
import { openWorkspace, type Workspace } from './workspace.ts'

const root = makeTestFolder()
const server = await openTestServer()
const children: Child[] = []
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill('SIGKILL')))
})

let made = 0
function nameFolder(): string {
  made += 1
  return join(root, `w${made}`)
}
function open(folder: string, mode: Mode = 'embedded', database = 'groundswell'): Promise<Workspace> {
  return openWorkspace({
    folder,
    url: mode === 'server' ? `${server}/${database}` : undefined,
    clock: { now: () => new Date() },
    program: 'groundswell test',
  })
}
function openElsewhere(folder: string, ...args: string[]): Child {
  const child = startChild('open-workspace.ts', [folder, ...args])
  children.push(child)
  return child
}
/** Opens, asks, closes: the engine takes one folder at a time in a process. */
async function visit<T>(folder: string, ask: (workspace: Workspace) => Promise<T>): Promise<T> {
  const workspace = await open(folder)
  try {
    return await ask(workspace)
  } finally {
    await workspace.close()
  }
}

describe.each(modes)('a workspace, %s', (mode) => {
  test('is made for its owner only, with the schema, and let go again', async () => {
    const folder = join(nameFolder(), 'below', 'another')
    const workspace = await open(folder, mode, `made_${mode}`)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(workspace.applied).toContain('observations')
    expect(readHolder(folder)).toMatchObject({ pid: process.pid, program: 'groundswell test' })
    workspace.announce('http://127.0.0.1:4747')
    expect(readHolder(folder)?.url).toBe('http://127.0.0.1:4747')
    await workspace.close()
    expect(readHolder(folder)).toBeUndefined()
    const again = await open(folder, mode, `made_${mode}`)
    expect(again.applied).toEqual([])
    await again.close()
  })

  test('what a killed rebuild was filling is gone after the next start', async () => {
    const folder = nameFolder()
    const first = await open(folder, mode, `left_${mode}`)
    await first.store.write('CREATE TABLE people_next AS people')
    await first.close()
    const second = await open(folder, mode, `left_${mode}`)
    const tables = await second.store.read({
      text: `SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'people%'`,
      params: {},
      row: z.object({ name: z.string() }),
    })
    await second.close()
    expect(tables).toEqual([{ name: 'people' }])
  })
})

describe('a second start', () => {
  test('at the same moment: one opens, the other says who did', async () => {
    const folder = nameFolder()
    const starts = [openElsewhere(folder), openElsewhere(folder), openElsewhere(folder)]
    const lines = await Promise.all(starts.map((start) => start.waitFor(/opened by|UserError/)))
    const opened = lines.filter((line) => line.startsWith('opened'))
    expect(opened).toHaveLength(1)
    const pid = opened[0]?.slice('opened by '.length)
    expect(
      lines.filter((line) => line.includes(`${folder} is in use by process ${pid} (groundswell test).`)),
    ).toHaveLength(2)
  })

  test('while the first serves: the sentence names the address; nothing else is printed', async () => {
    const folder = nameFolder()
    await openElsewhere(folder, 'http://127.0.0.1:4747').waitFor(/opened/)
    const second = openElsewhere(folder)
    expect(await second.end()).toBe(0)
    expect(second.lines).toEqual([
      'opening',
      `UserError: ${folder} is in use by process ${children[0]?.pid} (groundswell test), which serves http://127.0.0.1:4747; open that, or stop it first.`,
    ])
  })

  test('after the first was killed: opens', async () => {
    const folder = nameFolder()
    const first = openElsewhere(folder)
    await first.waitFor(/opened/)
    await first.kill('SIGKILL')
    await visit(folder, async ({ store }) => expect(store.kind).toBe('embedded'))
  })

  test('when the holder file is gone: still a sentence, and nothing of the engine is printed', async () => {
    const folder = nameFolder()
    const first = openElsewhere(folder)
    await first.waitFor(/opened/)
    renameSync(join(folder, 'holder.json'), join(root, 'taken-away'))
    const second = openElsewhere(folder)
    await second.end()
    expect(second.lines).toEqual([
      'opening',
      `UserError: The engine's data in ${folder} is in use by process ${first.pid}. Stop that process, or choose another workspace.`,
    ])
    expect(readdirSync(folder)).not.toContain('holder.json')
  })

  test('from another folder on the same database of a server: a sentence', async () => {
    const first = openElsewhere(nameFolder(), '', `${server}/lease`)
    await first.waitFor(/opened/)
    await expect(open(nameFolder(), 'server', 'lease')).rejects.toThrow(
      new RegExp(`The database is in use by process ${first.pid} on \\S+ \\(groundswell test\\)`),
    )
  })

  test('from the same folder on the same database, after a kill: opens at once', async () => {
    const folder = nameFolder()
    const first = openElsewhere(folder, '', `${server}/again`)
    await first.waitFor(/opened/)
    await first.kill('SIGKILL')
    const second = await open(folder, 'server', 'again')
    await second.close()
  })
})

describe('a folder that cannot be a workspace is a sentence', () => {
  test('a file', async () => {
    const path = nameFolder()
    writeFileSync(path, '')
    await expect(open(path)).rejects.toThrow(`${path} is not a folder. Choose a folder, or a new name.`)
    await expect(open(join(path, 'below'))).rejects.toThrow('is not a folder')
  })

  test('below a file system that makes none', async () => {
    await expect(open('/proc/groundswell/below')).rejects.toThrow(
      '/proc/groundswell/below does not exist and cannot be made.',
    )
  })

  test('a link to itself', async () => {
    const path = nameFolder()
    symlinkSync(path, path)
    await expect(open(path)).rejects.toThrow('is a link that leads back to itself')
  })

  test('a name too long', async () => {
    await expect(open(join(root, 'x'.repeat(300)))).rejects.toThrow('is too long for a path')
  })

  test('no permission, also when only the engine below lacks it', async () => {
    const folder = nameFolder()
    mkdirSync(folder)
    const closed = join(folder, 'closed')
    mkdirSync(join(closed, 'engine'), { recursive: true })
    chmodSync(join(closed, 'engine'), 0o000)
    const half = startChild('open-workspace.ts', [closed], withoutPrivilege(folder))
    await half.end()
    expect(half.lines.join('\n')).toContain(`UserError: ${join(closed, 'engine')} cannot be written`)
    chmodSync(closed, 0o500)
    const whole = startChild('open-workspace.ts', [closed], withoutPrivilege(folder))
    await whole.end()
    expect(whole.lines.join('\n')).toContain(`UserError: ${closed} cannot be written`)
    chmodSync(closed, 0o700)
    chmodSync(join(closed, 'engine'), 0o700)
  })
})

describe('after a refusal nothing stays locked', () => {
  test('a server that cannot be reached', async () => {
    const folder = nameFolder()
    const options = { folder, clock: { now: () => new Date() }, program: 'groundswell test' }
    await expect(openWorkspace({ ...options, url: 'http://127.0.0.1:9' })).rejects.toThrow(
      'cannot be reached',
    )
    await expect(openWorkspace({ ...options, url: 'ftp://x' })).rejects.toThrow('cannot be read')
    expect(readdirSync(folder)).toEqual([])
  })

  test('a schema of a newer program', async () => {
    const folder = nameFolder()
    await visit(folder, ({ store }) =>
      store.write(`INSERT INTO migrations (number, name, checksum) VALUES (9999, 'later', 'x')`),
    )
    await expect(open(folder)).rejects.toThrow('was last used by a newer Groundswell (schema 9999 “later”')
    expect(readHolder(folder)).toBeUndefined()
    rmSync(folder, { recursive: true })
  })
})

/** Root may write anywhere, so as root the process gives its rights up first; else it has none to give. */
function withoutPrivilege(folder: string): { under: string[] } {
  if (process.getuid?.() !== 0) return { under: [] }
  chmodSync(root, 0o755)
  chmodSync(folder, 0o755)
  return { under: ['setpriv', '--bounding-set', '-all', '--inh-caps', '-all', '--'] }
}
