import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import { PartialRead, type ReadIo } from '../../connector.ts'
import { emptyFilesCursor, type FilesCursor } from './cursor.ts'
import { readFiles } from './files.ts'
import { connector } from './index.ts'

/** A clock an hour ahead: what changed is long ago, as it is in practice. */
const io: ReadIo = {
  clock: { now: () => new Date(Date.now() + 3_600_000) },
  signal: new AbortController().signal,
  ask: askNobody,
  monthlyKey: async () => ({ key: '' }),
}
const makeMbox = (...ids: readonly (number | string)[]): string =>
  ids
    .map(
      (id) =>
        `From p@example.org  Mon Feb  1 10:00:00 2021\nFrom: p@example.org\nMessage-ID: <${id}>\n\n${'text '.repeat(20)}\n\n`,
    )
    .join('')

interface Told {
  ids: string[]
  cursor: FilesCursor
  notes: string
  problem: string
}

async function read(path: string, since = emptyFilesCursor): Promise<Told> {
  const told: Told = { ids: [], cursor: since, notes: '', problem: '' }
  try {
    for await (const page of readFiles(path, since, io)) {
      told.cursor = page.cursor
      told.notes += (page.notes ?? []).join(' ')
      for (const record of page.records)
        told.ids.push(
          record.kind === 'mail'
            ? (/^Message-ID: <(.*)>/m.exec(record.bytes.toString())?.[1] ?? '')
            : record.kind,
        )
    }
  } catch (error) {
    if (!(error instanceof PartialRead)) throw error
    told.problem = error.message
  }
  // File systems tell apart only changes some milliseconds from each other, and to this clock all is long ago.
  await setTimeout(20)
  return told
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundswell-files-'))
  return () => rmSync(folder, { recursive: true, force: true })
})
const write = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

describe('reading on', () => {
  test('nothing new is nothing read', async () => {
    write('a.mbox', makeMbox(1, 2))
    write('b.mbox.gz', gzipSync(makeMbox(3)))
    const first = await read(folder)
    expect(first.ids).toEqual(['1', '2', '3'])
    expect((await read(folder, first.cursor)).ids).toEqual([])
  })

  test('a mailbox that grew is gone on with at its last mail', async () => {
    const path = write('a.mbox', makeMbox(1, 2, 3))
    write('b.mbox', makeMbox(8, 9))
    const first = await read(folder)
    appendFileSync(path, makeMbox(4, 5))
    expect((await read(folder, first.cursor)).ids).toEqual(['3', '4', '5'])
  })

  test('a mailbox that was rewritten is read anew', async () => {
    const path = write('a.mbox', makeMbox(1, 2, 3))
    const first = await read(path)
    writeFileSync(path, makeMbox(1, 3, 4, 5))
    expect((await read(path, first.cursor)).ids).toEqual(['1', '3', '4', '5'])
  })

  test('a new file and one that was copied with an old date', async () => {
    write('b.mbox', makeMbox(1))
    const first = await read(folder)
    write('a.mbox', makeMbox(2))
    expect((await read(folder, first.cursor)).ids).toEqual(['2'])
  })

  test('what changed behind an interrupted pass is found too', async () => {
    write('a.mbox', makeMbox(1))
    write('b.mbox', makeMbox(...Array.from({ length: 12_000 }, (_, id) => 100 + id)))
    write('c.mbox', makeMbox(3))
    const pages = readFiles(folder, emptyFilesCursor, io)
    const { value: page } = await pages.next()
    await pages.return(undefined)
    if (page === undefined) throw new Error('no page')
    expect(page.records.length).toBeLessThan(12_000)
    appendFileSync(join(folder, 'a.mbox'), makeMbox(2))
    const rest = await read(folder, page.cursor)
    expect(
      new Set([...rest.ids, ...page.records.map((_, index) => String(index === 0 ? 1 : 99 + index))]).size,
    ).toBe(12_003)
    expect(rest.ids).toContain('2')
    expect(rest.ids).not.toContain('100')
    expect((await read(folder, rest.cursor)).ids).toEqual([])
  })

  test('a mail that is moved from new to cur comes once more at most', async () => {
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(folder, part))
    write('new/1.host', 'From: a@example.org\nMessage-ID: <1>\n\n')
    write('new/2.host', 'From: a@example.org\nMessage-ID: <2>\n\n')
    const first = await read(folder)
    expect(first.ids).toEqual(['1', '2'])
    renameSync(join(folder, 'new/1.host'), join(folder, 'cur/1.host:2,S'))
    expect((await read(folder, first.cursor)).ids).toEqual(['1'])
  })
})

describe('damage', () => {
  test('one damaged archive does not keep the others from being read, and is tried again', async () => {
    write('a.mbox.gz', gzipSync(makeMbox(1, 2, 3)).subarray(0, 60))
    write('b.mbox', makeMbox(4))
    const first = await read(folder)
    expect(first.ids).toEqual(['4'])
    expect(first.problem).toMatch(/^Not everything could be read\. a\.mbox\.gz: the archive is damaged/)
    const second = await read(folder, first.cursor)
    expect([second.ids, second.problem]).toEqual([[], first.problem])
    write('a.mbox.gz', gzipSync(makeMbox(1, 2, 3)))
    const third = await read(folder, second.cursor)
    expect([third.ids, third.problem]).toEqual([['1', '2', '3'], ''])
  })

  test('of an archive with one wrong byte all is read that stands before it', async () => {
    const ids = Array.from({ length: 5000 }, (_, id) => id)
    const packed = gzipSync(makeMbox(...ids))
    const crc = packed.length - 8
    packed[crc] = (packed[crc] ?? 0) ^ 1
    write('a.mbox.gz', packed)
    const { ids: told, problem } = await read(folder)
    expect(problem).toMatch(/a\.mbox\.gz: the archive is damaged \(incorrect data check\)/)
    expect(told).toEqual(ids.slice(0, told.length).map(String))
    expect(told.length).toBeGreaterThan(4980)
  })

  test('a mail that is being written is read once it is there', async () => {
    const rest = 'n@example.org>\n\ntext\n'
    const begun =
      'From p@example.org  Mon Feb  1 10:00:00 2021\nDate: Mon, 1 Feb 2021 10:00:00 +0000\nMessage-ID: <ow'
    const path = write('a.mbox', makeMbox(1) + begun)
    const first = await read(folder)
    expect(first.ids).toEqual(['1', 'unreadable'])
    appendFileSync(path, rest)
    expect((await read(folder, first.cursor)).ids).toEqual(['1', 'own@example.org'])
  })

  test('what holds no mails is passed over in a folder, and refused when it was named', async () => {
    const path = write('notes.txt', 'Dear all,\n')
    write('a.mbox', makeMbox(1))
    expect((await read(folder)).notes).toBe('1 file holds no mails and was passed over, e.g. notes.txt.')
    await expect(read(path)).rejects.toThrow(/does not hold mails in a form that is understood/)
  })

  test('text before the first mail is told of', async () => {
    expect((await read(write('a.mbox', `junk\n\n${makeMbox(1)}`))).ids).toEqual(['unreadable', '1'])
  })
})

describe('recognising', () => {
  const recognise = (path: string): Promise<unknown> =>
    connector.recognise({ path, kind: 'folder', head: Buffer.alloc(0) })

  test('a folder in which most files hold mails, named after its list', async () => {
    const mail = (list: string): string => makeMbox(1).replace('\n\n', `\nList-Id: <${list}.example.org>\n\n`)
    write('README', 'x')
    write('2020.mbox', mail('dev'))
    expect(await recognise(folder)).toEqual({ path: folder, list: 'dev.example.org', visibility: 'public' })
    write('2021.mbox.gz', gzipSync(mail('users')))
    expect(await recognise(folder)).toEqual({ path: folder, visibility: 'public' })
  })

  test('a folder of programs with a mailbox among them is none', async () => {
    for (const name of ['a.c', 'b.c', 'c.c']) write(name, 'int main;\n')
    write('test.mbox', makeMbox(1))
    expect(await recognise(folder)).toBeUndefined()
  })
})

test('a source is named after its list, else after its file', () => {
  const name = (config: object): string => connector.nameSource(connector.config.parse(config))
  expect(name({ path: '/x/a.mbox.gz', list: 'dev.example.org' })).toBe('dev.example.org')
  expect(name({ path: '/x/2007-March.txt.gz' })).toBe('2007-March')
  expect(name({ path: '/x/inbox/git/0.git' })).toBe('inbox')
})
