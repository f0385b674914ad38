import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { askNobody } from '../../../../test/support/ask-nobody.ts'
import { git, makeHistory } from '../../../../test/support/git-repository.ts'
import { PartialRead, type ReadIo } from '../../connector.ts'
import type { InboxCursor } from './cursor.ts'
import { findEpochs, readInbox } from './inbox.ts'
import { connector } from './index.ts'

const io: ReadIo = {
  clock: { now: () => new Date('2026-11-01T12:00:00Z') },
  signal: new AbortController().signal,
  ask: askNobody,
  monthlyKey: async () => ({ key: '' }),
}
const makeMail = (id: number): string =>
  `From: p@example.org\nDate: Mon, 1 Feb 2021 10:00:00 +0000\nMessage-ID: <${id}>\nList-Id: <dev.example.org>\n\n${id}\n`
const additions = (...ids: number[]): { files: Record<string, string> }[] =>
  ids.map((id) => ({ files: { m: makeMail(id) } }))

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundswell-inbox-'))
  return () => rmSync(folder, { recursive: true, force: true })
})

async function read(
  path: string,
  since: InboxCursor = { epochs: {} },
): Promise<{ told: string[]; cursor: InboxCursor; problem: string }> {
  const told: string[] = []
  let cursor = since
  try {
    for await (const page of readInbox(await findEpochs(path), since, io)) {
      cursor = page.cursor
      for (const record of page.records)
        told.push(record.kind === 'mail' ? (/<(\d+)>/.exec(record.bytes.toString())?.[1] ?? '') : record.kind)
    }
  } catch (error) {
    if (!(error instanceof PartialRead)) throw error
    return { told, cursor, problem: error.message }
  }
  return { told, cursor, problem: '' }
}

describe('reading', () => {
  test('epochs in order, later only what was added, also in a new epoch', async () => {
    makeHistory(join(folder, 'git/0.git'), additions(1, 2))
    makeHistory(join(folder, 'git/1.git'), additions(3))
    const first = await read(folder)
    expect(first.told).toEqual(['1', '2', '3'])
    expect((await read(folder, first.cursor)).told).toEqual([])
    makeHistory(join(folder, 'git/1.git'), additions(4), 1)
    makeHistory(join(folder, 'git/2.git'), additions(5))
    expect((await read(folder, first.cursor)).told).toEqual(['4', '5'])
  })

  test('more mails than a page holds', async () => {
    const ids = Array.from({ length: 1203 }, (_, id) => id)
    makeHistory(join(folder, 'git/0.git'), additions(...ids))
    expect((await read(folder)).told).toEqual(ids.map(String))
  })

  test('version 1, where each mail has a file of its own and is taken out by deleting it', async () => {
    const path = (id: number): string => `0${id}/${String(id).repeat(38)}`
    makeHistory(join(folder, 'v1.git'), [
      { files: { [path(1)]: makeMail(1) } },
      { files: { [path(2)]: makeMail(2), [path(3)]: makeMail(3) } },
      { files: { [path(2)]: null } },
    ])
    expect((await read(join(folder, 'v1.git'))).told).toEqual(['1', 'passed-over', '3'])
  })

  test('an archive that was rewritten is read anew', async () => {
    const path = join(folder, 'git/0.git')
    makeHistory(path, additions(1, 2))
    const first = await read(folder)
    rmSync(path, { recursive: true })
    makeHistory(path, additions(1, 4, 5))
    expect((await read(folder, first.cursor)).told).toEqual(['1', '4', '5'])
  })
})

test('a mail that git cannot read is told of, the others are read, and it comes once it is mended', async () => {
  const path = join(folder, 'git/0.git')
  makeHistory(path, additions(1, 2, 3))
  const id = git(path, 'rev-parse', 'HEAD~1:m').trim()
  const object = join(path, 'objects', id.slice(0, 2), id.slice(2))
  renameSync(object, join(folder, 'lost'))
  const first = await read(folder)
  expect(first.told).toEqual(['1', 'unreadable', '3'])
  expect(first.problem).toMatch(/^0 has mails that git cannot read\. What could be read is kept\..*\.$/)
  renameSync(join(folder, 'lost'), object)
  const second = await read(folder, first.cursor)
  expect([second.told, second.problem]).toEqual([['1', '2', '3'], ''])
})

describe('recognising', () => {
  const recognise = (path: string): Promise<unknown> =>
    connector.recognise({ path, kind: 'folder', head: Buffer.alloc(0) })

  test.each([
    ['an archive', '', 'git/0.git'],
    ['one epoch', 'git/0.git', 'git/0.git'],
  ])('%s, named after its list', async (_what, path, repository) => {
    makeHistory(join(folder, repository), additions(1))
    const expected = { path: join(folder, path), list: 'dev.example.org', visibility: 'public' }
    expect(await recognise(join(folder, path))).toEqual(expected)
  })

  test('a repository of programs is none, nor one without commits', async () => {
    makeHistory(join(folder, 'code.git'), [{ files: { 'a.c': 'int a;\n', m: 'x' } }])
    expect(await recognise(join(folder, 'code.git'))).toBeUndefined()
    git(folder, 'init', '-q', '--bare', 'empty.git')
    expect(await recognise(join(folder, 'empty.git'))).toBeUndefined()
  })
})
