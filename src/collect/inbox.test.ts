import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeTestFolder } from '../../test/support/workspace.ts'
import type { Cursor } from './connector.ts'
import { Inbox, type InboxRecord, nameInbox, readInbox } from './inbox.ts'

async function readAll(
  folder: string,
  since?: Cursor,
): Promise<{ records: unknown[]; cursor: Cursor | undefined }> {
  const records: unknown[] = []
  let cursor = since
  for await (const page of readInbox(folder, since)) {
    records.push(...(page.records as InboxRecord[]).map(({ record }) => record))
    cursor = page.cursor
  }
  return { records, cursor }
}

describe('an inbox', () => {
  test('gives what was put in, in its order, and goes on after a cursor', async () => {
    const folder = join(makeTestFolder(), 'inbox')
    const inbox = await Inbox.open(folder, undefined)
    await Promise.all([inbox.append([{ n: 1 }, { n: 2 }]), inbox.append([{ n: 'drei\n' }])])
    const first = await readAll(folder)
    expect(first.records).toEqual([{ n: 1 }, { n: 2 }, { n: 'drei\n' }])
    await inbox.append([{ n: 4 }])
    expect(await inbox.holdsMoreThan(first.cursor)).toBe(true)
    const second = await readAll(folder, first.cursor)
    expect(second.records).toEqual([{ n: 4 }])
    expect(await inbox.holdsMoreThan(second.cursor)).toBe(false)
    await inbox.close()
  })

  test('forgets what was read, and nothing else', async () => {
    const folder = join(makeTestFolder(), 'inbox')
    const inbox = await Inbox.open(folder, undefined)
    await inbox.append([{ n: 1 }])
    const { cursor = {} } = await readAll(folder)
    await inbox.append([{ n: 2 }])
    await inbox.forget(cursor)
    const { records, cursor: end = {} } = await readAll(folder, cursor)
    expect(records).toEqual([{ n: 2 }])
    await inbox.forget(end)
    expect(readdirSync(folder)).toEqual([])
    await inbox.append([{ n: 3 }])
    expect((await readAll(folder, end)).records).toEqual([{ n: 3 }])
    await inbox.close()
  })

  test('keeps a file that is full and was read in part', async () => {
    const folder = join(makeTestFolder(), 'inbox')
    const inbox = await Inbox.open(folder, undefined)
    await inbox.append([{ n: 1 }])
    const { cursor = {} } = await readAll(folder)
    await inbox.append([{ n: 2, text: 'x'.repeat(17 << 20) }])
    await inbox.append([{ n: 3 }])
    await inbox.forget(cursor)
    expect((await readAll(folder, cursor)).records).toMatchObject([{ n: 2 }, { n: 3 }])
    await inbox.close()
  })

  test('after a kill half a line was never acknowledged, and what comes then is not lost behind it', async () => {
    const folder = join(makeTestFolder(), 'inbox')
    const killed = await Inbox.open(folder, undefined)
    await killed.append([{ n: 1 }])
    const [name = ''] = readdirSync(folder)
    appendFileSync(join(folder, name), '{"n": 2')
    const { cursor } = await readAll(folder)
    const inbox = await Inbox.open(folder, cursor)
    await inbox.append([{ n: 3 }])
    expect((await readAll(folder)).records).toEqual([{ n: 1 }, { n: 3 }])
    expect((await readAll(folder, cursor)).records).toEqual([{ n: 3 }])
    await inbox.close()
    await killed.close()
  })

  test('begins after what was read, also when all of it was forgotten', async () => {
    const folder = join(makeTestFolder(), 'inbox')
    const first = await Inbox.open(folder, undefined)
    await first.append([{ n: 1 }])
    const { cursor = {} } = await readAll(folder)
    await first.forget(cursor)
    const second = await Inbox.open(folder, cursor)
    await second.append([{ n: 2 }])
    expect((await readAll(folder, cursor)).records).toEqual([{ n: 2 }])
    await second.close()
  })

  test('is written in files of a size, each for its owner only', async () => {
    const folder = join(makeTestFolder(), 'inbox')
    const inbox = await Inbox.open(folder, undefined)
    const big = { text: 'x'.repeat(1 << 20) }
    for (let turn = 0; turn < 20; turn++) await inbox.append([big])
    expect(readdirSync(folder).length).toBe(2)
    expect(statSync(join(folder, readdirSync(folder)[0] ?? '')).mode & 0o777).toBe(0o600)
    expect((await readAll(folder)).records.length).toBe(20)
    await inbox.close()
  })

  test('a line that is no JSON is given as it stands', async () => {
    const folder = join(makeTestFolder(), 'inbox')
    const inbox = await Inbox.open(folder, undefined)
    await inbox.append([{ n: 1 }])
    await inbox.close()
    const [name = ''] = readdirSync(folder)
    appendFileSync(join(folder, name), 'noise\n')
    expect(readFileSync(join(folder, name), 'utf8')).toContain('noise')
    expect((await readAll(folder)).records).toEqual([{ n: 1 }, 'noise'])
  })

  test('a source’s name leads nowhere else', () => {
    expect(nameInbox('/w', 'tracking:../../etc')).toBe('/w/inbox/tracking%3A..%2F..%2Fetc')
  })
})
